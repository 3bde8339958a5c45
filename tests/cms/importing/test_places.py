"""Where a folder comes in."""

from pathlib import Path

import pytest
from wagtail.models import Page

from cms.importing.places import NoPlaceError
from cms.pages.models import ArticlePage, HomePage, ThemePage, TopicPage
from tests.cms.importing.wiki import WIKI, bring_in, counts
from tests.factories.pages import create_article, create_home, create_theme, locale

pytestmark = pytest.mark.django_db


def test_a_page_that_is_there_keeps_its_text_and_title(tmp_path: Path) -> None:
    theme = create_theme(create_home(), "Kennisbank", summary="Van ons")

    report = bring_in(tmp_path, WIKI)

    theme.refresh_from_db()
    article = ArticlePage.objects.get(source_path="index.md")
    assert counts(report) == {"created": 3}
    assert (theme.title, theme.summary, list(theme.body)) == ("Kennisbank", "Van ons", [])
    assert (article.title, article.get_parent().pk) == ("Personeelswiki", theme.pk)
    assert counts(bring_in(tmp_path)) == {"unchanged": 3}


def test_an_empty_page_that_is_there_takes_the_folders_text(tmp_path: Path) -> None:
    theme = create_theme(create_home(), "Kennisbank")

    bring_in(tmp_path, WIKI)

    theme.refresh_from_db()
    assert (theme.title, theme.source_path, len(theme.body)) == ("Kennisbank", "index.md", 1)


def test_siblings_of_one_name_get_addresses_of_their_own(tmp_path: Path) -> None:
    create_article(create_theme(create_home(), "Kennisbank"), "Verlof")

    bring_in(tmp_path, {"1-verlof.md": "# A", "2-verlof.md": "# B", "verlof/index.md": "# C"})

    imported = Page.objects.filter(title__in="ABC").order_by("title")
    assert list(imported.values_list("title", "slug")) == [("A", "verlof-2"), ("B", "verlof-3"), ("C", "verlof-4")]


def test_another_language_has_its_own_pages_of_the_same_files(tmp_path: Path) -> None:
    home = create_home()
    home.copy_for_translation(locale("en"))

    bring_in(tmp_path, WIKI)
    report = bring_in(tmp_path, language="en", under="/en/wiki/")

    pages = ArticlePage.objects.filter(source_path="verlof/ouders.md").order_by("pk")
    assert counts(report) == {"created": 3}
    assert [page.locale.language_code for page in pages] == ["nl", "en"]


def test_an_empty_site_gets_its_home_pages(tmp_path: Path) -> None:
    report = bring_in(tmp_path, WIKI, language="en", under="/wiki/")

    homes = HomePage.objects.order_by("pk")
    assert counts(report) == {"created": 3}
    assert [(home.locale.language_code, home.live) for home in homes] == [("nl", True), ("en", True)]
    assert ThemePage.objects.get().get_parent().pk == homes[1].pk


def test_the_root_may_be_a_topic_that_is_made(tmp_path: Path) -> None:
    create_theme(create_home(), "Werk")

    bring_in(tmp_path, {"a.md": "# A"}, under="/werk/oude-wiki/")

    topic = TopicPage.objects.get()
    assert (topic.title, topic.live, ArticlePage.objects.get().get_parent().pk) == ("Oude wiki", True, topic.pk)


@pytest.mark.parametrize("under", ["/weg/wiki/", "/", "/en/wiki/", "/werk/stuk/"])
def test_there_must_be_a_place_to_import_below(tmp_path: Path, under: str) -> None:
    create_article(create_theme(create_home(), "Werk"), "Stuk")
    before = Page.objects.count()

    with pytest.raises(NoPlaceError):
        bring_in(tmp_path, WIKI, under=under)

    assert Page.objects.count() == before
