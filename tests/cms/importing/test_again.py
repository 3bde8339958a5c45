"""A folder brought in again, as a draft, or only to see."""

from pathlib import Path

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.archive.models import LibraryDocument
from cms.media.models import Image
from cms.pages.models import ArticlePage, ThemePage
from cms.tags.models import Tag
from tests.cms.importing.wiki import WIKI, bring_in, counts, texts
from tests.factories.pages import create_home
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


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
