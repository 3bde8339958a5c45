"""Filters of the list of documents that are kept under a name."""

import pytest
from django.http import QueryDict
from django.test import Client
from wagtail.models import Collection
from wagtail.search import index

from cms.archive.actions.saved_filters import MOST_FOR_ONE
from cms.archive.knowing import SavedFilterKnower
from cms.archive.models import SavedFilter
from cms.people.models import User
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_user

pytestmark = pytest.mark.django_db

LIST = "/admin/documents/"


@pytest.fixture
def kept() -> Collection:
    """Two places, because a list of one is not filtered by place."""
    create_collection("Elders")
    return create_collection("Bezwaren")


@pytest.fixture
def emma(client: Client, kept: Collection) -> User:
    """She keeps one, and is signed in."""
    emma = create_editor(collections=[kept, Collection.objects.get(name="Elders")], name="Emma Editor")
    client.force_login(emma)
    return emma


def save(client: Client, name: str, query: str, **form: str) -> None:
    assert client.post(f"{LIST}filters/save/", {"name": name, "query": query, **form}).status_code == 302


def offered(client: Client) -> list[str]:
    return [saved.name for saved in client.get(LIST).context["saved_filters"]]


def test_a_filter_is_saved_listed_and_deleted(client: Client, emma: User) -> None:
    shown = client.get(f"{LIST}?language=fr&q=brief")
    assert shown.context["query_to_save"] == "language=fr&q=brief"
    save(client, "Franse brieven", "language=fr&q=brief")

    saved = SavedFilter.objects.get()
    assert (saved.user, saved.name, saved.is_shared) == (emma, "Franse brieven", False)
    assert QueryDict(saved.query).dict() == {"q": "brief", "language": "fr"}
    assert f"?{saved.query.replace('&', '&amp;')}" in client.get(LIST).content.decode()

    client.post(f"{LIST}filters/{saved.pk}/forget/")
    assert offered(client) == []


def test_what_is_filtered_can_be_searched_and_sorted(client: Client, emma: User, kept: Collection) -> None:
    said = {"language": "fr", "owner": emma, "dated_on": "2026-05-04"}
    for document in (
        create_document("Brief uit Lyon", collection=kept, **said),
        create_document("Brief", collection=kept),
    ):
        index.insert_or_update_object(document)

    for query in ("language=fr", "owner=emma&ordering=archive_number", "dated_on_from=2026-05-01&ordering=-dated_on"):
        answer = client.get(f"{LIST}?q=brief&{query}")
        assert [document.title for document in answer.context["object_list"]] == ["Brief uit Lyon"], query


def test_only_what_the_list_filters_by_is_kept(client: Client, emma: User) -> None:
    query = "language=fr&next=//elsewhere.example&p=3&export=csv&dated_on_from=2026-01-01&dated_on_to=&_x=1"
    save(client, "Frans", query)
    assert QueryDict(SavedFilter.objects.get().query).dict() == {"language": "fr", "dated_on_from": "2026-01-01"}

    save(client, "Niets", "next=//elsewhere.example")
    save(client, "Fout", "language=klingon")
    save(client, "Lang", "q=" + "x" * 1_100)
    save(client, "", "language=fr")
    save(client, "N" * 61, "language=fr")
    assert SavedFilter.objects.count() == 1


def test_a_name_has_one_filter_and_a_person_so_many(client: Client, emma: User) -> None:
    for number in range(MOST_FOR_ONE + 1):
        save(client, f"Filter {number}", "language=fr")
    assert SavedFilter.objects.count() == MOST_FOR_ONE
    save(client, "Filter 0", "language=de")
    assert SavedFilter.objects.count() == MOST_FOR_ONE
    assert SavedFilter.objects.get(name="Filter 0").query == "language=de"


def test_it_is_shared_with_those_who_keep_the_collection(client: Client, emma: User, kept: Collection) -> None:
    save(client, "Bezwaren, Frans", f"collection_id={kept.pk}&language=fr", is_shared="on")
    save(client, "Eigen", f"collection_id={kept.pk}")
    save(client, "Over niets", "language=fr", is_shared="on")
    assert offered(client) == ["Bezwaren, Frans", "Eigen"]
    shared = SavedFilter.objects.get(is_shared=True)

    client.force_login(create_editor(collections=[kept], name="Karel Keeper"))
    assert offered(client) == ["Bezwaren, Frans"]
    assert client.post(f"{LIST}filters/{shared.pk}/forget/").status_code == 404
    client.force_login(create_editor(collections=[Collection.objects.get(name="Elders")], name="Els Elders"))
    assert offered(client) == []
    client.force_login(create_user())
    assert client.post(f"{LIST}filters/save/", {"name": "x", "query": "language=fr"}).status_code in (302, 403)
    assert SavedFilter.objects.count() == 2


def test_nothing_is_kept_about_a_collection_that_does_not_open(client: Client, emma: User, kept: Collection) -> None:
    vault = create_collection("Kluis", parent=kept, audiences=("partners",))
    save(client, "Kluis", f"collection_id={vault.pk}", is_shared="on")
    assert SavedFilter.objects.count() == 0


def test_it_is_known_of_a_person_and_erased(client: Client, emma: User) -> None:
    save(client, "Frans", "language=fr")
    knower = SavedFilterKnower()

    assert list(knower.export(emma)) == [{"name": "Frans", "query": "language=fr", "is_shared": False}]
    assert knower.erase(emma, pseudonym="x") == 1
    assert SavedFilter.objects.count() == 0
