"""What the log has after each way of changing something."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.policy import lock_of
from cms.archive.models import LibraryDocument
from cms.changes import actions
from cms.changes.actions import forget_changes, number_changes, record_changes
from cms.changes.models import SITEWIDE, Change, ChangeKind, Clock, Happening
from cms.reading.actions import prepare_pages
from tests.cms.changes.conftest import Commits
from tests.factories.access import create_collection, restrict_collection, restrict_page
from tests.factories.archive import create_document
from tests.factories.pages import create_article, create_home, create_theme, create_topic


def told(after: int = 0) -> list[tuple[str, int, str]]:
    """What the log says of pages and documents after a sequence."""
    rows = Change.objects.exclude(sequence=None).filter(sequence__gt=after).order_by("sequence")
    return list(rows.exclude(kind__in=(ChangeKind.LOCK, *SITEWIDE)).values_list("kind", "object_id", "what"))


def tick() -> int:
    """Where the log is now."""
    number_changes()
    return Clock.read().tick


def lock_id(thing: Any) -> int:
    lock = lock_of(thing)
    assert lock
    return lock.pk


@pytest.mark.django_db
def test_a_page_is_published_updated_and_withdrawn_once_each(commits: Commits) -> None:
    with commits():
        page = create_article(create_theme(), live=False)
    before = tick()
    with commits():
        page.save_revision().publish()
    prepare_pages([page.pk])
    assert told(before) == [("page", page.pk, "published")]
    before = tick()
    with commits():
        page.title = "Anders"
        page.save_revision().publish()
    prepare_pages([page.pk])
    assert told(before) == [("page", page.pk, "updated")]
    before = tick()
    page.refresh_from_db()
    with commits():
        page.unpublish()
    assert told(before) == [("page", page.pk, "unpublished")]
    assert Change.objects.latest("sequence").lock_id_before == lock_id(page)
    before = tick()
    with commits():
        page.delete()
    assert told(before) == []


@pytest.mark.django_db
def test_a_draft_says_nothing(commits: Commits) -> None:
    with commits():
        page = create_article(create_theme())
    before = tick()
    with commits():
        page.title = "Concept"
        page.save_revision()
    assert told(before) == []


@pytest.mark.django_db
def test_what_lies_below_comes_and_goes_with_what_is_above(commits: Commits) -> None:
    with commits():
        topic = create_topic(create_theme())
        article = create_article(topic)
    before = tick()
    with commits():
        topic.unpublish()
    assert set(told(before)) == {("page", topic.pk, "unpublished"), ("page", article.pk, "unpublished")}
    before = tick()
    with commits():
        topic.save_revision().publish()
    assert set(told(before)) == {("page", topic.pk, "published"), ("page", article.pk, "published")}


@pytest.mark.django_db
def test_a_deleted_page_tells_the_lock_and_language_it_had(commits: Commits) -> None:
    with commits():
        topic = create_topic(create_theme())
        article = create_article(topic)
    before, lock = tick(), lock_id(article)
    with commits():
        Page.objects.get(pk=topic.pk).delete()
    assert set(told(before)) == {("page", topic.pk, "deleted"), ("page", article.pk, "deleted")}
    gone = Change.objects.get(object_id=article.pk, what=Happening.DELETED)
    assert (gone.lock_id_before, gone.lock_id, gone.language) == (lock, None, "nl")


@pytest.mark.django_db
def test_a_moved_subtree_is_told_page_by_page(commits: Commits) -> None:
    with commits():
        home = create_home()
        topic = create_topic(create_theme(home))
        article = create_article(topic)
        other = create_theme(home, audiences=["partners"])
    before, lock = tick(), lock_id(article)
    with commits():
        Page.objects.get(pk=topic.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert set(told(before)) == {("page", pk, what) for pk in (topic.pk, article.pk) for what in ("rights", "moved")}
    moved = Change.objects.filter(kind=ChangeKind.PAGE, sequence__gt=before)
    rights = moved.get(object_id=article.pk, what=Happening.RIGHTS)
    assert (rights.lock_id_before, rights.lock_id) == (lock, lock_id(article))


@pytest.mark.django_db
def test_a_page_behind_another_lock_tells_both_locks(commits: Commits) -> None:
    with commits():
        page = create_article(create_theme())
    before, lock = tick(), lock_id(page)
    with commits():
        restrict_page(page, "partners")
    assert told(before) == [("page", page.pk, "rights")]
    rights = Change.objects.get(what=Happening.RIGHTS, object_id=page.pk, sequence__gt=before)
    assert (rights.lock_id_before, rights.lock_id) == (lock, lock_id(page))


@pytest.mark.django_db
def test_other_people_behind_the_same_lock_are_one_row_a_lock(commits: Commits) -> None:
    with commits():
        theme = create_theme()
        create_article(theme)
    before = tick()
    with commits():
        restrict_page(theme, "partners")
    # of its pages, and of its files, which follow
    locks = {lock_id(theme), lock_id(theme.collection)}
    rows = Change.objects.filter(sequence__gt=before)
    assert {(row.kind, row.object_id, row.what) for row in rows} == {("lock", pk, "rights") for pk in locks}


@pytest.mark.django_db
def test_a_document_is_stored_changed_moved_and_deleted(commits: Commits) -> None:
    with commits():
        other = create_collection("Elders", audiences=["partners"])
    before = tick()
    with commits():
        document = create_document()
        document.tags.add("verlof")
    assert told(before) == [("document", document.pk, "published")]
    before = tick()
    with commits():
        document.title = "Anders"
        document.save()
        document.tags.add("loon")
    assert told(before) == [("document", document.pk, "updated")]
    before, lock = tick(), lock_id(document)
    with commits():
        LibraryDocument.objects.filter(pk=document.pk).update(collection=other)
    assert told(before) == [("document", document.pk, "rights")]
    document.refresh_from_db()
    moved = Change.objects.latest("sequence")
    assert (moved.lock_id_before, moved.lock_id) == (lock, lock_id(document))
    before, pk = tick(), document.pk
    with commits():
        document.delete()
    assert told(before) == [("document", pk, "deleted")]


@pytest.mark.django_db
def test_a_document_held_back_is_gone_until_it_is_let_go(commits: Commits) -> None:
    with commits():
        document = create_document()
    before = tick()
    with commits():
        document.is_quarantined = True
        document.save(update_fields=["is_quarantined"])
        document.title = "Anders"
        document.save()
    assert told(before) == [("document", document.pk, "unpublished")]
    before = tick()
    with commits():
        document.is_quarantined = False
        document.save(update_fields=["is_quarantined"])
    assert told(before) == [("document", document.pk, "published")]


@pytest.mark.django_db
def test_documents_follow_the_lock_of_their_collection(commits: Commits) -> None:
    with commits():
        above = create_collection("Boven")
        document = create_document(collection=create_collection("Onder", parent=above))
    before, lock = tick(), lock_id(document)
    with commits():
        restrict_collection(document.collection, "partners")
    assert told(before) == [("document", document.pk, "rights")]
    rights = Change.objects.get(what=Happening.RIGHTS, kind=ChangeKind.DOCUMENT)
    assert (rights.lock_id_before, rights.lock_id) == (lock, lock_id(document))


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_said(commits: Commits) -> None:
    with commits():
        document = create_document()
    before = tick()
    with commits():
        with transaction.atomic():
            document.save()
            transaction.set_rollback(True)
        document.save()
    assert told(before) == [("document", document.pk, "updated")]


@pytest.mark.django_db
def test_what_is_told_in_savepoints_of_their_own_is_numbered_once(commits: Commits, monkeypatch: Any) -> None:
    numbered: list[int] = []
    monkeypatch.setattr(actions, "number_changes", lambda: numbered.append(number_changes()))
    with commits():
        for pk in (1, 2, 3):
            with transaction.atomic():
                record_changes([Change(kind=ChangeKind.PAGE, object_id=pk, what=Happening.UPDATED, lock_id=1)])
    assert numbered == [3]


@pytest.mark.django_db
def test_a_change_whose_process_died_before_it_was_numbered_is_numbered_by_the_next() -> None:
    record_changes([Change(kind=ChangeKind.PAGE, object_id=7, what=Happening.UPDATED, lock_id=1)])
    assert not told()
    assert number_changes() == 1
    assert told() == [("page", 7, "updated")]
    assert number_changes() == 0


@pytest.mark.django_db
def test_what_is_committed_late_is_numbered_late() -> None:
    early, late = (Change.objects.create(kind=ChangeKind.PAGE, object_id=pk, what=Happening.UPDATED) for pk in (1, 2))
    Change.objects.filter(pk=early.pk).delete()
    number_changes()
    early.save(force_insert=True)
    number_changes()
    late.refresh_from_db()
    early.refresh_from_db()
    assert late.sequence is not None
    assert early.sequence == late.sequence + 1 == Clock.read().tick


@pytest.mark.django_db
def test_many_changes_cost_a_statement_a_batch(django_assert_num_queries: Any) -> None:
    Clock.hold()
    changes = [Change(kind=ChangeKind.PAGE, object_id=pk, what=Happening.RIGHTS, lock_id=1) for pk in range(1_000)]
    # 500 a statement; SQLite takes no more parameters than 111 rows have
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 10):
        record_changes(changes)
    # the savepoint and its release, whether there are any, the clock, their ends, the numbers, the clock
    with django_assert_num_queries(7):
        assert number_changes() == 1_000


@pytest.mark.django_db
def test_what_is_older_than_kept_is_forgotten_and_the_clock_says_so(settings: Any) -> None:
    Change.objects.all().delete()
    for pk in (1, 2):
        record_changes([Change(kind=ChangeKind.PAGE, object_id=pk, what=Happening.UPDATED, lock_id=1)])
        number_changes()
    old = Change.objects.get(object_id=1)
    Change.objects.filter(sequence__lte=old.sequence).update(at=timezone.now() - timezone.timedelta(days=91))
    forget_changes()
    assert [change.object_id for change in Change.objects.all()] == [2]
    assert Clock.read().forgotten == old.sequence


@pytest.mark.django_db
def test_a_page_that_comes_to_light_while_its_card_is_made_is_told_once(commits: Commits) -> None:
    with commits():
        topic = create_topic(create_theme(), live=False)
    with commits():
        article = create_article(topic)
    assert not Visibility.objects.get(kind=VisibilityKind.PAGE, object_id=article.pk).is_published
    before = tick()
    with commits():
        topic.save_revision().publish()
    assert sorted(told(before)) == sorted([("page", topic.pk, "published"), ("page", article.pk, "published")])
