import pytest

from cms.access.policy import lock_of
from cms.archive.models import LibraryDocument
from cms.archive.search import document_entries
from cms.tags.models import Tag
from search.models import Entry, Ticket
from search.sync import catch_up
from tests.factories.access import create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


def entry_of(document: LibraryDocument) -> Entry:
    return Entry.objects.get(subject_type="document", subject_id=document.pk)


def test_a_document_is_entered_with_what_is_known_of_it() -> None:
    document = create_document("Reiskosten", name="declaratie-formulier_2026.txt")
    tag = Tag.objects.create(name="geld", slug="geld")
    document.tags.add(tag)
    [draft] = document_entries([document.pk])

    assert (draft.kind, draft.title, draft.language) == ("DOCUMENT", "Reiskosten", "nl")
    assert "declaratie formulier 2026" in draft.headings
    assert draft.url == document.url
    assert draft.tags == (("geld", "geld"),)
    assert draft.lock == lock_of(document).pk


def test_a_document_tells_nothing_of_its_owners_unit() -> None:
    owner = create_user(unit=create_unit("Geheime dienst"))
    document = create_document("Reiskosten", owner=owner)

    [draft] = document_entries([document.pk])

    assert draft.unit is None
    assert "Geheime dienst" not in f"{draft.headings} {draft.summary} {draft.text}"


def test_a_changed_tagged_or_deleted_document_leaves_a_ticket() -> None:
    document = create_document()
    Ticket.objects.all().delete()
    document.tags.add(Tag.objects.create(name="geld", slug="geld"))
    assert list(Ticket.objects.values_list("subject_id", flat=True)) == [document.pk]

    pk = document.pk
    document.delete()
    catch_up()

    assert not Entry.objects.filter(subject_type="document", subject_id=pk, is_removed=False).exists()


def test_the_rights_of_a_collection_reach_its_documents_at_once() -> None:
    collection = create_collection()
    document = create_document(collection=collection)
    catch_up()
    restrict_collection(collection, "partners")

    assert entry_of(document).lock == lock_of(document).pk


def test_a_document_in_another_collection_is_behind_its_lock_at_once() -> None:
    one, other = create_collection("Een"), create_collection("Ander", audiences=["partners"])
    document = create_document(collection=one)
    catch_up()
    LibraryDocument.objects.filter(pk=document.pk).update(collection=other)

    document.refresh_from_db()
    assert document.collection == other
    assert entry_of(document).lock == lock_of(document).pk
