"""Sending: again until it is taken, each endpoint by itself, and never where it must not go."""

import re
import socket
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.activity.models import AuditEntry
from cms.media import outside
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
from cms.webhooks.posting import Answer, fault_of, post
from tests.cms.webhooks.conftest import Receiver

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


INSIDE = [
    "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1", "fd00:ec2::254", "::ffff:10.0.0.8", "64:ff9b::a00:8", "2002:a00:8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_name_leads_into_the_network(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (address, port))])
    answer = post("https://hooks.example.org/", body=b"{}", headers={})
    assert (answer.status, answer.error) == (None, "within a private network")
    literal = f"[{address}]" if ":" in address else address
    assert fault_of(f"https://{literal}/") == "within a private network"


def test_all_addresses_of_a_name_must_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.8", 443))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: found)
    assert post("https://hooks.example.org/", body=b"{}", headers={}).error == "within a private network"


def test_it_connects_to_the_address_that_was_looked_at(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere at the second look leads nowhere new."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        if host == "rebinds.example.org":
            looked.append(host)
            return [(2, 1, 6, "", ("127.0.0.1" if len(looked) == 1 else "169.254.169.254", port))]
        return real(host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    answer = post(f"http://rebinds.example.org:{receiver.port}/hook", body=b"{}", headers={})
    assert (answer.status, looked) == (200, ["rebinds.example.org"])
    assert receiver.got[0][0]["host"] == f"rebinds.example.org:{receiver.port}"


def test_a_redirect_is_not_followed_into_the_network(receiver: Receiver) -> None:
    receiver.answers = [(307, {"Location": f"http://127.0.0.1:{receiver.port}/inside"})]
    answer = post(receiver.url, body=b"{}", headers={})
    assert (answer.status, answer.is_taken, len(receiver.got)) == (307, False, 1)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://hooks.example.org/plein", ""),
        ("http://hooks.example.org/plein", "https is needed"),
        ("https://hooks.example.org:8443/plein", "port 8443 is not asked"),
        ("https://name:word@hooks.example.org/", "a name and password in the address"),
        ("ftp://hooks.example.org/", "no web address"),
        ("https:///plein", "no web address"),
        ("https://hooks.example.org:99999/", "no web address"),
    ],
)
def test_where_nothing_would_be_sent(url: str, fault: str) -> None:
    assert fault_of(url) == fault


def test_in_an_allowed_network_tls_is_not_asked_for_but_the_port_is(settings: LazySettings) -> None:
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["10.1.0.0/16"]
    settings.WEBHOOKS_PORTS = [443, 8000]
    assert fault_of("http://10.1.2.3:8000/hook") == ""
    assert fault_of("http://[::ffff:10.1.2.3]:8000/hook") == ""
    assert fault_of("http://10.2.2.3:8000/hook") == "within a private network"
    assert fault_of("http://10.1.2.3/hook") == "port 80 is not asked"
    assert fault_of("http://93.184.216.34:8000/") == "https is needed"


def test_a_public_name_without_tls_is_refused_at_the_sending(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["10.1.0.0/16"]
    settings.WEBHOOKS_PORTS = [80]
    found = [(2, 1, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: found)
    assert post("http://hooks.example.org/", body=b"{}", headers={}).error == "https is needed"
