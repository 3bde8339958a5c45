"""Who is erased is found by neither engine, once what changed has been entered."""

import pytest
from elasticsearch import Elasticsearch

from cms.people.models import User
from cms.privacy.actions import erase_person
from search import rebuilding, sync
from search.engines import index
from search.models import Entry
from search.query import Request, search
from tests.factories.people import create_superuser, create_user
from tests.search.conftest import elasticsearch, engine, without_elasticsearch  # noqa: F401

pytestmark = pytest.mark.django_db
EMAIL = "zoe.jansen@plein.example"


def found(query: str) -> list[int]:
    results = search(Request(query=query, locks=None, language="nl"), lambda subjects: set(subjects))
    return [hit.subject_id for hit in results.hits if hit.subject_type == "person"]


@pytest.mark.usefixtures("engine")
def test_who_is_erased_is_not_found_any_more() -> None:
    zoe = create_user("Zoë Jansen", email=EMAIL, job_title="Archivaris")
    sync.catch_up()
    assert found("jansen") == [zoe.profile.pk]
    erase_person(zoe, by=create_superuser())
    assert found("jansen") == []
    sync.catch_up()
    found_since = {person for query in ("jansen", "archivaris", EMAIL) for person in found(query)}
    assert zoe.profile.pk not in found_since
    assert not Entry.objects.filter(subject_type="person", subject_id=zoe.profile.pk).exclude(title="").exists()


@pytest.mark.elasticsearch
def test_the_index_has_no_trace_of_who_is_erased(elasticsearch: Elasticsearch) -> None:  # noqa: F811
    zoe = create_user("Zoë Jansen", email=EMAIL, job_title="Archivaris")
    rebuilding.rebuild()
    sync.catch_up()
    live = index.aliases(elasticsearch).live
    assert _documents_with(elasticsearch, live, "Jansen") == 1
    erase_person(User.objects.get(pk=zoe.pk), by=create_superuser())
    sync.catch_up()
    assert _documents_with(elasticsearch, live, "Jansen") == 0
    assert _documents_with(elasticsearch, live, EMAIL) == 0


def _documents_with(client: Elasticsearch, name: str, words: str) -> int:
    client.indices.refresh(index=name)
    whole = client.search(index=name, query={"match_all": {}}, size=100)["hits"]["hits"]
    return sum(words in str(hit["_source"]) for hit in whole)
