"""A folder brought in, from the files to what a reader could see."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.archive.models import LibraryDocument
from cms.importing.actions import ImportOrder, import_articles
from cms.importing.links import OldSite
from cms.importing.places import NoPlaceError
from cms.importing.reports import Report
from cms.media.models import Image
from cms.pages.models import ArticlePage, ContentPage, HomePage, ThemePage, TopicPage
from cms.tags.models import Tag
from tests.factories.media import picture_file
from tests.factories.pages import create_article, create_home, create_theme, locale
from tests.factories.people import create_user
from tests.factories.sources import write_files

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>'
WIKI: dict[str, str | bytes] = {
    "index.md": "# Personeelswiki\n\nBegin bij [verlof](verlof/).\n",
    "verlof/index.md": "# Verlof\n\n[Ouders](ouders.md#uren) en [formulier](formulier.txt).\n",
    "verlof/ouders.md": "---\ntags: [CAO]\ndate: 2024-05-06\n---\n# Ouderschap\n\n## Uren\n\n![Kat](kat.png)\n",
    "verlof/formulier.txt": b"Naam:",
    "verlof/kat.png": picture_file().read(),
}


def bring_in(folder: Path, files: dict[str, str | bytes] | None = None, **fields: Any) -> Report:
    """Import these files in Dutch below /kennisbank/."""
    write_files(folder, files or {})
    return import_articles(ImportOrder(**{"folder": folder, "language": "nl", "under": "/kennisbank/", **fields}))


def counts(report: Report) -> dict[str, int]:
    return {str(name): number for name, number in report.counts.items() if number}


def texts(page: ContentPage) -> list[tuple[str, Any]]:
    """A page's blocks as they are stored."""
    return [(block["type"], block["value"]) for block in type(page).objects.get(pk=page.pk).body.raw_data]


def test_a_folder_becomes_a_theme_with_topics_and_articles(tmp_path: Path) -> None:
    create_home()

    report = bring_in(tmp_path, WIKI)

    theme, topic, article = ThemePage.objects.get(), TopicPage.objects.get(), ArticlePage.objects.get()
    assert counts(report) == {"created": 3}
    assert report.findings == []
    assert [(page.title, page.url_path, page.live) for page in (theme, topic, article)] == [
        ("Personeelswiki", "/plein/kennisbank/", True),
        ("Verlof", "/plein/kennisbank/verlof/", True),
        ("Ouderschap", "/plein/kennisbank/verlof/ouders/", True),
    ]
    assert [page.source_path for page in (theme, topic, article)] == [
        "index.md", "verlof/index.md", "verlof/ouders.md",
    ]  # fmt: skip
    assert str(article.first_published_at) == "2024-05-05 22:00:00+00:00"
    assert [tag.slug for tag in article.tags.all()] == ["cao"]


def test_links_lead_to_pages_that_come_later_and_files_are_kept(tmp_path: Path) -> None:
    create_home()

    bring_in(tmp_path, WIKI)

    theme, topic, article = ThemePage.objects.get(), TopicPage.objects.get(), ArticlePage.objects.get()
    image, document = Image.objects.get(), LibraryDocument.objects.get()
    assert texts(theme) == [("text", f'<p>Begin bij <a linktype="page" id="{topic.pk}">verlof</a>.</p>')]
    assert texts(topic) == [
        (
            "text",
            f'<p><a linktype="page" id="{article.pk}" data-anchor="uren">Ouders</a> en '
            f'<a linktype="document" id="{document.pk}">formulier</a>.</p>',
        )
    ]
    assert texts(article)[1] == ("image", {"image": image.pk, "caption": ""})
    assert (image.description, image.collection, document.title, document.language) == (
        "Kat", theme.collection, "formulier", "nl",
    )  # fmt: skip
    assert document.collection == theme.collection


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    create_home()
    bring_in(tmp_path, WIKI)
    before = list(Page.objects.order_by("pk").values())

    report = bring_in(tmp_path)

    assert counts(report) == {"unchanged": 3}
    assert list(Page.objects.order_by("pk").values()) == before
    assert (Image.objects.count(), LibraryDocument.objects.count(), Redirect.objects.count()) == (1, 1, 2)


