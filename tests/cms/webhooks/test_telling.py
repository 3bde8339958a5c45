"""Who is told of what: a message a change, of what the endpoint's person may see, in the words of the specification."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from wagtail.models import Locale

from cms.access.policy import lock_of
from cms.changes.models import Change, Clock
from cms.graphql_kit.ids import to_global_id
from cms.pages.models import SiteSettings
from cms.webhooks import sight_changes
from cms.webhooks.actions.deliver import deliver_due
from cms.webhooks.actions.endpoints import change_endpoint, pause, renew_secret, repeat_delivery, resume
from cms.webhooks.actions.fan_out import fan_out
from cms.webhooks.models import Delivery, Endpoint, State
from tests.cms.webhooks.conftest import Receiver, up_to_date
from tests.factories.access import create_audience, create_collection, restrict_page
from tests.factories.archive import create_document
from tests.factories.pages import create_article
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def told(receiver: Receiver) -> list[dict[str, Any]]:
    """What the receiver has been told since it was last asked."""
    up_to_date()
    fan_out()
    deliver_due()
    bodies = [json.loads(body) for _headers, body in receiver.got]
    receiver.got.clear()
    return bodies


def kinds(receiver: Receiver) -> list[str]:
    return [body["type"] for body in told(receiver)]


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver does it, by the specification: nothing of ours."""
    if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
        return False
    key = base64.b64decode(secret.split("_", 1)[1])
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, text, hashlib.sha256)).decode()
    given = [each.split(",", 1)[1] for each in headers["webhook-signature"].split(" ") if each.startswith("v1,")]
    return any(hmac.compare_digest(wanted, each) for each in given)


def test_a_published_page_is_told_signed_and_thin(endpoint, receiver, themes, secrets_made) -> None:
    page = create_article(themes["open"], "Verlof")
    up_to_date()
    fan_out()
    deliver_due()

    ((headers, body),) = receiver.got
    said = json.loads(body)
    assert said["type"] == "page.published"
    assert said["timestamp"].endswith("Z")
    assert said["data"] == {
        "id": base64.b64encode(f"Page:{page.pk}".encode()).decode(), "kind": "page", "visible": True,
        "path": "/werk/verlof/", "language": "nl",
    }  # fmt: skip
    assert headers["content-type"] == "application/json"
    assert verified(secrets_made[endpoint.pk], headers, body)
    assert not verified(secrets_made[endpoint.pk], headers, body.replace(b"verlof", b"geheim"))
    delivery = Delivery.objects.get()
    assert (str(delivery.key), delivery.state, delivery.tries) == (headers["webhook-id"], State.DELIVERED, 1)
    attempt = delivery.attempts.get()
    assert (attempt.status, attempt.response, attempt.error) == (200, "thanks", "")


def test_what_becomes_of_a_page_is_told_in_order(endpoint, receiver, themes) -> None:
    page = create_article(themes["open"], "Verlof")
    assert kinds(receiver) == ["page.published"]
    page.title = "Vakantie"
    page.save_revision().publish()
    assert kinds(receiver) == ["page.updated"]
    page.unpublish()
    (gone,) = told(receiver)
    assert (gone["type"], gone["data"]["visible"], "path" in gone["data"]) == ("page.unpublished", False, False)
    page.save_revision().publish()
    assert kinds(receiver) == ["page.published"]
    page.delete()
    assert kinds(receiver) == ["page.deleted"]


def test_documents_are_told_too(endpoint, receiver) -> None:
    document = create_document(collection=create_collection("Beleid", audiences=("staff",)))
    (new,) = told(receiver)
    assert new["type"] == "document.published"
    assert new["data"]["id"] == base64.b64encode(f"Document:{document.pk}".encode()).decode()
    document.delete()
    assert kinds(receiver) == ["document.deleted"]


