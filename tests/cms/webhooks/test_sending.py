"""Sending: again until it is taken, and each endpoint by itself."""

import re
import socket
import threading
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.activity.models import AuditEntry
from cms.notices.models import Notice
from cms.webhooks import carrying, posting
from cms.webhooks.actions import deliver
from cms.webhooks.actions.clear import clear_deliveries
from cms.webhooks.actions.deliver import deliver_due, letters_for
from cms.webhooks.actions.endpoints import delete_endpoint, repeat_delivery, resume, send_test
from cms.webhooks.actions.settle import settle
from cms.webhooks.checks import networks_can_be_read
from cms.webhooks.events import Event
from cms.webhooks.models import Delivery, Endpoint, Standing, State
from cms.webhooks.patience import STEPS, asked_pause, next_try, rest_after
from cms.webhooks.posting import Answer, post

pytestmark = pytest.mark.django_db

LONG_AGO = "2020-01-01T00:00Z"


@pytest.fixture
def delivery(endpoint, administrator) -> Delivery:
    """A message that waits."""
    return send_test(endpoint, by=administrator)


def due_again() -> None:
    """Let the time until the next try be over."""
    Delivery.objects.exclude(next_attempt_at=None).update(next_attempt_at=LONG_AGO)
    Endpoint.objects.update(rests_until=None)


def test_what_is_not_taken_is_sent_again_with_the_same_id_and_body(delivery, endpoint, receiver) -> None:
    receiver.answers = [(500, {}), (302, {"Location": "http://169.254.169.254/"})]
    deliver_due()
    delivery.refresh_from_db()
    endpoint.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.last_status) == (State.RETRYING, 1, 500)
    assert timedelta(seconds=3) < delivery.next_attempt_at - timezone.now() < timedelta(seconds=7)
    assert (endpoint.failures, endpoint.is_working) == (1, True)
    assert endpoint.rests_until > timezone.now() - timedelta(seconds=1)
    deliver_due()
    assert len(receiver.got) == 1

    due_again()
    deliver_due()
    due_again()
    deliver_due()
    delivery.refresh_from_db()
    endpoint.refresh_from_db()
    assert (delivery.state, delivery.tries) == (State.DELIVERED, 3)
    assert (endpoint.failures, endpoint.failing_since) == (0, None)
    assert endpoint in Endpoint.objects.unleased(timezone.now())
    assert receiver.ids() == [str(delivery.key)] * 3
    assert len({body for _headers, body in receiver.got}) == 1
    assert [each.error for each in delivery.attempts.order_by("pk")] == ["", "a redirect, which is not followed", ""]


def test_who_is_killed_after_sending_leaves_a_message_that_is_sent_again(delivery, endpoint, receiver) -> None:
    endpoint.take(seconds=60)
    (letter,) = letters_for(endpoint)
    letter.send()
    # killed here: nothing was written down, and the lease stands
    deliver_due()
    assert len(receiver.got) == 1

    Endpoint.objects.update(leased_until=LONG_AGO)
    deliver_due()
    assert receiver.ids() == [str(delivery.key)] * 2
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_one_process_at_a_time_sends_to_an_endpoint(delivery, endpoint) -> None:
    assert Endpoint.objects.get().take(seconds=60)
    assert not Endpoint.objects.get().take(seconds=60)
    endpoint.give_back()
    assert Endpoint.objects.get().take(seconds=60)


def test_a_slow_endpoint_keeps_no_other_waiting(
    delivery, endpoint, receiver, employee, administrator, settings: LazySettings
) -> None:
    """The one answers only when the other has been told."""
    told = threading.Event()
    quick = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        connection, _address = quick.accept()
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        connection.close()
        told.set()

    threading.Thread(target=take, daemon=True).start()
    receiver.holds = told
    port = quick.getsockname()[1]
    settings.WEBHOOKS_PORTS = [receiver.port, port]
    other = Endpoint.objects.create(name="Quick", url=f"http://127.0.0.1:{port}/", seen_as=employee)
    other.keep_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    send_test(other, by=administrator)

    deliver_due()
    quick.close()
    assert list(Delivery.objects.values_list("state", flat=True)) == [State.DELIVERED, State.DELIVERED]
    assert told.is_set()


def test_who_has_much_to_be_told_lets_others_have_their_turn(
    delivery, endpoint, receiver, employee, administrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "ENDPOINTS_AT_ONCE", 1)
    monkeypatch.setattr(deliver, "LETTERS_A_ROUND", 1)
    other = Endpoint.objects.create(name="Other", url=receiver.url, seen_as=employee)
    other.keep_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    later, first_of_other, last = (send_test(to, by=administrator) for to in (endpoint, other, other))

    deliver_due()
    assert receiver.ids() == [str(each.key) for each in (delivery, first_of_other, later, last)]