def test_only_what_changed_is_written_anew(tmp_path: Path) -> None:
    create_home()
    bring_in(tmp_path, WIKI)
    theme = ThemePage.objects.get()

    report = bring_in(tmp_path, {"verlof/ouders.md": "# Ouderschapsverlof\n\nNieuw.\n"})

    article = ArticlePage.objects.get()
    assert counts(report) == {"updated": 2, "unchanged": 1}
    assert (article.title, article.slug, texts(article)) == (
        "Ouderschapsverlof", "ouders", [("text", "<p>Nieuw.</p>")],
    )  # fmt: skip
    assert ThemePage.objects.get().last_published_at == theme.last_published_at
    assert [str(finding) for finding in report.findings] == [
        "verlof/index.md:3: fault: “verlof/ouders.md” has no heading “#uren”: the link leads to the page's top"
    ]


def test_what_vanished_is_listed_and_stays(tmp_path: Path) -> None:
    create_home()
    bring_in(tmp_path, WIKI)
    (tmp_path / "verlof/ouders.md").unlink()

    report = bring_in(tmp_path)

    assert report.vanished == ["verlof/ouders.md"]
    assert ArticlePage.objects.get().live


def test_a_page_that_was_edited_here_is_left_and_told(tmp_path: Path) -> None:
    create_home()
    bring_in(tmp_path, WIKI)
    article = ArticlePage.objects.get()
    article.title = "Door ons verbeterd"
    article.save_revision(user=create_user()).publish()

    report = bring_in(tmp_path, {"verlof/ouders.md": "# Anders\n\n## Uren\n"})

    assert counts(report) == {"left": 1, "unchanged": 2}
    assert ArticlePage.objects.get().title == "Door ons verbeterd"
    assert [str(finding) for finding in report.findings] == [
        "verlof/ouders.md: fault: changed in the folder, but edited here since it came in: left as it is"
    ]


def test_an_edited_page_is_written_over_when_asked(tmp_path: Path) -> None:
    create_home()
    bring_in(tmp_path, WIKI)
    ArticlePage.objects.get().save_revision(user=create_user()).publish()

    report = bring_in(tmp_path, {"verlof/ouders.md": "# Anders\n\n## Uren\n"}, overwrites_edits=True)

    assert counts(report) == {"updated": 1, "unchanged": 2}
    assert ArticlePage.objects.get().title == "Anders"


def test_a_withdrawn_page_stays_withdrawn(tmp_path: Path) -> None:
    create_home()
    bring_in(tmp_path, WIKI)
    ArticlePage.objects.get().unpublish()

    bring_in(tmp_path, {"verlof/ouders.md": "# Anders\n\n## Uren\n"})

    article = ArticlePage.objects.get()
    assert (article.live, article.get_latest_revision_as_object().title) == (False, "Anders")


def test_drafts_are_not_published(tmp_path: Path) -> None:
    create_home()

    bring_in(tmp_path, {"a.md": "---\ndraft: true\n---\n# A\n\ntekst", "b.md": "# B"})

    pages = {page.title: page for page in ArticlePage.objects.all()}
    assert (pages["A"].live, pages["B"].live) == (False, True)
    assert texts(pages["A"]) == [("text", "<p>tekst</p>")]


def test_an_import_of_drafts_publishes_nothing(tmp_path: Path) -> None:
    create_home()

    bring_in(tmp_path, WIKI, is_draft=True)

    assert list(Page.objects.filter(depth__gt=2).values_list("live", flat=True)) == [False, False, False]


def test_a_rehearsal_reports_the_same_and_writes_nothing(tmp_path: Path) -> None:
    create_home()
    before = list(Page.objects.values())

    report = bring_in(
        tmp_path, {**WIKI, "stuk.md": "[x](weg.md)\n\n![x](stuk.png)", "stuk.png": b"stuk"}, is_rehearsal=True
    )

    assert counts(report) == {"created": 4}
    assert [str(finding) for finding in sorted(report.findings)] == [
        "stuk.md:1: fault: the link to “weg.md” leads nowhere: its words stayed",
        "stuk.md:3: fault: “stuk.png” was left out: it cannot be read as a picture",
    ]
    assert list(Page.objects.values()) == before
    assert not Image.objects.exists()
    assert not Tag.objects.exists()
    assert not Redirect.objects.exists()


