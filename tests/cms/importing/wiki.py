"""A small wiki, and how the tests bring one in."""

from pathlib import Path
from typing import Any

from cms.importing.actions import ImportOrder, import_articles
from cms.importing.reports import Report
from cms.pages.models import ContentPage
from tests.factories.media import picture_file
from tests.factories.sources import write_files

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
