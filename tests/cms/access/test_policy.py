"""The law: visible is published, and behind a lock that opens."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone
from wagtail.models import Collection, Page

from cms.access.models import Visibility
from cms.access.policy import lock_of, may_open, may_see, open_to, visible_ids, visible_to
from cms.access.readers import Reader, reader_for
from cms.archive.models import LibraryDocument
from cms.media.models import Image
from cms.pages.models import ArticlePage
from cms.people.models import Profile
from cms.reading.models import PageCard
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db


def test_visible_things_are_found_in_one_query_whatever_their_restrictions(home, django_assert_num_queries):
    reader = reader_for(create_user())
    for _each in range(3):
        create_article(create_theme(home, audiences=(create_audience(), create_audience())))
    create_article(create_theme(home))
    reader = reader_for(create_user())
    with django_assert_num_queries(1):
        assert len(visible_to(reader, Page.objects.filter(depth=4))) == 1


@pytest.mark.parametrize("who", ["visitor", "partner", "employee"])
def test_one_thing_and_many_are_judged_alike(home, who):
    user = {"visitor": AnonymousUser, "partner": create_partner, "employee": create_user}[who]()
    themes = [create_theme(home, audiences=(each,)) for each in ("everyone", "staff", "partners")]
    articles = [create_article(theme) for theme in themes]
    reader = reader_for(user)
    visible = visible_to(reader, ArticlePage.objects.all())
    assert [may_see(reader, each) for each in articles] == [each in visible for each in articles]
    assert visible_ids(reader, "page", [each.pk for each in articles]) == {
        each.pk for each in articles if may_see(reader, each)
    }


def test_a_draft_opens_in_the_admin_and_is_not_seen(home):
    article = create_article(create_theme(home), live=False)
    reader = reader_for(create_user())
    assert may_open(reader, article)
    assert not may_see(reader, article)
    assert article in open_to(reader, type(article).objects.all())
    assert article not in visible_to(reader, type(article).objects.all())


def test_an_expired_page_is_not_seen(home):
    theme = create_theme(home)
    over, going = timezone.now() - timedelta(seconds=1), timezone.now() + timedelta(hours=1)
    expired, current = create_article(theme, expire_at=over), create_article(theme, expire_at=going)
    reader = reader_for(create_user())
    assert not may_see(reader, expired)
    assert may_see(reader, current)


def test_documents_and_pictures_are_seen_as_their_collection(home):
    mine = create_collection(audiences=(create_audience(people=[person := create_user()]),))
    theirs = create_collection("Ander", audiences=("partners",))
    seen, hidden = create_document(collection=mine), create_document(collection=theirs)
    picture, hidden_picture = create_image(collection=mine), create_image(collection=theirs)
    reader = reader_for(person)
    assert set(visible_to(reader, LibraryDocument.objects.all())) == {seen}
    assert set(visible_to(reader, Image.objects.all())) == {picture}
    assert not may_see(reader, hidden)
    assert not may_see(reader, hidden_picture)


def test_a_collection_below_another_stands_behind_both(home):
    upper = create_collection(audiences=("staff",))
    lower = create_collection("Lager", parent=upper, audiences=(create_audience(people=[person := create_partner()]),))
    assert not may_see(reader_for(person), lower)
    Collection.objects.get(pk=lower.pk).move(Collection.get_first_root_node(), pos="sorted-child")
    assert may_see(reader_for(person), lower)


def test_people_are_seen_by_staff_while_they_are_active(home):
    colleague = create_user()
    assert colleague.profile in visible_to(reader_for(create_user()), Profile.objects.all())
    assert not may_see(reader_for(create_partner()), colleague.profile)
    colleague.is_active = False
    colleague.save()
    assert not may_see(reader_for(create_user()), colleague.profile)


def test_a_model_says_itself_how_it_is_seen(home, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not list(visible_to(Reader(None, frozenset({0})), PageCard.objects.all()))


def test_a_model_about_which_nobody_said_anything_is_refused(home):
    with pytest.raises(TypeError, match="Nobody said who may see a Group"):
        visible_to(reader_for(create_user()), Group.objects.all())


def test_a_thing_without_a_row_is_seen_by_nobody(home):
    article = create_article(create_theme(home))
    Visibility.objects.filter(kind="page", object_id=article.pk).delete()
    assert lock_of(article) is None
    for user in (AnonymousUser(), create_user(), create_superuser()):
        assert not may_see(reader_for(user), article)


def test_a_superuser_passes_what_is_closed_and_that_is_logged(home, caplog):
    caplog.set_level(logging.INFO, logger="cms.access.passed")
    person = create_superuser()
    theme, closed = create_theme(home), create_theme(home, audiences=(create_audience(),))
    assert may_see(reader_for(person), theme)
    assert caplog.messages == []
    assert may_see(reader_for(person), closed)
    assert caplog.messages == [f"Administrator {person.pk} passed the lock of pages.ThemePage {closed.pk}"]
