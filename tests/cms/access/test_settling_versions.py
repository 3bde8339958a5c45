"""Languages and aliases: what closes a page in one closes it in all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.policy import lock_of
from tests.cms.access.oracle import assert_settled
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import alias, create_article, create_theme, create_topic, translate

pytestmark = pytest.mark.django_db


def is_published(page):
    return Visibility.objects.get(kind="page", object_id=page.pk).is_published


def test_a_translation_stands_behind_the_same_lock(home):
    article = create_article(create_theme(home, audiences=(create_audience(),)))
    english = translate(article)
    assert english.rights_key == article.rights_key
    assert lock_of(english) == lock_of(article)


def test_restricting_one_language_restricts_all(home):
    article = create_article(create_theme(home))
    english = translate(article)
    restriction = restrict_page(english, create_audience())
    assert restriction in lock_of(article).restrictions.all()


def test_what_stands_above_one_language_stands_above_all(home):
    """Somebody moved the English article below a restricted topic: the Dutch one is closed with it."""
    theme = create_theme(home)
    article, topic = create_article(theme), create_topic(theme)
    english, english_topic = translate(article), translate(topic)
    restriction = restrict_page(english_topic, create_audience())
    assert restriction not in lock_of(article).restrictions.all()
    english.move(english_topic, pos="last-child")
    assert restriction in lock_of(article).restrictions.all()
    assert_settled()


def test_deleting_a_translation_frees_the_others_of_what_stood_above_it(home):
    theme = create_theme(home)
    article, topic = create_article(theme), create_topic(theme)
    english, english_topic = translate(article), translate(topic)
    restriction = restrict_page(english_topic, create_audience())
    english.move(english_topic, pos="last-child")
    Page.objects.get(pk=english.pk).delete()
    assert restriction not in lock_of(article).restrictions.all()
    assert_settled()


def test_languages_are_published_each_by_itself(home):
    article = create_article(create_theme(home))
    english = translate(article)
    article.unpublish()
    assert not is_published(article)
    assert is_published(english)


def test_an_alias_stands_behind_its_source_and_its_own_place(home):
    closed, other = (
        create_theme(home, audiences=(create_audience(),)),
        create_theme(home, audiences=(create_audience(),)),
    )
    copy = alias(create_article(closed), other)
    assert set(lock_of(copy).restrictions.all()) == {
        *lock_of(closed).restrictions.all(), *lock_of(other).restrictions.all()
    }  # fmt: skip


def test_a_source_does_not_stand_behind_where_its_alias_is(home):
    source = create_article(create_theme(home))
    before = lock_of(source)
    alias(source, create_theme(home, audiences=(create_audience(),)))
    assert lock_of(source) == before


def test_closing_what_stands_above_a_source_closes_its_alias_and_what_is_below_that(home):
    theme, other = create_theme(home), create_theme(home)
    topic = create_topic(theme)
    copy = alias(topic, other)
    below = create_article(copy)
    restriction = restrict_page(theme, create_audience())
    assert restriction in lock_of(copy).restrictions.all()
    assert restriction in lock_of(below).restrictions.all()


def test_an_alias_of_what_is_below_an_unpublished_page_is_not_published(home):
    theme = create_theme(home)
    copy = alias(create_article(theme), create_theme(home))
    theme.unpublish()
    assert Page.objects.get(pk=copy.pk).live
    assert not is_published(copy)


def test_an_alias_ends_with_its_source(home):
    source = create_article(create_theme(home))
    copy = alias(source, create_theme(home))
    source.expire_at = timezone.now() + timedelta(days=1)
    source.save()
    assert Visibility.objects.get(kind="page", object_id=copy.pk).until == source.expire_at


@pytest.mark.parametrize("free", ["delete", "convert"])
def test_an_alias_that_becomes_a_page_follows_its_own_place_alone(home, free):
    source = create_article(create_theme(home, audiences=(create_audience(),)))
    staff = create_theme(home)
    copy = alias(source, staff)
    if free == "delete":
        source.delete()
    else:
        ConvertAliasPageAction(copy).execute(skip_permission_checks=True)
    assert lock_of(copy) == lock_of(staff)
    assert_settled()


def test_a_translation_that_is_an_alias_follows_its_source(home):
    article = create_article(create_theme(home))
    english = translate(article, as_alias=True)
    restriction = restrict_page(article, create_audience())
    assert restriction in lock_of(english).restrictions.all()


def test_a_published_source_keeps_its_alias_where_it_is(home):
    source = create_article(create_theme(home), publish=True)
    copy = alias(source, create_theme(home, audiences=(create_audience(),)))
    before = lock_of(copy)
    source.title = "Anders"
    source.save_revision().publish()
    assert Page.objects.get(pk=copy.pk).title == "Anders"
    assert lock_of(copy) == before
    assert_settled()
