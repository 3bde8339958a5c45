"""What either engine finds, counts and suggests is what the law lets a reader see: the engine alone, because here the
policy, which is asked again before a hit leaves, lets everything through."""

from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given, settings
from wagtail.models import Page

from cms.access.readers import reader_for
from cms.archive.models import LibraryDocument
from search.engines.base import FacetField
from search.models import Entry
from search.query import Request, search
from search.rebuilding import rebuild
from search.suggestions import suggest
from search.sync import catch_up
from search.tickets import mark_stale
from tests.properties.deeds import do
from tests.properties.facts import read_facts
from tests.properties.ground import WORDS, Ground
from tests.properties.judging import readers
from tests.properties.law import Law
from tests.properties.plans import PLANS, Plan
from tests.properties.worlds import how_many, world_of
from tests.search.conftest import elasticsearch, engine, without_elasticsearch  # noqa: F401

pytestmark = pytest.mark.django_db

COMMON = {"page": "bladzijde", "document": "stuk"}  # what every title begins with
Subjects = set[tuple[str, int]]


@settings(max_examples=how_many(300, part=10))
@given(plan=PLANS)
def test_search_agrees_with_the_law_in_any_tree(ground: Ground, engine: str, plan: Plan) -> None:  # noqa: F811
    with world_of(ground, plan) as world:
        _enter_everything(engine)
        for deed in plan.deeds:
            do(world, deed)
        catch_up()
        law = Law(read_facts())
        for name, user, person in readers(world, law):
            reader = reader_for(user)
            locks = None if reader.passes_all else reader.locks
            visible = {("page", pk) for pk in law.visible_pages(person)}
            visible |= {("document", pk) for pk in law.visible_documents(person)}
            _assert_found(f"{name} by {engine}", locks, visible)
            _assert_suggested(f"{name} by {engine}", locks, visible)


def _enter_everything(engine: str) -> None:  # noqa: F811
    mark_stale("page", Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
    mark_stale("document", LibraryDocument.objects.values_list("pk", flat=True))
    catch_up()
    if engine == "ELASTICSEARCH":
        # Anew, because Elasticsearch does not take back what a rolled back world put there.
        rebuild()


def _all_of(subjects: Collection[tuple[str, int]]) -> Subjects:
    return set(subjects)


def _assert_found(name: str, locks: frozenset[int] | None, visible: Subjects) -> None:
    entered = set(Entry.objects.filter(is_removed=False).values_list("subject_type", "subject_id"))
    for subject_type, word in COMMON.items():
        results = search(Request(query=word, locks=locks, language="nl", first=100), _all_of)
        found = {(hit.subject_type, hit.subject_id) for hit in results.hits}
        expected = {subject for subject in visible & entered if subject[0] == subject_type and _is_named(subject)}
        assert found == expected, f"{name}: too many {found - expected}, too few {expected - found}"
        assert results.total == len(expected), f"{name}: counts {results.total} of {len(expected)}"
        counted = {field: sum(bucket.count for bucket in buckets) for field, buckets in results.facets.items()}
        assert counted.get(FacetField.KIND, 0) == len(expected), f"{name}: facets {counted} of {len(expected)}"


def _is_named(subject: tuple[str, int]) -> bool:
    """Home pages are called otherwise."""
    return subject[0] != "page" or Page.objects.filter(pk=subject[1], depth__gt=2).exists()


def _assert_suggested(name: str, locks: frozenset[int] | None, visible: Subjects) -> None:
    for prefix in ("bladz", "stu", *(word[:4] for word in WORDS[:2])):
        told: list[Any] = suggest(prefix, locks=locks, language="nl", first=20, may_see=_all_of)
        named = {(each.subject_type, each.subject_id) for each in told}
        assert named <= visible, f"{name}: suggests {named - visible}"
