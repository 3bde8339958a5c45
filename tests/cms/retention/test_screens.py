"""The screens of retention: what they show to whom, and what can be done on them."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from cms.retention.actions import propose_destruction
from cms.retention.models import Destruction, Outcome, State
from tests.factories.access import create_audience, create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor
from tests.factories.retention import create_archivist, create_hold, create_kind, create_schedule

pytestmark = pytest.mark.django_db

LONG_AGO = date(2001, 1, 1)


def page(client: Client, name: str, *args: object, **asked: object) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def bulk(model: str, action: str, *rows: object) -> str:
    address = reverse("wagtail_bulk_action", args=["retention", model, action])
    return f"{address}?{'&'.join(f'id={row.pk}' for row in rows)}"


def test_the_worklist_shows_and_counts_what_is_due_of_what_one_keeps(client, anna, document, secret) -> None:
    create_document("Jong", collection=document.collection, dated_on=date(2026, 1, 1))
    client.force_login(anna)

    answer = client.get(reverse("retention:due"))

    body = answer.content.decode()
    assert "Bezwaar Jansen" in body
    assert "Bezwaarschriften" in body
    assert "Geheim" not in body
    assert "Kluis" not in body
    assert "Jong" not in body
    assert answer.context["paginator"].count == 1


def test_the_worklist_is_narrowed_by_place_kind_outcome_and_hold(client, anna, plan, document) -> None:
    letters = create_kind("Brief")
    create_schedule(1, kinds=[letters], outcome=Outcome.TRANSFER)
    letter = create_document("Oude brief", kind=letters, dated_on=LONG_AGO)
    create_hold(documents=[letter])
    client.force_login(anna)

    def found(**asked: object) -> list[str]:
        answer = client.get(reverse("retention:due"), asked)
        return [each.title for each in answer.context["object_list"]]

    assert sorted(found()) == ["Bezwaar Jansen", "Oude brief"]
    assert found(collection=plan.pk) == ["Bezwaar Jansen"]
    assert found(kind=letters.pk) == ["Oude brief"]
    assert found(outcome="transfer") == ["Oude brief"]
    assert found(outcome="destroy") == ["Bezwaar Jansen"]
    assert found(is_held="yes") == ["Oude brief"]
    assert found(is_held="no") == ["Bezwaar Jansen"]


def test_the_worklist_comes_as_a_table(client, anna, document) -> None:
    client.force_login(anna)

    answer = client.get(reverse("retention:due"), {"export": "csv"})

    _headings, row = csv.reader(StringIO(b"".join(answer.streaming_content).decode()))
    assert row[:3] == [document.archive_number, "Bezwaar Jansen", "Bezwaren"]
    assert document.sha256 in row


def test_who_only_edits_has_none_of_it(client, document) -> None:
    client.force_login(create_editor(collections=[document.collection]))

    for name in ("retention:due", "retention:ends", "retention:certificates", "legal_holds:index"):
        assert client.get(reverse(name)).status_code in (302, 403)
    assert "/admin/retention/" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_archivists_find_it_in_the_menu(client, anna) -> None:
    client.force_login(anna)
    home = page(client, "wagtailadmin_home")
    for name in ("due", "ends", "certificates"):
        assert reverse(f"retention:{name}") in home
    assert reverse("legal_holds:index") in home
    assert reverse("retention_schedules:index") in home


def test_many_are_proposed_and_approved_together(client, anna, bram, document, plan) -> None:
    other = create_document("Bezwaar Pietersen", collection=plan, dated_on=LONG_AGO)
    client.force_login(anna)
    address = bulk("duedocument", "propose", document, other)
    assert "Bezwaar Pietersen" in client.get(address).content.decode()
    client.post(address)
    rows = list(Destruction.objects.all())
    assert [row.state for row in rows] == [State.PROPOSED, State.PROPOSED]
    assert [each.title for each in client.get(reverse("retention:due")).context["object_list"]] == []

    client.post(bulk("destruction", "approve", *rows))
    assert set(Destruction.objects.values_list("state", flat=True)) == {State.PROPOSED}

    client.force_login(bram)
    assert "Bezwaar Pietersen" in page(client, "retention:ends")
    client.post(bulk("destruction", "approve", *rows))
    assert set(Destruction.objects.values_list("state", flat=True)) == {State.APPROVED}


def test_what_does_not_open_is_neither_proposed_nor_shown_in_the_question(client, anna, secret) -> None:
    client.force_login(anna)
    address = bulk("duedocument", "propose", secret)

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert not Destruction.objects.exists()


def test_what_does_not_open_is_neither_listed_nor_approved(client, anna, bram, document, secret) -> None:
    carla = create_archivist("Carla", language="en")
    row = propose_destruction(secret, by=bram)
    client.force_login(carla)

    answer = client.get(reverse("retention:ends"))
    assert "Geheim" not in answer.content.decode()
    assert answer.context["paginator"].count == 0
    assert client.post(bulk("destruction", "approve", row)).status_code == 404
    row.refresh_from_db()
    assert row.state == State.PROPOSED


def test_all_means_all_that_the_list_was_narrowed_to(client, anna, plan, document) -> None:
    create_document("Elders", collection=create_collection("Deel", parent=plan), dated_on=LONG_AGO)
    part = create_document("Deel", collection=create_collection("Ander deel", parent=plan), dated_on=LONG_AGO)
    client.force_login(anna)
    listed = f"{reverse('retention:due')}?collection={part.collection_id}"
    address = reverse("wagtail_bulk_action", args=["retention", "duedocument", "propose"])

    client.post(f"{address}?id=all", {"next": listed}, query_params={"id": "all", "next": listed})

    assert [row.document.title for row in Destruction.objects.all()] == ["Deel"]


def test_refusing_asks_why(client, anna, bram, document) -> None:
    row = propose_destruction(document, by=anna)
    client.force_login(bram)

    client.post(bulk("destruction", "refuse", row))
    row.refresh_from_db()
    assert row.state == State.PROPOSED

    client.post(bulk("destruction", "refuse", row), {"because": "Nog nodig"})
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.REFUSED, "Nog nodig")


def test_a_certificate_is_read_printed_and_exported_by_who_keeps_the_collection(client, anna, certificate) -> None:
    client.force_login(anna)

    assert "Bezwaar Jansen" in page(client, "retention:certificates")
    shown = page(client, "retention:certificate", certificate.pk)
    assert certificate.sha256 in shown
    assert "All files are removed" in shown
    paper = client.get(reverse("retention:certificate_pdf", args=[certificate.pk]))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    exported = client.get(reverse("retention:certificates"), {"export": "csv"})
    _headings, row = csv.reader(StringIO(b"".join(exported.streaming_content).decode()))
    assert row[:2] == [certificate.archive_number, "Bezwaar Jansen"]


def test_a_certificate_is_not_there_for_anybody_else(client, certificate, plan) -> None:
    stranger = create_archivist("Elders", collections=[create_collection("Andere")])
    client.force_login(stranger)
    assert client.get(reverse("retention:certificates")).context["paginator"].count == 0
    for name in ("retention:certificate", "retention:certificate_pdf"):
        assert client.get(reverse(name, args=[certificate.pk])).status_code == 404

    keeper = create_archivist("Keeper")
    restrict_collection(plan, create_audience(people=[stranger]))
    client.force_login(keeper)
    assert client.get(reverse("retention:certificate", args=[certificate.pk])).status_code == 404
