"""The screens of webhooks: for whom, what they show, and what they keep to themselves."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_tasks import default_task_backend

from cms.access.readers import reader_for
from cms.activity.models import AuditEntry
from cms.people.models import User
from cms.webhooks import tasks
from cms.webhooks.actions.deliver import deliver_due
from cms.webhooks.actions.fan_out import fan_out
from cms.webhooks.forms import EndpointForm
from cms.webhooks.models import Delivery, Endpoint, Standing, State
from tests.cms.webhooks.conftest import up_to_date
from tests.factories.pages import create_article
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

EVENTS = ["page.published", "page.deleted"]
ADDRESS = "https://hooks.example.org/services/T0SECRET"


@pytest.fixture
def keeper(db: None) -> User:
    """Somebody of the staff, no administrator, who looks after webhooks."""
    group = Group.objects.create(name="Webhooks")
    group.permissions.set(Permission.objects.filter(content_type__app_label="webhooks"))
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return create_user("Kees Keeper", groups=[group], language="en")


@pytest.fixture
def screens(client: Client, keeper: User) -> Client:
    client.force_login(keeper)
    return client


def send(client: Client, door: str, *args: object, **fields: Any) -> HttpResponse:
    answer = client.post(reverse(door, args=args), fields)
    assert isinstance(answer, HttpResponse)
    return answer


def shown(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def closed_message(endpoint: Endpoint, themes: Any, administrator: User) -> Delivery:
    """Of a page that administrators alone see, with what the receiver said to it."""
    Endpoint.objects.update(seen_as=administrator, open_locks=[])
    create_article(themes["closed"], "Reorganisatie")
    up_to_date()
    fan_out()
    deliver_due()
    return Delivery.objects.get()


def test_a_new_secret_is_in_the_answer_and_nowhere_else(screens: Client, keeper: User) -> None:
    answer = send(screens, "webhooks:add", name="Static site", url=ADDRESS, events=EVENTS, languages=["nl"])

    endpoint = Endpoint.objects.get()
    (secret,) = re.findall(r"whsec_[\w+/]+=*", shown(answer))
    assert endpoint.secrets_now() == [secret]
    assert "no-store" in answer["Cache-Control"]
    assert (endpoint.owner, endpoint.seen_as, endpoint.events) == (keeper, keeper, EVENTS)
    screens_after = [
        shown(screens.get(reverse(f"webhooks:{name}", args=[endpoint.pk]))) for name in ("inspect", "edit")
    ]
    assert not any(secret in text for text in [*screens_after, shown(screens.get(reverse("webhooks:index")))])
    entry = AuditEntry.objects.get(act="webhook.endpoint_saved")
    assert entry.details == {
        "host": "hooks.example.org", "events": EVENTS, "languages": ["nl"], "seen_as": keeper.pk,
    }  # fmt: skip
    assert "T0SECRET" not in str(entry.details)


def test_a_secret_is_renewed_after_a_question(screens: Client, endpoint: Endpoint) -> None:
    before = endpoint.secrets_now()
    assert "whsec_" not in shown(screens.get(reverse("webhooks:secret", args=[endpoint.pk])))
    answer = send(screens, "webhooks:secret", endpoint.pk)

    (secret,) = re.findall(r"whsec_[\w+/]+=*", shown(answer))
    assert endpoint.secrets_now() == [secret, *before]
    assert "no-store" in answer["Cache-Control"]
    send(screens, "webhooks:secret", endpoint.pk)
    assert len(endpoint.secrets_now()) == 2
    assert AuditEntry.objects.filter(act="webhook.secret_renewed", details={}).count() == 2


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://hooks.example.org/", "https is needed"),
        ("https://10.0.0.8/", "within a private network"),
        ("https://[::1]/", "within a private network"),
        ("https://a:b@hooks.example.org/", "a name and password in the address"),
        ("https://hooks.example.org:22/", "port 22 is not asked"),
    ],
)
def test_an_address_that_nothing_is_sent_to_is_refused(screens: Client, url: str, told: str) -> None:
    answer = send(screens, "webhooks:add", name="Static site", url=url, events=EVENTS)
    assert answer.context["form"].errors == {"url": [f"Nothing is sent there: {told}."]}  # type: ignore[attr-defined]
    assert Endpoint.objects.count() == 0


def test_administrators_choose_the_eyes_and_others_have_their_own(
    screens: Client, endpoint: Endpoint, keeper: User, employee: User, administrator: User, settings: LazySettings
) -> None:
    settings.WEBHOOKS_PORTS = [443]
    fields = {"name": "Static site", "url": ADDRESS, "events": EVENTS}
    send(screens, "webhooks:edit", endpoint.pk, **fields, person=administrator.profile.pk)
    endpoint.refresh_from_db()
    assert endpoint.seen_as == keeper

    screens.force_login(administrator)
    send(screens, "webhooks:edit", endpoint.pk, **fields, person=employee.profile.pk)
    endpoint.refresh_from_db()
    assert endpoint.seen_as == employee


def test_all_fields_have_help(administrator: User, keeper: User) -> None:
    for person in (administrator, keeper):
        form = EndpointForm(for_user=person)
        assert [name for name, field in form.fields.items() if not field.help_text] == []


def test_the_list_says_how_it_goes(screens: Client, endpoint: Endpoint, administrator: User) -> None:
    listed = shown(screens.get(reverse("webhooks:index")))
    assert "nothing sent yet" in listed
    assert "127.0.0.1" in listed
    assert "hook?for=plein" not in listed
    endpoint.seen_as.is_active = False
    endpoint.seen_as.save()
    assert "stopped: the account whose eyes it has is closed" in shown(screens.get(reverse("webhooks:index")))


def test_pausing_resuming_and_a_test(screens: Client, endpoint: Endpoint, receiver: Any) -> None:
    send(screens, "webhooks:pause", endpoint.pk)
    endpoint.refresh_from_db()
    assert endpoint.standing == Standing.PAUSED
    send(screens, "webhooks:resume", endpoint.pk)
    send(screens, "webhooks:test", endpoint.pk)
    deliver_due()
    assert b'"type":"webhook.test"' in receiver.got[0][1]
    acts = AuditEntry.objects.filter(act__startswith="webhook.").order_by("pk").values_list("act", flat=True)
    assert list(acts)[1:] == ["webhook.paused", "webhook.resumed", "webhook.test_sent"]
    assert screens.get(reverse("webhooks:pause", args=[endpoint.pk])).status_code == 405


def test_a_message_about_what_is_closed_is_named_to_nobody_for_whom_it_is(
    screens: Client, closed_message: Delivery, administrator: User
) -> None:
    addresses = [
        reverse("webhook_messages:list"), reverse("webhook_messages:message", args=[closed_message.pk]),
        reverse("wagtail_bulk_action", args=["webhooks", "delivery", "repeat"]) + f"?id={closed_message.pk}",
    ]  # fmt: skip
    for address in addresses:
        text = shown(screens.get(address))
        assert "Something that does not open for you" in text
        assert "geheim" not in text
        assert "thanks" not in text
    exported = screens.get(addresses[0], {"export": "csv"})
    assert "geheim" not in b"".join(exported.streaming_content).decode()  # type: ignore[attr-defined]

    screens.force_login(administrator)
    text = shown(screens.get(addresses[1]))
    assert "/geheim/reorganisatie/" in text
    assert "thanks" in text
    assert "webhook-signature" in text


def test_what_is_gone_is_named_to_those_for_whom_it_opened(
    screens: Client, closed_message: Delivery, keeper: User
) -> None:
    address = reverse("webhook_messages:message", args=[closed_message.pk])
    Delivery.objects.update(object_id=987_654_321)
    assert "geheim" not in shown(screens.get(address))
    Delivery.objects.update(locks=[min(reader_for(keeper).locks)])
    assert "/geheim/reorganisatie/" in shown(screens.get(address))


def test_messages_are_narrowed(screens: Client, closed_message: Delivery, endpoint: Endpoint) -> None:
    def listed(**asked: object) -> int:
        return len(screens.get(reverse("webhook_messages:list"), asked).context["object_list"])

    assert listed() == 1
    assert listed(state="delivered", endpoint=endpoint.pk, event="page.published") == 1
    assert listed(state="given_up") == 0
    assert listed(event="page.deleted") == 0
    assert listed(made_at_from="2099-01-01") == 0


def test_messages_are_sent_again_one_by_one_and_together(
    screens: Client, closed_message: Delivery, receiver: Any
) -> None:
    send(screens, "webhook_messages:repeat", closed_message.pk)
    deliver_due()
    address = reverse("wagtail_bulk_action", args=["webhooks", "delivery", "repeat"])
    screens.post(f"{address}?id=all&next=/admin/webhook-messages/%3Fstate=delivered")
    deliver_due()
    assert receiver.ids() == [str(closed_message.key)] * 3
    screens.post(f"{address}?id=all&next=/admin/webhook-messages/%3Fstate=given_up")
    closed_message.refresh_from_db()
    assert closed_message.state == State.DELIVERED


def test_who_may_only_look_changes_nothing(
    screens: Client, keeper: User, endpoint: Endpoint, closed_message: Delivery
) -> None:
    group = keeper.groups.get()
    group.permissions.remove(*Permission.objects.filter(content_type__app_label="webhooks"))
    group.permissions.add(Permission.objects.get(codename="view_endpoint"))
    address = reverse("webhooks:test", args=[endpoint.pk])
    assert address not in shown(screens.get(reverse("webhooks:inspect", args=[endpoint.pk])))
    for name in ("test", "pause", "resume", "secret"):
        assert send(screens, f"webhooks:{name}", endpoint.pk).status_code in (302, 403)
    assert send(screens, "webhook_messages:repeat", closed_message.pk).status_code in (302, 403)
    bulk = reverse("wagtail_bulk_action", args=["webhooks", "delivery", "repeat"])
    assert screens.post(f"{bulk}?id={closed_message.pk}").status_code == 404
    endpoint.refresh_from_db()
    closed_message.refresh_from_db()
    assert (endpoint.standing, endpoint.secrets.count()) == (Standing.ACTIVE, 1)
    assert closed_message.state == State.DELIVERED
    assert Delivery.objects.count() == 1


def test_deleting_takes_its_messages_and_is_in_the_log(screens: Client, closed_message: Delivery) -> None:
    send(screens, "webhooks:delete", closed_message.endpoint_id)
    assert (Endpoint.objects.count(), Delivery.objects.count()) == (0, 0)
    assert AuditEntry.objects.get(act="webhook.endpoint_deleted").details["host"] == "127.0.0.1"


def queued() -> int:
    """How often a worker has been asked to tell."""
    return [result.task.name for result in default_task_backend.results].count("tell_endpoints")


def test_a_change_queues_one_task_and_the_scheduler_another_where_it_was_lost(
    endpoint: Endpoint, themes: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    default_task_backend.clear()
    monkeypatch.setattr(tasks.SENDER, "ask", lambda: None)
    with django_capture_on_commit_callbacks(execute=True):
        create_article(themes["open"], "Verlof")
    assert queued() == 1
    tasks.tell_endpoints.func()
    assert Delivery.objects.get().event == "page.published"

    with django_capture_on_commit_callbacks(execute=True):
        tasks.look_after_webhooks()
    assert queued() == 2
    tasks.TELLING.leave()
    deliver_due()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.look_after_webhooks()
    assert queued() == 2


def test_the_sender_goes_on_while_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes while it was about to end is sent as well, and what fails does not end it for good."""
    sender, rounds = tasks.Sender(), []
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)

    def deliver() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            sender.ask()
            raise OSError("broken")

    monkeypatch.setattr(tasks, "deliver_due", deliver)
    monkeypatch.setattr(tasks.threading.Thread, "start", lambda thread: thread.run())
    sender.ask()
    assert rounds == [0, 1]
    sender.ask()
    assert rounds == [0, 1, 2]
