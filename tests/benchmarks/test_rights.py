"""What rights cost where there is much of everything: 100,000 documents behind 500 restrictions, and a page moved with
5,000 below it. These fail where they cost too much, so that it is noticed before a city notices."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Collection, Page

from cms.access.actions import settle_collections
from cms.access.models import Restriction, Visibility
from cms.access.policy import visible_to
from cms.access.readers import Reader, reader_for
from cms.archive.models import LibraryDocument
from cms.archive.schema.documents import ORDER
from cms.pages.models import TopicPage
from cms.people.models import User
from search.models import Entry
from tests.benchmarks.conftest import milliseconds, summary
from tests.factories.access import create_audience
from tests.factories.forests import create_many_topics
from tests.factories.pages import create_home, create_theme, create_topic
from tests.factories.people import create_user

DOCUMENTS, RESTRICTIONS, AUDIENCES = 100_000, 500, 20
DESCENDANTS = 5_000
TIMES = 41
MOST_TIMES_SLOWER, MOST_SECONDS = 1.5, 5.0


@pytest.fixture(scope="module")
def reader(django_db_setup: None, django_db_blocker: Any) -> Iterator[Reader]:
    """Somebody to whom half of the collections open.

    Committed, because PostgreSQL vacuums only what is, and what it says of a table nobody vacuumed says nothing.
    """
    with django_db_blocker.unblock():
        person = create_user()
        collections = _collections()
        _restrict(collections, person)
        _write_documents(collections)
        yield reader_for(person)
        _clear(collections)


def _restrict(collections: list[Collection], person: User) -> None:
    audiences = [create_audience(people=[person] if number % 2 else []) for number in range(AUDIENCES)]
    restrictions = Restriction.objects.bulk_create(
        Restriction(kind="collection", key=str(each.pk)) for each in collections
    )
    through = Restriction.audiences.through
    through.objects.bulk_create(
        through(restriction=each, audience=audiences[number % AUDIENCES]) for number, each in enumerate(restrictions)
    )
    settle_collections()


def _clear(collections: list[Collection]) -> None:
    """As the other benchmarks found it, but for a person and some locks."""
    ids = [each.pk for each in collections]
    documents = LibraryDocument.objects.filter(collection__in=ids)
    documents._raw_delete(documents.db)
    Restriction.objects.filter(kind="collection", key__in=ids).delete()
    Visibility.objects.filter(kind="collection", object_id__in=ids).delete()
    places = Collection.objects.filter(pk__in=ids)
    places._raw_delete(places.db)
    Collection.objects.filter(depth=1).update(numchild=F("numchild") - RESTRICTIONS)


def _collections() -> list[Collection]:
    root = Collection.get_first_root_node()
    first = root.get_children_count() + 1
    places = [Collection._get_path(root.path, root.depth + 1, first + number) for number in range(RESTRICTIONS)]
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + RESTRICTIONS)
    return Collection.objects.bulk_create(
        Collection(name=f"Map {number}", path=path, depth=root.depth + 1) for number, path in enumerate(places)
    )


def _write_documents(collections: list[Collection]) -> None:
    LibraryDocument.objects.bulk_create(
        (
            LibraryDocument(
                title=f"Stuk {number}", collection=collections[number % RESTRICTIONS], file="documents/stuk.txt"
            )
            for number in range(DOCUMENTS)
        ),
        batch_size=2_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def newest(documents: QuerySet[LibraryDocument]) -> list[Any]:
    """The 20 newest, as a list of them asks."""
    return list(documents.order_by(*ORDER).values_list("pk", "title", "collection")[:20])


def number(documents: QuerySet[LibraryDocument]) -> int:
    """How many there are."""
    return documents.count()


@pytest.mark.django_db
@pytest.mark.parametrize("ask", [newest, number])
def test_documents_behind_rights(
    reader: Reader, record: Callable[[str, str], None], ask: Callable[[QuerySet[LibraryDocument]], Any]
) -> None:
    everything = LibraryDocument.objects.all()
    visible = visible_to(reader, everything)
    assert visible.count() == DOCUMENTS // 2
    without, with_rights = [], []
    for _time in range(TIMES):  # in turn, so that what else the machine does weighs on both alike
        without += milliseconds(lambda: ask(everything), times=1)
        with_rights += milliseconds(lambda: ask(visible), times=1)
    ratio = statistics.median(with_rights) / statistics.median(without)
    name = f"{ask.__name__} of 100,000 documents, 500 restrictions ({connection.vendor})"
    record(f"{name}, without rights", summary(sorted(without)))
    record(f"{name}, visible", f"{summary(sorted(with_rights))}   {ratio:.2f} times")
    assert ratio < MOST_TIMES_SLOWER


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plan is PostgreSQL's")
def test_documents_are_found_by_index(reader: Reader) -> None:
    plan = visible_to(reader, LibraryDocument.objects.all()).order_by(*ORDER)[:20].explain()
    assert "Index Scan" in plan, plan
    assert "Seq Scan on archive_" not in plan, plan


@pytest.mark.django_db
def test_moving_5000_pages(record: Callable[[str, str], None]) -> None:
    home = create_home()
    closed = create_theme(home, audiences=[create_audience()])
    top = create_topic(create_theme(home))
    create_many_topics(top, number=DESCENDANTS)
    lock = Visibility.objects.get(kind="page", object_id=closed.pk).lock_id
    start = time.perf_counter()
    MovePageAction(Page.objects.get(pk=top.pk), Page.objects.get(pk=closed.pk), pos="last-child").execute()
    seconds = time.perf_counter() - start
    below = TopicPage.objects.descendant_of(Page.objects.get(pk=top.pk)).values("pk")
    assert Visibility.objects.filter(kind="page", object_id__in=below, lock=lock).count() == DESCENDANTS
    assert Entry.objects.filter(subject_type="page", subject_id__in=below).exclude(lock=lock).count() == 0
    record(f"a move with 5,000 pages below, settled ({connection.vendor})", f"{seconds:5.2f} s")
    assert seconds < MOST_SECONDS
