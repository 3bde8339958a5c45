"""The forms of schedules and holds, and what that of a document says of its end."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.retention.models import LegalHold, RetentionSchedule
from tests.factories.access import create_collection
from tests.factories.people import create_editor
from tests.factories.retention import create_hold, create_kind

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object, **asked: object) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_schedule_is_made_changed_and_deleted(client, anna, secret) -> None:
    client.force_login(anna)
    place, kind = create_collection("Notulen"), create_kind()
    told = {
        "name": "Notulen", "reference": "2.1", "years": 10, "event": "created", "outcome": "transfer",
        "collections": [place.pk], "kinds": [kind.pk],
    }  # fmt: skip
    assert "Kluis" not in page(client, "retention_schedules:add")

    client.post(reverse("retention_schedules:add"), told)
    schedule = RetentionSchedule.objects.get(name="Notulen")
    assert (list(schedule.collections.all()), list(schedule.kinds.all())) == ([place], [kind])

    schedule.scheduled_collections.create(collection=secret.collection)
    client.post(reverse("retention_schedules:edit", args=[schedule.pk]), {**told, "collections": [], "years": 12})
    schedule.refresh_from_db()
    assert (schedule.years, list(schedule.collections.all())) == (12, [secret.collection])

    client.post(reverse("retention_schedules:delete", args=[schedule.pk]))
    assert not RetentionSchedule.objects.filter(name="Notulen").exists()


def test_a_place_has_one_schedule(client, anna, plan) -> None:
    client.force_login(anna)
    told = {"name": "Tweede", "years": 1, "event": "created", "outcome": "destroy", "collections": [plan.pk]}

    answer = client.post(reverse("retention_schedules:add"), told)

    assert "has a schedule already" in answer.content.decode()
    assert not RetentionSchedule.objects.filter(name="Tweede").exists()


def test_a_hold_is_set_extended_and_lifted_with_a_reason(client, anna, document) -> None:
    client.force_login(anna)
    told = {"name": "Beroep", "reason": "Rechtbank", "documents": document.archive_number}
    client.post(reverse("legal_holds:add"), told)
    hold = LegalHold.objects.get()
    assert (hold.set_by, list(hold.documents.all())) == (anna, [document])

    place = create_collection("Dossiers")
    more = {"name": "Beroep 2", "reason": "Rechtbank", "documents": "", "collections": [place.pk]}
    client.post(reverse("legal_holds:edit", args=[hold.pk]), more)
    hold.refresh_from_db()
    assert (hold.name, list(hold.documents.all()), list(hold.collections.all())) == ("Beroep 2", [document], [place])
    assert "Bezwaar Jansen" in page(client, "legal_holds:inspect", hold.pk)

    client.post(reverse("legal_holds:lift", args=[hold.pk]), {"because": ""})
    hold.refresh_from_db()
    assert hold.is_in_force
    client.post(reverse("legal_holds:lift", args=[hold.pk]), {"because": "Uitspraak"})
    hold.refresh_from_db()
    assert (hold.is_in_force, hold.lifted_by, hold.lifted_because) == (False, anna, "Uitspraak")


def test_a_hold_on_what_does_not_open_is_not_there(client, anna, bram, secret, document) -> None:
    hold = create_hold("Zaak Geheim", documents=[secret])
    client.force_login(anna)

    assert "Zaak Geheim" not in page(client, "legal_holds:index")
    for name in ("edit", "inspect", "lift"):
        assert client.get(reverse(f"legal_holds:{name}", args=[hold.pk])).status_code == 404
    assert client.post(reverse("legal_holds:lift", args=[hold.pk]), {"because": "Zo maar"}).status_code == 404
    hold.refresh_from_db()
    assert hold.is_in_force

    mixed = create_hold("Gemengd", documents=[secret, document])
    shown = page(client, "legal_holds:inspect", mixed.pk)
    assert "Bezwaar Jansen" in shown
    assert "Geheim" not in shown


def test_nobody_holds_what_they_do_not_keep(client, anna, secret) -> None:
    client.force_login(anna)
    told = {"name": "Vissen", "reason": "x", "documents": secret.archive_number}

    answer = client.post(reverse("legal_holds:add"), told)

    assert "You keep no documents with these numbers" in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_the_form_of_a_document_says_what_becomes_of_it(client, anna, document) -> None:
    client.force_login(anna)
    shown = page(client, "wagtaildocs:edit", document.pk)
    assert "Bezwaarschriften" in shown
    assert "Beroep 7" not in shown

    create_hold("Beroep 7", documents=[document])
    assert "Beroep 7" in page(client, "wagtaildocs:edit", document.pk)

    editor = create_editor(collections=[document.collection], language="en")
    client.force_login(editor)
    shown = page(client, "wagtaildocs:edit", document.pk)
    assert "Beroep 7" not in shown
    assert "Nobody can delete it." in shown