def test_bad_files_stop_nothing(tmp_path: Path) -> None:
    create_home()
    files: dict[str, str | bytes] = {
        "a.md": "---\ntitle: [\n---\n# A\n",
        "b.md": "caf\xe9".encode("latin-1"),
        "c.md": "![x](stuk.png) ![y](kwaad.svg) ![z](goed.svg)\n",
        "d.md": "# D",
        "stuk.png": b"geen plaatje",
        "kwaad.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "goed.svg": SVG,
    }

    report = bring_in(tmp_path, files)

    assert counts(report) == {"created": 5}
    assert [str(finding) for finding in sorted(report.findings)] == [
        "a.md:3: fault: front matter is not valid YAML: the text came in without it",
        "b.md:1: fault: not UTF-8: the text was read as Windows-1252, check its accents",
        "c.md:1: fault: “kwaad.svg” was left out: it holds a script",
        "c.md:1: fault: “stuk.png” was left out: it cannot be read as a picture",
    ]
    assert [image.title for image in Image.objects.all()] == ["Goed"]
    assert texts(ArticlePage.objects.get(source_path="c.md")) == [
        ("image", {"image": Image.objects.get().pk, "caption": ""})
    ]


def test_a_file_that_fails_is_told_and_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_home()
    real_save = ArticlePage.save_revision

    def failing_save(page: ArticlePage, *args: Any, **fields: Any) -> Any:
        if page.title == "Stuk":
            raise RuntimeError("schijf vol")
        return real_save(page, *args, **fields)

    monkeypatch.setattr(ArticlePage, "save_revision", failing_save)

    report = bring_in(tmp_path, {"heel.md": "# Heel", "stuk.md": "# Stuk\n\ntekst"})

    assert counts(report) == {"created": 2, "failed": 1}
    assert [str(finding) for finding in report.findings] == [
        "stuk.md: error: did not come in: RuntimeError: schijf vol"
    ]
    assert (ArticlePage.objects.get(title="Stuk").live, ArticlePage.objects.get(title="Heel").live) == (False, True)

    monkeypatch.undo()
    assert counts(bring_in(tmp_path)) == {"updated": 1, "unchanged": 2}
    assert ArticlePage.objects.get(title="Stuk").live


def test_old_addresses_lead_to_the_pages(tmp_path: Path) -> None:
    create_home()

    bring_in(
        tmp_path,
        {"docs/1-verlof.md": "# V", "blog/2026/03/06-feest.md": "# F"},
        old_site=OldSite(mounts={"docs": "/handboek"}),
    )

    pages = {page.source_path: page for page in ArticlePage.objects.all()}
    redirects = dict(Redirect.objects.values_list("old_path", "redirect_page_id"))
    assert redirects["/handboek/verlof"] == pages["docs/1-verlof.md"].pk
    assert redirects["/handboek/1-verlof"] == pages["docs/1-verlof.md"].pk
    assert redirects["/blog/2026/03/06/feest"] == pages["blog/2026/03/06-feest.md"].pk
    assert pages["blog/2026/03/06-feest.md"].slug == "feest"


def test_an_address_that_is_redirected_already_stays_so(tmp_path: Path) -> None:
    home = create_home()
    elsewhere = create_theme(home, "Elders")
    site = home.get_site()
    Redirect.objects.create(old_path="/a", site=site, redirect_page=elsewhere)

    report = bring_in(tmp_path, {"a.md": "# A"})

    assert Redirect.objects.get(old_path="/a").redirect_page_id == elsewhere.pk
    assert [str(finding) for finding in report.findings] == [
        "a.md: fault: /a is redirected elsewhere already, and stays so"
    ]


def test_authors_own_their_page_or_are_named_on_it(tmp_path: Path) -> None:
    create_home()
    eva = create_user("Eva de Vries", email="eva@stad.example")
    authors = "eva:\n  name: E. de Vries\n  email: EVA@stad.example\njan:\n  name: Jan Smit\n"

    bring_in(tmp_path, {"a.md": "---\nauthors: [eva, jan]\n---\n# A\n", "blog/authors.yml": authors})

    page = ArticlePage.objects.get(source_path="a.md")
    assert page.owner == eva
    assert texts(page)[-1][0] == "text"
    assert "Jan Smit" in texts(page)[-1][1]
    assert "Vries" not in texts(page)[-1][1]


def test_tags_are_those_of_the_organisation(tmp_path: Path) -> None:
    create_home()
    known = Tag.objects.create(slug="it", name="Informatietechnologie")

    bring_in(tmp_path, {"a.md": "---\ntags: [it, open-data]\n---\n# A", "tags.yml": "open-data:\n  label: Open data\n"})

    page = ArticlePage.objects.get()
    assert sorted(page.tags.values_list("slug", "name")) == [
        ("it", "Informatietechnologie"),
        ("open-data", "Open data"),
    ]
    assert page.tags.get(slug="it") == known


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
