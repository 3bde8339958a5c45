"""What is done to many documents at once."""

from collections.abc import Iterable

import pytest
from django.test import Client
from wagtail.models import Collection

from cms.activity.models import AuditEntry
from cms.archive.models import DocumentKind, LibraryDocument
from cms.archive.views import bulk as bulk_views
from cms.people.models import User
from search.models import Entry, Ticket
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_user
from tests.factories.retention import create_hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Collection:
    """A place that Emma keeps."""
    return create_collection("Bezwaren")


@pytest.fixture
def closed(kept: Collection) -> Collection:
    """A place below it, which does not open for her."""
    return create_collection("Kluis", parent=kept, audiences=("partners",))


@pytest.fixture
def emma(client: Client, kept: Collection) -> User:
    """She is signed in."""
    emma = create_editor(collections=[kept], name="Emma Editor")
    client.force_login(emma)
    return emma


def bulk(action: str, documents: Iterable[LibraryDocument]) -> str:
    return f"/admin/bulk/archive/librarydocument/{action}/?" + "&".join(f"id={each.pk}" for each in documents)


def acts() -> list[tuple[str, str, dict[str, object]]]:
    rows = AuditEntry.objects.filter(act__in=("document.changed", "document.moved")).order_by("pk")
    return [(row.act, row.thing_id, row.details) for row in rows]


def test_all_get_a_kind_and_the_log_and_search_know(client: Client, emma: User, kept: Collection) -> None:
    letter = DocumentKind.objects.get(code="letter")
    documents = [create_document(f"Brief {number}", collection=kept) for number in range(3)]
    Ticket.objects.all().delete()

    assert client.post(bulk("set_kind", documents), {"kind": letter.pk}).status_code == 302

    assert set(LibraryDocument.objects.values_list("kind", flat=True)) == {letter.pk}
    assert acts() == [("document.changed", str(each.pk), {"kind": [None, letter.pk]}) for each in documents]
    assert set(AuditEntry.objects.filter(act="document.changed").values_list("by_id", flat=True)) == {emma.pk}
    assert set(Ticket.objects.values_list("subject_id", flat=True)) == {each.pk for each in documents}


def test_all_get_a_language_and_an_owner(client: Client, emma: User, kept: Collection) -> None:
    owner = create_user("Olga Eigenaar")
    documents = [create_document(f"Brief {number}", collection=kept) for number in range(2)]

    client.post(bulk("set_language", documents), {"language": "fr"})
    client.post(bulk("set_owner", documents), {"owner": owner.pk})

    assert set(LibraryDocument.objects.values_list("language", "owner")) == {("fr", owner.pk)}


def test_tags_are_put_on_and_taken_off_and_a_held_document_may_be_tagged(
    client: Client, emma: User, kept: Collection
) -> None:
    documents = [create_document(f"Brief {number}", collection=kept) for number in range(2)]
    create_hold(documents=documents[:1])
    documents[0].tags.add("oud")

    client.post(bulk("add_tags", documents), {"tags": "bezwaar, verlof"})
    assert [sorted(each.tags.names()) for each in documents] == [["bezwaar", "oud", "verlof"], ["bezwaar", "verlof"]]

    form = client.get(bulk("remove_tags", documents)).context["form"]
    offered = {tag.name: tag.pk for tag in form.fields["tags"].queryset}
    assert set(offered) == {"bezwaar", "oud", "verlof"}
    client.post(bulk("remove_tags", documents), {"tags": [offered["bezwaar"], offered["oud"]]})
    assert [sorted(each.tags.names()) for each in documents] == [["verlof"], ["verlof"]]


def test_what_does_not_open_stays_and_is_not_named(
    client: Client, emma: User, kept: Collection, closed: Collection
) -> None:
    letter = DocumentKind.objects.get(code="letter")
    secret = create_document("Geheim stuk", collection=closed)
    document = create_document("Brief", collection=kept)

    for action in ("set_kind", "set_language", "set_owner", "add_tags", "remove_tags", "add_to_collection", "delete"):
        # An id that nothing has is answered alike.
        for other in (secret, LibraryDocument(pk=999_999)):
            shown = client.get(bulk(action, [document, other]))
            assert (shown.status_code, b"Geheim" in shown.content) == (404, False), action
    for chosen in ([document, secret], [secret]):
        assert client.post(bulk("set_kind", chosen), {"kind": letter.pk}).status_code == 404

    assert set(LibraryDocument.objects.values_list("kind", flat=True)) == {None}
    assert client.post("/admin/bulk/archive/librarydocument/delete/?id=all").status_code == 302
    assert list(LibraryDocument.objects.values_list("title", flat=True)) == ["Geheim stuk"]