def test_what_is_withheld_holds_up_nothing_behind_it(
    endpoint, receiver, themes, administrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "LETTERS_A_ROUND", 1)
    closed = Delivery.objects.create(
        endpoint=endpoint, event=Event.PAGE_UPDATED, kind="page", object_id=themes["closed"].pk, body="{}",
        next_attempt_at=LONG_AGO,
    )  # fmt: skip
    behind = send_test(endpoint, by=administrator)

    deliver_due()
    closed.refresh_from_db()
    assert closed.state == State.WITHHELD
    assert receiver.ids() == [str(behind.key)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("act", ["repeat", "delete", "resume", "settle"])
def test_an_endpoint_is_held_before_its_messages(act: str, delivery, endpoint, administrator) -> None:
    """Two who take them in another order each wait for what the other has."""
    acts = {
        "repeat": lambda: repeat_delivery(delivery, by=administrator),
        "delete": lambda: delete_endpoint(endpoint, by=administrator),
        "resume": lambda: resume(endpoint, by=administrator),
        "settle": lambda: settle(delivery.pk, Answer(500)),
    }
    with CaptureQueriesContext(connection) as statements:
        acts[act]()
    holding = re.compile(r'^(?:UPDATE|DELETE FROM|SELECT .* FROM) "webhooks_(endpoint|delivery)"')
    held = [
        found[1]
        for sql in (each["sql"] for each in statements)
        if ("FOR UPDATE" in sql or not sql.startswith("SELECT")) and (found := holding.match(sql))
    ]
    assert (held[0], set(held)) == ("endpoint", {"endpoint", "delivery"})


def test_a_server_that_never_ends_is_left(delivery, endpoint, receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "STUCK_SECONDS", 0.05)
    monkeypatch.setattr(deliver, "LOOK_SECONDS", 0.06)
    receiver.holds = threading.Event()
    deliver_due()
    receiver.holds.set()
    delivery.refresh_from_db()
    endpoint.refresh_from_db()
    assert (delivery.state, delivery.last_status, delivery.last_error) == (State.RETRYING, None, "no answer in time")
    assert endpoint in Endpoint.objects.unleased(timezone.now())


def test_what_is_wrong_on_this_side_is_a_failure_and_not_tried_for_ever(
    delivery, endpoint, receiver, settings: LazySettings
) -> None:
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["10.1.0.0/33"]
    (error,) = networks_can_be_read()
    assert (error.id, "10.1.0.0/33" in error.msg) == ("webhooks.E001", True)
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.last_error) == (State.RETRYING, 1, "ValueError")


def test_no_answer_in_time_is_a_failure(delivery, receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "TIMEOUT", posting.urllib3.Timeout(connect=1, read=0.05))
    receiver.holds = threading.Event()
    answer = post(receiver.url, body=b"{}", headers={})
    receiver.holds.set()
    assert (answer.status, answer.error, answer.is_taken) == (None, "no answer in time", False)


def test_a_long_answer_is_cut_off(endpoint, receiver) -> None:
    receiver.says = b"x" * 500_000
    answer = post(receiver.url, body=b"{}", headers={})
    assert (answer.status, len(answer.text)) == (200, posting.RESPONSE_BYTES)


def test_an_endpoint_that_says_it_is_gone_is_switched_off(delivery, endpoint, receiver, administrator) -> None:
    receiver.answers = [(410, {})]
    deliver_due()
    endpoint.refresh_from_db()
    assert (endpoint.standing, endpoint.is_working) == (Standing.GONE, False)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.topic) == (administrator, "webhook")
    assert f"/admin/webhooks/inspect/{endpoint.pk}/" in notice.text
    assert AuditEntry.objects.get(act="webhook.switched_off").details == {"because": "gone"}

    due_again()
    deliver_due()
    assert len(receiver.got) == 1
    resume(endpoint, by=administrator)
    deliver_due()
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_one_that_fails_for_days_is_switched_off_and_its_keeper_told_once(
    delivery, endpoint, receiver, settings: LazySettings
) -> None:
    settings.WEBHOOKS_FAILING_DAYS = 2
    Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=1))
    settle(delivery.pk, Answer(500))
    endpoint.refresh_from_db()
    assert endpoint.standing == Standing.ACTIVE
    Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=3))
    settle(delivery.pk, Answer(None, "no answer in time"))
    settle(delivery.pk, Answer(500))
    endpoint.refresh_from_db()
    assert endpoint.standing == Standing.FAILING
    assert Notice.objects.count() == 1


def test_after_the_last_try_a_message_is_given_up_until_somebody_sends_it_again(
    delivery, endpoint, receiver, administrator
) -> None:
    for _try in range(len(STEPS) + 1):
        settle(delivery.pk, Answer(503))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.next_attempt_at) == (State.GIVEN_UP, 10, None)

    repeat_delivery(delivery, by=administrator)
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (State.DELIVERED, 1)
    assert receiver.ids() == [str(delivery.key)]
    assert delivery.attempts.count() == 11
    assert AuditEntry.objects.get(act="webhook.message_repeated").details == {"message": str(delivery.key)}


def test_when_what_failed_comes_again() -> None:
    now = timezone.now()
    for tries, step in enumerate(STEPS, start=1):
        assert now + step <= next_try(tries, now) <= now + step * 1.2
    assert next_try(len(STEPS) + 1, now) is None
    assert rest_after(1, now) == now + timedelta(seconds=1)
    assert rest_after(40, now) == now + timedelta(minutes=5)
    assert rest_after(1, now, asked_pause("120")) == now + timedelta(seconds=120)
    assert rest_after(1, now, asked_pause("99999999999")) == now + timedelta(hours=24)
    assert asked_pause("Mon, 23 Nov 2026 09:00:00 GMT", now.replace(2026, 11, 23, 8, 0, 0, 0)) == timedelta(hours=1)
    assert (asked_pause("soon"), asked_pause(None)) == (None, None)
    assert asked_pause("Mon, 23 Nov 99999999999 09:00:00 GMT") is None


def test_without_a_secret_nothing_is_sent(delivery, endpoint, receiver) -> None:
    endpoint.secrets.all().delete()
    deliver_due()
    assert receiver.got == []


def test_what_is_over_is_forgotten_in_time(delivery, endpoint, administrator, settings: LazySettings) -> None:
    waiting = send_test(endpoint, by=administrator)
    settle(delivery.pk, Answer(200))
    assert clear_deliveries() == 0
    Delivery.objects.update(made_at=timezone.now() - timedelta(days=31))
    assert clear_deliveries() == 1
    assert list(Delivery.objects.all()) == [waiting]
    settings.WEBHOOKS_DAYS = 60
    assert clear_deliveries() == 0
