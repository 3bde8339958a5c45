"""Where links lead."""

from pathlib import Path

import pytest

from cms.importing.links import OldSite, Signposts, Target, ToFile, ToNothing, ToPage, ToWeb
from cms.importing.outline import outline_of
from cms.importing.reports import Report
from tests.factories.sources import write_files

FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Docs",
    "docs/verlof/index.md": "# Verlof",
    "docs/verlof/02-ouders.md": "# Ouders",
    "docs/verlof/Bijzonder verlof.md": "# Bijzonder",
    "docs/verlof/formulier.pdf": b"%PDF",
    "blog/2026/03/06-feest.md": "# Feest",
    "static/img/kop.png": b"png",
}


def lead(folder: Path, href: str, *, origin: str = "docs/verlof/index.md", old_site: OldSite | None = None) -> Target:
    outline = outline_of(write_files(folder, FILES), Report())
    entry = next(entry for entry in outline.entries() if entry.source_path == origin)
    return Signposts(outline, old_site).lead(href, entry)


def shown(target: Target) -> str:
    """A target in few letters."""
    if isinstance(target, ToPage):
        return target.entry.source_path + (f"#{target.anchor}" if target.anchor else "")
    return target.path if isinstance(target, ToFile) else type(target).__name__


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("02-ouders.md", "docs/verlof/02-ouders.md"),
        ("./02-ouders", "docs/verlof/02-ouders.md"),
        ("ouders/", "docs/verlof/02-ouders.md"),
        ("Bijzonder%20verlof.md#Aanvragen%3F", "docs/verlof/Bijzonder verlof.md#Aanvragen?"),
        ("../", "docs/index.md"),
        ("../index.md", "docs/index.md"),
        ("..", "docs/index.md"),
        ("../verlof", "docs/verlof/index.md"),
        ("../verlof/index.html#top", "docs/verlof/index.md#top"),
        ("#kop", "docs/verlof/index.md#kop"),
        ("formulier.pdf", "docs/verlof/formulier.pdf"),
        ("/docs/verlof/02-ouders", "docs/verlof/02-ouders.md"),
        ("/blog/2026/03/06/feest", "blog/2026/03/06-feest.md"),
        ("/img/kop.png", "static/img/kop.png"),
        ("/kennisbank/verlof/ouders", "docs/verlof/02-ouders.md"),
        ("https://elders.example/x", "ToWeb"),
        ("//elders.example/x", "ToWeb"),
        ("mailto:p@stad.example", "ToWeb"),
        ("javascript:alert(1)", "ToNothing"),
        ("file:///etc/passwd", "ToNothing"),
        ("../../../../etc/passwd", "ToNothing"),
        ("weg.md", "ToNothing"),
        ("/weg", "ToNothing"),
        ("#", "ToNothing"),
        ("", "ToNothing"),
        ("http://[kapot", "ToNothing"),
    ],
)
def test_a_link_leads_where_its_writer_meant(tmp_path: Path, href: str, expected: str) -> None:
    assert shown(lead(tmp_path, href)) == expected


def test_a_mount_tells_where_a_folder_stood(tmp_path: Path) -> None:
    old_site = OldSite(mounts={"docs": "/hulp/boek"})

    assert shown(lead(tmp_path, "/hulp/boek/verlof/ouders", old_site=old_site)) == "docs/verlof/02-ouders.md"
    assert old_site.route("docs") == "hulp/boek"
    assert old_site.route("documenten/a") == "documenten/a"


def test_links_to_the_old_site_itself_become_links_to_pages(tmp_path: Path) -> None:
    old_site = OldSite("https://wiki.stad.example", {"docs": "boek"})

    assert shown(lead(tmp_path, "https://wiki.stad.example/boek/verlof#kop", old_site=old_site)) == (
        "docs/verlof/index.md#kop"
    )
    assert lead(tmp_path, "/forum/12", old_site=old_site) == ToWeb("https://wiki.stad.example/forum/12")
    assert lead(tmp_path, "forum", old_site=old_site) == ToNothing("forum")