def test_of_the_menu_and_the_site_who_chose_that_and_sees_what_changed_is_told(endpoint, receiver, themes) -> None:
    Endpoint.objects.update(events=["site.updated", "navigation.updated"])
    create_article(themes["open"], "Verlof", show_in_menus=True)
    create_article(themes["closed"], "Geheim", show_in_menus=True)
    (menu,) = told(receiver)
    SiteSettings.objects.create(name="Binnen")
    (site,) = told(receiver)
    assert (menu["type"], site["type"]) == ("navigation.updated", "site.updated")
    dutch = Locale.objects.get(language_code="nl").pk
    assert menu["data"] == {
        "id": to_global_id("Navigation", dutch), "kind": "navigation", "visible": True, "language": "nl",
    }  # fmt: skip
    assert site["data"] == {"id": to_global_id("SiteSettings", 1), "kind": "site", "visible": True}


def test_a_message_of_the_menu_that_waits_is_withheld_when_the_right_ends(endpoint, receiver, themes) -> None:
    page = create_article(themes["open"], "Verlof", show_in_menus=True)
    SiteSettings.objects.create(name="Binnen")
    up_to_date()
    fan_out()
    restrict_page(themes["open"], "partners")
    deliver_due()
    menu = Delivery.objects.get(event="navigation.updated")
    assert (menu.state, menu.locks) == (State.WITHHELD, [lock_of(page).pk])
    types = [json.loads(body)["type"] for _headers, body in receiver.got]
    assert types == ["site.updated"]


def test_what_the_person_may_not_see_is_never_told(endpoint, receiver, themes) -> None:
    page = create_article(themes["closed"], "Reorganisatie")
    hidden = create_document(collection=create_collection("Directie", audiences=(create_audience("Bestuur"),)))
    assert told(receiver) == []
    page.title = "Grote reorganisatie"
    page.save_revision().publish()
    page.delete()
    hidden.delete()
    assert told(receiver) == []
    assert Delivery.objects.count() == 0


def test_of_what_closes_the_id_alone_is_told_and_then_nothing(endpoint, receiver, themes) -> None:
    page = create_article(themes["open"], "Verlof")
    told(receiver)

    restrict_page(page, create_audience("Personeelszaken"))
    (closed,) = told(receiver)
    assert (closed["type"], closed["data"]["visible"]) == ("page.rights", False)
    assert set(closed["data"]) == {"id", "kind", "visible"}
    page.title = "Geheim verlof"
    page.save_revision().publish()
    assert told(receiver) == []

    restrict_page(page, "staff")
    (opened,) = told(receiver)
    assert (opened["type"], opened["data"]["path"]) == ("page.rights", "/werk/verlof/")


def test_what_closed_to_the_eyes_of_before_is_not_told_to_others(endpoint, receiver, themes, administrator) -> None:
    page = create_article(themes["open"], "Verlof")
    told(receiver)
    restrict_page(page, create_audience("Personeelszaken"))
    assert [body["type"] for body in told(receiver)] == ["page.rights"]
    closed = Delivery.objects.get(event="page.rights")

    endpoint.seen_as = create_user("Piet Partner")
    change_endpoint(endpoint, by=administrator)
    repeat_delivery(closed, by=administrator)
    assert told(receiver) == []
    closed.refresh_from_db()
    assert closed.state == State.WITHHELD


def test_a_message_that_waits_is_withheld_when_the_right_ends(endpoint, receiver, themes) -> None:
    page = create_article(themes["open"], "Verlof")
    receiver.answers = [(500, {})]
    told(receiver)
    Delivery.objects.update(next_attempt_at="2020-01-01T00:00Z")
    Endpoint.objects.update(rests_until=None)

    restrict_page(page, create_audience("Personeelszaken"))
    bodies = told(receiver)

    assert [body["type"] for body in bodies] == ["page.rights"]
    first = Delivery.objects.get(event="page.published")
    assert (first.state, first.tries, first.next_attempt_at) == (State.WITHHELD, 1, None)


def test_who_comes_into_an_audience_is_told_of_what_opens_and_closes(endpoint, receiver, themes, employee) -> None:
    directors = create_audience("Directeuren")
    restrict_page(themes["closed"], directors)
    create_article(themes["closed"], "Reorganisatie")
    assert told(receiver) == []

    directors.people.add(employee)
    opened = told(receiver)
    assert [(body["type"], body["data"]["visible"]) for body in opened] == [("page.rights", True)] * 2
    assert {body["data"]["path"] for body in opened} == {"/geheim/", "/geheim/reorganisatie/"}
    assert told(receiver) == []

    directors.people.remove(employee)
    closed = told(receiver)
    assert {body["data"]["id"] for body in closed} == {body["data"]["id"] for body in opened}
    assert [(body["type"], set(body["data"])) for body in closed] == [("page.rights", {"id", "kind", "visible"})] * 2
    assert told(receiver) == []


