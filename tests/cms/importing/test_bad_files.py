"""What is wrong with one file stops no other."""

import re
from pathlib import Path
from typing import Any

import pytest

from cms.archive.models import LibraryDocument
from cms.media.models import Image
from cms.pages.models import ArticlePage
from tests.cms.importing.wiki import bring_in, counts, texts
from tests.factories.pages import create_home

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>'


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


def test_a_file_beyond_the_limit_stays_outside_and_the_limit_is_told(tmp_path: Path, settings: Any) -> None:
    create_home()
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2048

    report = bring_in(tmp_path, {"c.md": "[lijst](lijst.txt)\n", "lijst.txt": b"x" * 4096})

    assert not LibraryDocument.objects.exists()
    [told] = [str(finding) for finding in report.findings if "lijst.txt" in str(finding)]
    assert re.search(r"\(4.0\xa0KB\).* 2.0\xa0KB [^']*$", told), told


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


@pytest.mark.parametrize("path", ["stuk.md", "index.md"])
def test_a_text_nobody_can_read_is_told_and_the_others_come_in(tmp_path: Path, path: str) -> None:
    create_home()

    report = bring_in(tmp_path, {path: "<div>" * 5000 + "diep", "heel.md": "# Heel"})

    assert [(finding.file, str(finding.severity)) for finding in report.findings] == [(path, "error")]
    assert ArticlePage.objects.get().title == "Heel"


def test_a_failed_page_takes_no_tag_along_that_others_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_home()
    real_save = ArticlePage.save_revision

    def failing_save(page: ArticlePage, *args: Any, **fields: Any) -> Any:
        if page.title == "A":
            raise RuntimeError("schijf vol")
        return real_save(page, *args, **fields)

    monkeypatch.setattr(ArticlePage, "save_revision", failing_save)

    bring_in(tmp_path, {name: f"---\ntags: [nieuw]\n---\n# {name[0].upper()}" for name in ("a.md", "b.md")})

    assert [tag.slug for tag in ArticlePage.objects.get(title="B").tags.all()] == ["nieuw"]
