"""Documents that somebody has a reason to keep stay, whoever deletes them by whatever door."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Collection

from cms.activity.models import AuditEntry
from cms.archive.actions import delete_document
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.archive.refusals import DeletionRefusedError
from cms.archive.signals import deletion_asked
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db

REASON = "Er loopt een rechtszaak."


def keep(document: LibraryDocument, **kwargs: Any) -> str | None:
    return REASON if document.title == "Bewijsstuk" else None


@pytest.fixture
def evidence() -> Iterator[LibraryDocument]:
    """A document that has to stay."""
    deletion_asked.connect(keep)
    yield create_document("Bewijsstuk", collection=create_collection("Dossiers"))
    deletion_asked.disconnect(keep)


def test_what_has_to_stay_stays_by_every_way_of_deleting(evidence: LibraryDocument) -> None:
    other = create_document("Ander stuk", collection=evidence.collection)
    ways = (
        evidence.delete,
        lambda: delete_document(evidence, by=None),
        lambda: LibraryDocument.objects.filter(collection=evidence.collection).delete(),
        lambda: Collection.objects.get(pk=evidence.collection_id).delete(),
    )
    for delete in ways:
        with pytest.raises(DeletionRefusedError) as refused, transaction.atomic():
            delete()
        assert refused.value.reasons == [REASON]
    assert set(LibraryDocument.objects.all()) == {evidence, other}
    assert DocumentVersion.objects.count() == 2


def test_every_screen_says_why(client: Client, evidence: LibraryDocument) -> None:
    client.force_login(create_superuser())
    bulk = f"/admin/bulk/archive/librarydocument/delete/?id={evidence.pk}"
    for address in (f"/admin/documents/delete/{evidence.pk}/", bulk):
        shown = client.post(address, follow=True).content.decode()
        assert REASON in shown
    script = {"X-Requested-With": "XMLHttpRequest"}
    answer = client.post(f"/admin/documents/multiple/{evidence.pk}/delete/", headers=script)

    assert answer.status_code == 409
    assert answer.json() == {"success": False, "error_message": f"Bewijsstuk: {REASON}"}
    assert LibraryDocument.objects.filter(pk=evidence.pk).exists()


def test_a_deletion_is_written_down_with_who_did_it() -> None:
    document, ada = create_document("Regeling"), create_superuser()
    delete_document(document, by=ada)

    entry = AuditEntry.objects.get(act="document.deleted")
    assert (entry.by_id, entry.thing_name, entry.details["number"]) == (ada.pk, "Regeling", document.archive_number)