def test_of_many_things_at_once_one_message_says_so(endpoint, receiver, themes, employee, monkeypatch) -> None:
    monkeypatch.setattr(sight_changes, "THINGS_TOLD", 1)
    directors = create_audience("Directeuren")
    restrict_page(themes["closed"], directors)
    create_article(themes["closed"], "Reorganisatie")
    told(receiver)

    directors.people.add(employee)
    (everything,) = told(receiver)
    assert (everything["type"], everything["data"]) == ("everything.changed", {"because": "rights"})


def test_only_what_was_chosen_is_told(endpoint, receiver, themes) -> None:
    Endpoint.objects.update(events=["page.deleted"])
    page = create_article(themes["open"], "Verlof")
    assert told(receiver) == []
    Endpoint.objects.update(languages=["en"])
    page.delete()
    assert told(receiver) == []
    Endpoint.objects.update(languages=["nl"])
    other = create_article(themes["open"], "Ziek")
    told(receiver)
    other.delete()
    assert kinds(receiver) == ["page.deleted"]


def test_one_that_is_paused_is_told_afterwards(endpoint, receiver, themes, administrator) -> None:
    pause(endpoint, by=administrator)
    create_article(themes["open"], "Verlof")
    assert told(receiver) == []
    resume(endpoint, by=administrator)
    assert kinds(receiver) == ["page.published"]


@pytest.mark.parametrize("how", ["closed", "deleted"])
def test_without_the_account_whose_eyes_it_has_nothing_is_told(endpoint, receiver, themes, employee, how) -> None:
    create_article(themes["open"], "Verlof")
    up_to_date()
    fan_out()
    if how == "closed":
        employee.is_active = False
        employee.save()
    else:
        employee.delete()
    create_article(themes["open"], "Ziek")
    assert told(receiver) == []
    endpoint.refresh_from_db()
    assert not endpoint.is_working
    assert Delivery.objects.get().state == State.WAITING


def test_deciding_twice_tells_once(endpoint, receiver, themes) -> None:
    create_article(themes["open"], "Verlof")
    up_to_date()
    fan_out()
    # as after a kill before how far it had come was written down
    Endpoint.objects.update(fanned_out_to=endpoint.fanned_out_to)
    fan_out()
    assert kinds(receiver) == ["page.published"]


def test_what_is_remembered_no_more_is_told_as_a_whole(endpoint, receiver, themes) -> None:
    create_article(themes["open"], "Verlof")
    up_to_date()
    from_clock = Change.objects.latest("sequence").sequence
    Change.objects.all().delete()
    Clock.read().wind(forgotten=from_clock)
    (everything,) = told(receiver)
    assert (everything["type"], everything["data"]) == ("everything.changed", {"because": "forgotten"})
    assert told(receiver) == []


def test_while_a_secret_is_replaced_both_sign(endpoint, receiver, themes, administrator, secrets_made) -> None:
    newer = renew_secret(endpoint, by=administrator)
    create_article(themes["open"], "Verlof")
    up_to_date()
    fan_out()
    deliver_due()
    ((headers, body),) = receiver.got
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert verified(secrets_made[endpoint.pk], headers, body)
    assert verified(newer, headers, body)

    endpoint.secrets.filter(ends_at__isnull=False).update(ends_at="2020-01-01T00:00Z")
    assert endpoint.secrets_now() == [newer]


def test_secrets_are_sealed_where_they_are_kept(endpoint, secrets_made) -> None:
    (secret,) = endpoint.secrets.all()
    assert secrets_made[endpoint.pk].removeprefix("whsec_") not in secret.sealed
    assert endpoint.secrets_now() == [secrets_made[endpoint.pk]]
    assert len(base64.b64decode(secrets_made[endpoint.pk].removeprefix("whsec_"))) == 32
