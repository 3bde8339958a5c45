"""Who may see a thing is chosen by a verb: logged, for all languages, and never against oneself."""

import pytest
from django.utils import translation
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, PageLogEntry

from cms.access.actions import LockedOutError, choose_audiences, lift_restriction
from cms.access.models import Lock, Restriction
from cms.access.policy import lock_of, may_open
from cms.access.readers import reader_for
from tests.cms.access.oracle import assert_settled
from tests.factories.access import create_audience, create_collection, restrict_page, standard
from tests.factories.pages import alias, create_article, create_home, create_theme, create_topic, translate
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db


def audiences_of(page):
    restriction = Restriction.objects.filter(kind="page", key=page.rights_key).first()
    return set(restriction.audiences.all()) if restriction else set()


def copy_of(page, parent, slug):
    CopyPageAction(page, to=Page.objects.get(pk=parent.pk), recursive=True, update_attrs={"slug": slug}).execute()
    return Page.objects.get(slug=slug).specific


def test_chosen_audiences_alone_pass(home):
    person = create_user()
    mine = create_audience(people=[person])
    article = create_article(create_theme(home))
    choose_audiences(article, [mine], by=person)
    assert audiences_of(article) == {mine}
    assert may_open(reader_for(person), article)
    assert not may_open(reader_for(create_user()), article)


def test_choosing_is_in_the_pages_history(home):
    person = create_superuser()
    article = create_article(create_theme(home))
    choose_audiences(article, [create_audience("Wijkteams")], by=person)
    entry = PageLogEntry.objects.get(page=article.pk, action="access.choose_audiences")
    assert entry.user == person
    assert entry.data == {"before": [], "after": ["Wijkteams"]}
    with translation.override("en"):
        assert str(entry.message) == "Who may see this: Wijkteams (before: -)"


def test_choosing_the_same_again_changes_and_logs_nothing(home):
    person, audience = create_superuser(), create_audience()
    article = create_article(create_theme(home))
    choose_audiences(article, [audience], by=person)
    choose_audiences(article, [audience], by=person)
    assert PageLogEntry.objects.filter(action="access.choose_audiences").count() == 1


def test_choosing_none_leaves_what_is_inherited(home):
    theme = create_theme(home)
    article = create_article(theme)
    restrict_page(article, create_audience())
    choose_audiences(article, [], by=create_superuser())
    assert audiences_of(article) == set()
    assert lock_of(article) == lock_of(theme)


def test_nobody_can_lock_themselves_out(home):
    article = create_article(create_theme(home))
    before = lock_of(article)
    with pytest.raises(LockedOutError):
        choose_audiences(article, [standard("partners")], by=create_user())
    assert lock_of(article) == before
    assert audiences_of(article) == set()
    assert not PageLogEntry.objects.filter(action="access.choose_audiences").exists()


def test_nobody_can_leave_a_page_without_anybody(home):
    before = lock_of(home)
    with pytest.raises(LockedOutError):
        choose_audiences(home, [], by=create_superuser())
    assert lock_of(home) == before


def test_a_collection_is_chosen_for_alike(db):
    person, partner = create_user(), create_partner()
    collection = create_collection(audiences=("staff", "partners"))
    choose_audiences(collection, [standard("staff")], by=person)
    assert may_open(reader_for(person), collection)
    assert not may_open(reader_for(partner), collection)
    with pytest.raises(LockedOutError):
        choose_audiences(collection, [standard("partners")], by=person)


def test_rights_chosen_for_the_first_page_are_its_copys_too(home):
    theme = create_theme(home)
    article, audience = create_article(theme), create_audience()
    copy = copy_of(article, theme, "copy")
    choose_audiences(article, [audience], by=create_superuser())
    assert copy.rights_key == article.rights_key
    assert lock_of(copy) == lock_of(article)


def test_a_copy_whose_rights_are_chosen_gets_rights_of_its_own_in_all_its_languages(home):
    theme, first, second = create_theme(home), create_audience(), create_audience()
    article = create_article(theme)
    restrict_page(article, first)
    copy = copy_of(article, theme, "copy")
    english, elsewhere = translate(copy), alias(copy, theme)
    choose_audiences(copy, [second], by=create_superuser())
    copies = [page.specific for page in Page.objects.filter(pk__in=[copy.pk, english.pk, elsewhere.pk])]
    assert len({page.rights_key for page in copies}) == 1
    assert copies[0].rights_key != article.rights_key
    assert audiences_of(copies[0]) == {second}
    assert audiences_of(article) == {first}
    assert_settled()


def test_a_copied_subtree_shares_the_rights_of_each_page_it_was_copied_from(home):
    theme = create_theme(home)
    topic = create_topic(theme)
    article = create_article(topic)
    copy = copy_of(topic, theme, "copy")
    assert copy.rights_key == topic.rights_key
    assert copy.get_children().get().specific.rights_key == article.rights_key


def test_a_copy_of_which_the_first_page_is_gone_is_the_first_page(home):
    theme = create_theme(home)
    article = create_article(theme)
    copy = copy_of(article, theme, "copy")
    article.delete()
    choose_audiences(copy, [create_audience()], by=create_superuser())
    assert Page.objects.get(pk=copy.pk).specific.rights_key == copy.rights_key


def test_an_old_revision_does_not_bring_old_rights_back(home):
    theme = create_theme(home)
    article = create_article(theme, publish=True)
    copy = copy_of(article, theme, "copy")
    old = copy.save_revision()
    choose_audiences(copy, [create_audience()], by=create_superuser())
    key = Page.objects.get(pk=copy.pk).specific.rights_key
    old.as_object().save_revision().publish()
    assert Page.objects.get(pk=copy.pk).specific.rights_key == key
    assert_settled()


def test_a_lifted_restriction_leaves_no_lock_that_opens_too_wide(home):
    article = create_article(create_theme(home))
    restriction = restrict_page(article, create_audience())
    lock = lock_of(article)
    lift_restriction(restriction)
    assert not Lock.objects.filter(pk=lock.pk).exists()
    assert_settled()


def test_an_audience_that_is_deleted_lets_nobody_pass_rather_than_everybody(home):
    person = create_user()
    audience = create_audience(people=[person])
    article = create_article(create_theme(home))
    restrict_page(article, audience)
    audience.delete()
    assert not may_open(reader_for(person), article)


def test_a_home_page_starts_with_whoever_belongs_to_the_organisation(db):
    home = create_home(audiences=("staff", "partners"))
    assert audiences_of(home) == {standard("staff"), standard("partners")}