def test_what_opens_but_is_somebody_elses_to_change_is_named_and_stays(
    client: Client, emma: User, kept: Collection
) -> None:
    elsewhere = create_document("Huisregels", collection=create_collection("Elders"))
    document = create_document("Brief", collection=kept)

    shown = client.get(bulk("set_language", [document, elsewhere]))
    assert [row["item"].title for row in shown.context["items_with_no_access"]] == ["Huisregels"]
    client.post(bulk("set_language", [document, elsewhere]), {"language": "de"})

    assert dict(LibraryDocument.objects.values_list("title", "language")) == {"Brief": "de", "Huisregels": "nl"}


def test_a_move_tells_first_who_can_see_it_there(client: Client, emma: User, kept: Collection) -> None:
    target = create_collection("Voor partners en staf", parent=kept, audiences=("staff", "partners"))
    document = create_document("Brief", collection=kept)
    address = bulk("add_to_collection", [document])

    told = client.post(address, {"collection": target.pk, "shown": ""})
    assert told.status_code == 200
    assert told.context["target"]["collection"] == target
    assert [each["collection"] for each in told.context["sources"]] == [kept]
    assert LibraryDocument.objects.get().collection == kept

    assert client.post(address, {"collection": target.pk, "shown": target.pk}).status_code == 302
    assert LibraryDocument.objects.get().collection == target
    assert acts() == [("document.moved", str(document.pk), {"collection": [kept.pk, target.pk]})]
    locks = Entry.objects.filter(subject_type="document", subject_id=document.pk).values_list("lock", flat=True)
    assert len(set(locks)) <= 1


def test_nothing_moves_to_where_the_person_may_not_add(client: Client, emma: User, kept: Collection) -> None:
    elsewhere = create_collection("Elders")
    document = create_document("Brief", collection=kept)

    answer = client.post(bulk("add_to_collection", [document]), {"collection": elsewhere.pk, "shown": elsewhere.pk})
    assert answer.status_code == 200
    assert "collection" in answer.context["form"].errors
    assert LibraryDocument.objects.get().collection == kept


def test_all_means_all_that_the_list_showed(client: Client, emma: User, kept: Collection, closed: Collection) -> None:
    create_document("Frans", collection=kept, language="fr")
    create_document("Nederlands", collection=kept)
    create_document("Geheim", collection=closed, language="fr")
    letter = DocumentKind.objects.get(code="letter")

    client.post("/admin/bulk/archive/librarydocument/set_kind/?language=fr&id=all", {"kind": letter.pk})

    kinds = dict(LibraryDocument.objects.values_list("title", "kind"))
    assert kinds == {"Frans": letter.pk, "Nederlands": None, "Geheim": None}


def test_what_is_no_number_names_no_document(client: Client, emma: User, kept: Collection) -> None:
    create_document("Brief", collection=kept)
    assert client.get("/admin/bulk/archive/librarydocument/set_kind/?id=alles&id=%C2%B2").status_code == 404


def test_who_keeps_nothing_changes_nothing(client: Client, kept: Collection) -> None:
    document = create_document("Brief", collection=kept)
    client.force_login(create_user())

    assert client.post(bulk("set_language", [document]), {"language": "de"}).status_code in (302, 403, 404)
    assert LibraryDocument.objects.get().language == "nl"


def test_too_many_are_sent_back_to_be_filtered(
    client: Client, emma: User, kept: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_views, "MOST_AT_ONCE", 1)
    documents = [create_document(f"Brief {number}", collection=kept) for number in range(2)]

    answer = client.post(f"{bulk('set_language', documents)}&next=/admin/documents/", {"language": "fr"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/documents/")
    assert set(LibraryDocument.objects.values_list("language", flat=True)) == {"nl"}
