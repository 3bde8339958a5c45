"""A page's row follows everything above it, whatever operation changes the tree."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from cms.access.actions import settle_pages
from cms.access.models import Visibility
from cms.access.policy import lock_of, visible_to
from cms.access.readers import reader_for
from cms.access.settling import SETTLING
from cms.access.signals import visibility_changed
from tests.cms.access.oracle import assert_settled
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_theme, create_topic
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def restrictions_of(page):
    return set(lock_of(page).restrictions.all())


def row_of(page):
    return Visibility.objects.get(kind="page", object_id=page.pk)


@pytest.fixture
def changes():
    told = []

    def tell(kind, object_ids, **kwargs):
        told.append((kind, sorted(object_ids)))

    visibility_changed.connect(tell, weak=False)
    yield told
    visibility_changed.disconnect(tell)


def test_a_page_has_its_own_restriction_and_those_of_all_above(home):
    theme = create_theme(home, audiences=())
    by_theme = restrict_page(theme, "staff")
    topic = create_topic(theme)
    by_article = restrict_page(article := create_article(topic), create_audience())
    by_home = row_of(home).lock.restrictions.get()
    assert restrictions_of(topic) == {by_home, by_theme}
    assert restrictions_of(article) == {by_home, by_theme, by_article}


def test_a_page_that_adds_nothing_shares_its_parents_lock(home):
    theme = create_theme(home)
    assert lock_of(create_article(create_topic(theme))) == lock_of(theme)


def test_a_moved_subtree_leaves_the_old_rights_and_takes_the_new(home):
    staff, closed = create_theme(home), create_theme(home, audiences=(create_audience(),))
    topic = create_topic(staff)
    article = create_article(topic)
    MovePageAction(topic, closed, pos="last-child").execute()
    assert lock_of(topic) == lock_of(article) == lock_of(closed)
    MovePageAction(Page.objects.get(pk=topic.pk), Page.objects.get(pk=staff.pk), pos="last-child").execute()
    assert lock_of(topic) == lock_of(article) == lock_of(staff)


def test_a_raw_move_of_the_tree_counts_as_much_as_one_in_the_admin(home):
    staff, closed = create_theme(home), create_theme(home, audiences=(create_audience(),))
    topic, other = create_topic(staff), create_topic(closed)
    article = create_article(topic)
    super(Page, topic).move(other, pos="left")
    assert lock_of(article) == lock_of(topic) == lock_of(closed)


def test_a_change_of_order_among_siblings_changes_no_row(home, changes):
    theme = create_theme(home)
    first, second = create_topic(theme), create_topic(theme)
    create_article(first)
    changes.clear()
    MovePageAction(second, first, pos="left").execute()
    assert changes == []
    assert_settled()


def test_a_page_below_an_unpublished_one_is_not_published(home):
    theme = create_theme(home)
    article = create_article(create_topic(theme))
    theme.unpublish()
    assert not row_of(article).is_published
    theme.save_revision().publish()
    assert row_of(article).is_published


def test_a_page_ends_when_the_first_page_above_it_ends(home):
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    theme = create_theme(home)
    article = create_article(theme, expire_at=later)
    assert row_of(article).until == later
    theme.expire_at = soon
    theme.save_revision().publish()
    assert row_of(article).until == soon


def test_an_expired_page_is_not_seen_though_no_scheduler_ran(home):
    article = create_article(create_theme(home), expire_at=timezone.now() - timedelta(seconds=1))
    assert article.live
    assert article not in visible_to(reader_for(create_user()), type(article).objects.all())


def test_a_page_is_not_published_before_its_moment(home):
    article = create_article(create_theme(home), live=False)
    article.go_live_at = timezone.now() + timedelta(days=1)
    article.save_revision().publish()
    assert not row_of(article).is_published


def test_a_copied_tree_stands_behind_its_new_place_and_its_own_restriction(home):
    staff, closed = create_theme(home), create_theme(home, audiences=(create_audience(),))
    topic = create_topic(staff)
    restriction = restrict_page(topic, create_audience())
    create_article(topic)
    CopyPageAction(topic, to=closed, recursive=True, update_attrs={"slug": "copy"}).execute()
    copy = Page.objects.get(slug="copy")
    assert restrictions_of(copy) == restrictions_of(closed) | {restriction}
    assert restrictions_of(copy.get_children().get()) == restrictions_of(copy)
    assert_settled()


def test_a_deleted_tree_leaves_no_row(home, changes):
    theme = create_theme(home)
    topic = create_topic(theme)
    article = create_article(topic)
    changes.clear()
    topic.delete()
    assert not Visibility.objects.filter(kind="page", object_id__in=[topic.pk, article.pk]).exists()
    assert sorted(changes) == [("page", [topic.pk]), ("page", [article.pk])]


def test_a_saved_page_that_changes_nothing_tells_nobody(home, changes):
    theme = create_theme(home)
    article = create_article(theme)
    changes.clear()
    article.summary = "Nieuw"
    article.save()
    article.save_revision()
    assert changes == []


def test_everything_below_a_restricted_page_is_told_in_one_signal(home, changes):
    theme = create_theme(home)
    topic = create_topic(theme)
    article = create_article(topic)
    changes.clear()
    restrict_page(topic, "staff")
    assert changes == [("page", [topic.pk, article.pk])]


def test_saving_a_page_costs_rights_few_queries(home, django_assert_max_num_queries):
    theme = create_theme(home)
    article = create_article(create_topic(create_topic(theme)))
    with django_assert_max_num_queries(9):  # six, a savepoint around them, and PostgreSQL's lock
        settle_pages([article.pk])


def test_a_moved_tree_costs_rights_batches_not_pages(home):
    staff, closed = create_theme(home), create_theme(home, audiences=(create_audience(),))
    topic = create_topic(staff)
    for number in range(12):
        child = create_topic(topic, f"Topic {number}")
        for letter in "abc":
            create_article(child, f"Article {letter}")
    with CaptureQueriesContext(connection) as statements:
        MovePageAction(topic, closed, pos="last-child").execute()
    assert {lock_of(page) for page in topic.get_descendants()} == {lock_of(closed)}
    assert len([each for each in statements if "access_" in each["sql"]]) < 25


def test_two_homes_have_nothing_to_do_with_each_other(home):
    other = create_home("Intern", audiences=("staff",))
    assert restrictions_of(other).isdisjoint(restrictions_of(home))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_only_one_transaction_settles_at_a_time(home):
    """Else a page made below one that is being closed elsewhere would stay open."""
    settle_pages([home.pk])
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        assert elsewhere.submit(_may_settle).result() is False


def _may_settle():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [SETTLING])
            return cursor.fetchone()[0]
    finally:
        connection.close()
