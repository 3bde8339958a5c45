"""What stands on every page, the site's settings and the menus, is told as one row, to whoever sees what changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from cms.access.policy import lock_of
from cms.access.readers import reader_for
from cms.changes.actions import number_changes
from cms.changes.feed import read_on
from cms.changes.models import SITEWIDE, Change, ChangeKind, Clock
from cms.changes.places import Opened, Place
from cms.pages.models import HomePage, SiteSettings, ThemePage
from cms.people.models import User
from cms.reading.actions import prepare_pages
from tests.cms.changes.conftest import Commits
from tests.factories.access import create_collection, restrict_page
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme, create_topic, translate
from tests.factories.people import create_user

# The kind, the language, and the lock by which what changed is seen.
Told = list[tuple[str, str, int | None]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(logged: Callable[..., Any]) -> Callable[[Callable[[], Any]], Told]:
    """What the log says of the site and its menus after doing something."""
    columns = ("kind", "language", "shown_lock_id")
    return lambda act: sorted(logged(act).filter(kind__in=SITEWIDE).values_list(*columns))


@pytest.fixture
def themes(commits: Commits) -> tuple[ThemePage, ThemePage]:
    """Two of one site."""
    with commits():
        home = create_home()
        return create_theme(home, "Werk"), create_theme(home, "Wonen")


def menu(page: Any, language: str = "nl") -> tuple[str, str, int | None]:
    return ("navigation", language, lock_id(page))


def lock_id(thing: Any) -> int:
    lock = lock_of(thing)
    assert lock
    return lock.pk


def publish(page: Any, **values: Any) -> None:
    latest = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(latest, name, value)
    latest.save_revision().publish()


def test_what_the_site_says_is_told_to_everybody(told: Any) -> None:
    site = SiteSettings(name="Binnen")
    everybody = [("site", "", None)]
    assert told(site.save) == everybody
    text = site.footer_texts.model(site=site, language="nl", text="Van ons allemaal")
    link = site.footer_links.model(site=site, language="nl", label="Privacy", address="/privacy/")
    assert told(text.save) == everybody
    assert told(link.save) == everybody
    assert told(link.delete) == everybody
    german = Locale.objects.get(language_code="de")
    assert told(german.delete) == everybody
    assert told(Locale(language_code="de").save) == everybody


def test_all_that_one_form_saves_of_the_site_is_told_once(commits: Commits, told: Any) -> None:
    with commits():
        site = SiteSettings.objects.create(name="Binnen")
    site.footer_texts.add(site.footer_texts.model(language="nl", text="Van ons allemaal"))
    site.footer_texts.add(site.footer_texts.model(language="en", text="Ours"))
    assert told(site.save) == [("site", "", None)]


def test_the_logo_is_told_to_who_may_see_it(commits: Commits, told: Any) -> None:
    with commits():
        logo, beside = create_image(), create_image(collection=create_collection("Kluis", audiences=["partners"]))
        SiteSettings.objects.create(logo=logo)
    logo.description = "Het wapen"
    beside.description = "Iets anders"
    assert told(logo.save) == [("site", "", lock_id(logo))]
    assert told(beside.save) == []


def test_a_page_in_the_menu_that_is_other_comes_or_goes_is_told(commits: Commits, told: Any, themes: Any) -> None:
    theme, _beside = themes
    assert told(partial(publish, theme, title="Anders")) == [menu(theme)]
    assert told(partial(publish, theme, slug="elders")) == [menu(theme)]
    assert told(partial(publish, theme, show_in_menus=False)) == [menu(theme)]
    assert told(partial(publish, theme, title="Weer anders")) == []
    assert told(partial(create_topic, theme, "Verlof")) == [menu(theme)]
    topic = theme.get_children().get().specific
    assert told(topic.unpublish) == [menu(theme)]
    assert told(partial(publish, topic)) == [menu(theme)]
    assert told(lambda: type(topic).objects.get(pk=topic.pk).delete()) == [menu(theme)]


def test_what_no_menu_shows_is_not_told(commits: Commits, told: Any, themes: Any) -> None:
    theme, _beside = themes
    with commits():
        article = create_article(theme)
    assert told(partial(publish, article, title="Anders", slug="elders")) == []
    assert told(lambda: prepare_pages([theme.pk])) == []
    assert told(partial(publish, article, show_in_menus=True)) == [menu(article)]
    assert told(partial(publish, article, show_in_menus=False)) == [menu(article)]
    assert told(article.delete) == []


def test_the_order_of_the_menu_is_told(told: Any, themes: Any) -> None:
    first, last = themes
    assert told(lambda: ThemePage.objects.get(pk=last.pk).move(first, pos="left")) == sorted([menu(first), menu(last)])


def test_the_title_of_the_home_page_is_told(told: Any, themes: Any) -> None:
    home = HomePage.objects.get()
    assert told(partial(publish, home, title="Binnen")) == [menu(home)]
    assert told(partial(publish, home, summary="Van ons")) == []


def test_a_menu_is_told_of_in_its_own_language(commits: Commits, told: Any, themes: Any) -> None:
    theme, _beside = themes
    with commits():
        english = translate(theme)
    assert told(partial(publish, english, title="Work")) == [menu(english, "en")]


def test_who_cannot_see_a_page_of_the_menu_is_told_when_it_closes_and_never_again(
    commits: Commits, told: Any, themes: Any
) -> None:
    theme, _beside = themes
    reader = create_user()
    with commits():
        topic = create_topic(theme)
    before = lock_id(topic)
    place = place_of(reader)
    assert told(lambda: restrict_page(topic, "partners")) == sorted([menu(topic), ("navigation", "nl", before)])
    reading = read_on(reader_for(reader), place, first=10)
    assert [(each.kind, each.language) for each in reading.news] == [("page", "nl"), ("navigation", "nl")]
    place = place_of(reader)
    assert told(partial(publish, topic, title="Geheim")) == [menu(topic)]
    reading = read_on(reader_for(reader), place, first=10)
    assert (reading.news, reading.is_complete, reading.has_more) == ([], True, False)


def test_of_two_menus_each_is_told_once_and_the_site_whatever_the_language(
    commits: Commits, told: Any, themes: Any
) -> None:
    first, last = themes
    reader = create_user()
    with commits():
        english = translate(first)
    place = place_of(reader)
    for page, title in ((first, "Een"), (last, "Twee"), (english, "One"), (first, "Drie")):
        told(partial(publish, page, title=title))
    told(SiteSettings(name="Binnen").save)
    found = read_on(reader_for(reader), place, first=100, kinds=[*SITEWIDE])
    assert [(each.kind, each.language) for each in found.news] == [
        ("navigation", "en"), ("navigation", "nl"), ("site", ""),
    ]  # fmt: skip
    found = read_on(reader_for(reader), place, first=100, languages=["en"])
    assert [each.kind for each in found.news] == [ChangeKind.NAVIGATION, ChangeKind.PAGE, ChangeKind.SITE]


def place_of(user: User) -> Place:
    """Where a reader is who has read everything."""
    number_changes()
    return Place.of(Opened.to(reader_for(user)), Clock.read().tick)


def test_the_rights_of_written_pages_are_asked_once(commits: Commits, themes: Any) -> None:
    with commits():
        articles = [create_article(themes[0]) for _number in range(3)]
    for article in articles:
        type(article).objects.filter(pk=article.pk).update(summary="Waar het over gaat")
    with CaptureQueriesContext(connection) as captured:
        prepare_pages([article.pk for article in articles])
    assert len([each for each in captured if 'FROM "access_visibility"' in each["sql"]]) == 1
    assert Change.objects.waiting().filter(kind=ChangeKind.PAGE, what="updated").count() == 3
