"""What new documents are taken to be: kinds, and what collections say."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from cms.activity.models import AuditEntry
from cms.archive.actions import store_document
from cms.archive.models import DocumentKind, FilingRule, LibraryDocument
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_superuser, create_user

pytestmark = pytest.mark.django_db


def test_the_nearest_collection_that_says_it_counts() -> None:
    top = create_collection("Personeel")
    middle = create_collection("Brieven", parent=top)
    below = create_collection("2026", parent=middle)
    letter, form = DocumentKind.objects.get(code="letter"), DocumentKind.objects.get(code="form")
    owner = create_user("Olga Owner")
    FilingRule.objects.create(collection=top, kind=form, language="de", owner=owner)
    FilingRule.objects.create(collection=middle, kind=letter)
    stored = store_document(file=ContentFile(b"Beste", name="brief.txt"), collection=below, by=create_user("Bo"))
    said = store_document(
        file=ContentFile(b"Anders", name="anders.txt"), collection=below, by=owner, language="fr", kind=form
    )

    assert (stored.kind, stored.language, stored.owner) == (letter, "de", owner)
    assert (said.kind, said.language) == (form, "fr")


def test_a_keeper_says_what_new_documents_are(client: Client) -> None:
    collection, letter = create_collection("Brieven"), DocumentKind.objects.get(code="letter")
    keeper = create_editor(collections=[collection])
    client.force_login(keeper)
    address = f"/admin/collections/{collection.pk}/filing/"
    assert address in client.get(f"/admin/collections/{collection.pk}/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"kind": letter.pk, "language": "en", "owner": ""}).status_code == 302

    rule = FilingRule.objects.get()
    assert (rule.collection, rule.kind, rule.language, rule.owner) == (collection, letter, "en", None)
    assert AuditEntry.objects.get(act="filing.changed").by_id == keeper.pk

    client.post(address, {"kind": "", "language": "", "owner": ""})
    assert not FilingRule.objects.exists()


def test_who_keeps_another_collection_says_nothing_here(client: Client) -> None:
    collection = create_collection("Brieven")
    client.force_login(create_editor(collections=[create_collection("Foto's")]))
    client.post(f"/admin/collections/{collection.pk}/filing/", {"language": "en"})

    assert not FilingRule.objects.exists()


def test_kinds_are_there_from_the_beginning_in_every_language() -> None:
    kinds = DocumentKind.objects.prefetch_related("labels")

    assert {kind.code for kind in kinds} == {"policy", "form", "minutes", "letter", "contract", "other"}
    minutes = kinds.get(code="minutes")
    assert [minutes.label_in(code) for code in ("nl", "en", "fr", "de")] == [
        "Verslag", "Minutes", "Compte rendu", "Protokoll",
    ]  # fmt: skip


def test_kinds_are_kept_in_the_admin_and_their_code_stays(client: Client) -> None:
    client.force_login(create_superuser())
    made = {"name": "Besluit", "code": "decision", "label_en": "Decision", "label_fr": "", "label_de": ""}
    client.post("/admin/snippets/archive/documentkind/add/", made)
    kind = DocumentKind.objects.get(code="decision")
    assert kind.label_in("en") == "Decision"

    client.post(f"/admin/snippets/archive/documentkind/edit/{kind.pk}/", {**made, "code": "other-code", "label_en": ""})
    kind = DocumentKind.objects.get(pk=kind.pk)
    assert (kind.code, kind.label_in("en")) == ("decision", "Besluit")


def test_a_kind_that_documents_are_of_is_not_deleted(client: Client) -> None:
    client.force_login(create_superuser())
    kind = DocumentKind.objects.get(code="letter")
    document = create_document(kind=kind)
    client.post(f"/admin/snippets/archive/documentkind/delete/{kind.pk}/")

    assert LibraryDocument.objects.get(pk=document.pk).kind == kind


def test_no_two_documents_have_one_number() -> None:
    numbers = [create_document().archive_number for _ in range(3)]
    first = int(numbers[0].partition("-")[2])

    assert [int(number.partition("-")[2]) for number in numbers] == [first, first + 1, first + 2]
