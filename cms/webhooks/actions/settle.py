"""Writes down what came of a sending, and what follows for the endpoint."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.activity.actions import record_act
from cms.notices.actions import tell
from cms.people.models import User
from cms.webhooks.acts import ENDPOINT_SWITCHED_OFF
from cms.webhooks.models import Delivery, Endpoint, Standing, State
from cms.webhooks.models.delivery import LONGEST_ERROR
from cms.webhooks.patience import asked_pause, next_try, rest_after
from cms.webhooks.posting import Answer

GONE = 410
TOPIC = "webhook"


@transaction.atomic
def settle(delivery_id: int, answer: Answer) -> None:
    """Write down what a receiver said to a message. Does nothing where message or endpoint are gone meanwhile."""
    endpoint = Endpoint.objects.select_for_update(of=("self",)).filter(deliveries=delivery_id).first()
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if endpoint is None or delivery is None:
        return
    now = timezone.now()
    _write_down(delivery, answer, now)
    _judge(endpoint, answer, now)


def _write_down(delivery: Delivery, answer: Answer, now: datetime) -> None:
    delivery.attempts.create(
        status=answer.status, error=answer.error[:LONGEST_ERROR], response=answer.text, duration=answer.duration
    )
    delivery.tries += 1
    delivery.last_status, delivery.last_error = answer.status, answer.error[:LONGEST_ERROR]
    if answer.is_taken:
        delivery.state, delivery.delivered_at, delivery.next_attempt_at = State.DELIVERED, now, None
    else:
        delivery.next_attempt_at = next_try(delivery.tries, now)
        delivery.state = State.RETRYING if delivery.next_attempt_at else State.GIVEN_UP
    delivery.save()


def _judge(endpoint: Endpoint, answer: Answer, now: datetime) -> None:
    """One that takes messages starts anew; one that does not has a rest, and after days of it is switched off."""
    if answer.is_taken:
        endpoint.failures, endpoint.failing_since, endpoint.rests_until, endpoint.delivered_at = 0, None, None, now
    else:
        endpoint.failures += 1
        endpoint.failing_since = endpoint.failing_since or now
        endpoint.rests_until = rest_after(endpoint.failures, now, asked_pause(answer.retry_after, now))
    endpoint.save(update_fields=["failures", "failing_since", "rests_until", "delivered_at"])
    if answer.status == GONE:
        switch_off(endpoint, Standing.GONE)
    elif endpoint.failing_since and now - endpoint.failing_since > timedelta(days=settings.WEBHOOKS_FAILING_DAYS):
        switch_off(endpoint, Standing.FAILING)


@transaction.atomic
def switch_off(endpoint: Endpoint, standing: Standing) -> None:
    """Tell an endpoint nothing more until somebody resumes it, and tell who keeps it."""
    if endpoint.standing != Standing.ACTIVE:
        return
    endpoint.standing = standing
    endpoint.save(update_fields=["standing"])
    record_act(ENDPOINT_SWITCHED_OFF, by=None, thing=endpoint, details={"because": standing.value})
    address = settings.PUBLIC_URL + reverse("webhooks:inspect", args=[endpoint.pk])
    context = {"endpoint": endpoint, "because": standing, "address": address}
    key = f"{endpoint.pk}:{endpoint.failing_since:%Y%m%dT%H%M%S}"
    for keeper in _keepers(endpoint):
        tell(keeper, topic=TOPIC, key=key, template="webhooks/mails/switched_off", context=context)


def _keepers(endpoint: Endpoint) -> list[User]:
    """Who made it, or the administrators where that account is closed."""
    owner = endpoint.owner
    if owner is not None and owner.is_active:
        return [owner]
    return list(User.objects.filter(is_superuser=True, is_active=True))
