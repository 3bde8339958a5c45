"""What people do with endpoints and messages. Each is in the audit log."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.access.readers import reader_for
from cms.activity.actions import record_act
from cms.people.models import User
from cms.webhooks.actions.fan_out import begin_now
from cms.webhooks.acts import (
    DELIVERY_REPEATED,
    ENDPOINT_DELETED,
    ENDPOINT_PAUSED,
    ENDPOINT_RESUMED,
    ENDPOINT_SAVED,
    SECRET_RENEWED,
    TEST_SENT,
)
from cms.webhooks.events import Event, body_of
from cms.webhooks.models import Delivery, Endpoint, Standing, State
from cms.webhooks.sight_changes import remember_sight
from cms.webhooks.signing import new_secret


@transaction.atomic
def make_endpoint(endpoint: Endpoint, *, by: User) -> str:
    """Save a new endpoint, which is told of what happens from now on. Returns its secret, which is not shown again."""
    endpoint.owner = by
    begin_now(endpoint)
    endpoint.save()
    secret = new_secret()
    endpoint.keep_secret(secret)
    _record_saved(endpoint, by)
    return secret


@transaction.atomic
def change_endpoint(endpoint: Endpoint, *, by: User) -> None:
    """Save what was changed of an endpoint. Other eyes begin with what they see now, and what closed to those of before
    is not theirs to be told, be it an id alone."""
    _hold(endpoint)
    fields = ["name", "url", "events", "languages", "seen_as"]
    if Endpoint.objects.filter(pk=endpoint.pk).exclude(seen_as=endpoint.seen_as).exists():
        remember_sight(endpoint, reader_for(endpoint.seen_as))
        endpoint.deliveries.filter(names_nothing=True).update(names_nothing=False)
        fields += ["open_locks", "newest_lock"]
    endpoint.save(update_fields=fields)
    _record_saved(endpoint, by)


@transaction.atomic
def delete_endpoint(endpoint: Endpoint, *, by: User) -> None:
    """Delete an endpoint with its messages."""
    _hold(endpoint)
    record_act(ENDPOINT_DELETED, by=by, thing=endpoint, details=_told(endpoint))
    endpoint.delete()


@transaction.atomic
def renew_secret(endpoint: Endpoint, *, by: User) -> str:
    """Make another secret, and let those of before sign for WEBHOOKS_ROTATION_HOURS more. Returns it, this once."""
    ends_at = timezone.now() + timedelta(hours=settings.WEBHOOKS_ROTATION_HOURS)
    endpoint.secrets.filter(ends_at__lte=timezone.now()).delete()
    # Three would be one too many to sign by: of those that were on their way out only the newest stays.
    valid = list(endpoint.secrets.order_by("-pk").values_list("pk", flat=True))
    endpoint.secrets.filter(pk__in=valid[1:]).delete()
    endpoint.secrets.filter(ends_at=None).update(ends_at=ends_at)
    secret = new_secret()
    endpoint.keep_secret(secret)
    record_act(SECRET_RENEWED, by=by, thing=endpoint)
    return secret


@transaction.atomic
def pause(endpoint: Endpoint, *, by: User) -> None:
    """Tell an endpoint nothing until it is resumed."""
    Endpoint.objects.filter(pk=endpoint.pk).update(standing=Standing.PAUSED)
    record_act(ENDPOINT_PAUSED, by=by, thing=endpoint)


@transaction.atomic
def resume(endpoint: Endpoint, *, by: User) -> None:
    """Tell an endpoint again, of what happened meanwhile too."""
    fresh = {"failures": 0, "failing_since": None, "rests_until": None}
    Endpoint.objects.filter(pk=endpoint.pk).update(standing=Standing.ACTIVE, **fresh)
    endpoint.deliveries.filter(state=State.RETRYING).update(next_attempt_at=timezone.now())
    record_act(ENDPOINT_RESUMED, by=by, thing=endpoint)


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: User) -> Delivery:
    """Write a message that says nothing, to be sent at once."""
    now = timezone.now()
    body = body_of(Event.TEST, now, {"message": "This is a test."})
    delivery = Delivery.objects.create(endpoint=endpoint, event=Event.TEST, body=body, next_attempt_at=now)
    _wake(endpoint)
    record_act(TEST_SENT, by=by, thing=endpoint)
    return delivery


@transaction.atomic
def repeat_delivery(delivery: Delivery, *, by: User) -> None:
    """Send a message again, now, with the same id and body; what may not be told any more is withheld again."""
    _hold(delivery.endpoint)
    fresh = {"state": State.WAITING, "tries": 0, "next_attempt_at": timezone.now()}
    Delivery.objects.filter(pk=delivery.pk).update(**fresh)
    _wake(delivery.endpoint)
    record_act(DELIVERY_REPEATED, by=by, thing=delivery.endpoint, details={"message": str(delivery.key)})


def _hold(endpoint: Endpoint) -> None:
    """Before its messages, as who sends them does: in another order, each would wait for what the other has."""
    list(Endpoint.objects.select_for_update().filter(pk=endpoint.pk).values_list("pk"))


def _wake(endpoint: Endpoint) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(rests_until=None)


def _record_saved(endpoint: Endpoint, by: User) -> None:
    record_act(ENDPOINT_SAVED, by=by, thing=endpoint, details=_told(endpoint))


def _told(endpoint: Endpoint) -> dict[str, object]:
    said = {"host": endpoint.host, "events": endpoint.events, "languages": endpoint.languages}
    return {**said, "seen_as": endpoint.seen_as_id}
