"""Folders of Markdown as a city would bring them, and readings of single texts."""

from pathlib import Path

from cms.importing.binding import settle_anchors
from cms.importing.links import OldSite, Signposts
from cms.importing.manuscripts import Manuscript, manuscript_of
from cms.importing.outline import outline_of
from cms.importing.readings import Block
from cms.importing.reports import Report


def write_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Put these files in a folder, by their path in it; gives the folder."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read_folder(
    folder: Path, files: dict[str, str | bytes], *, old_site: OldSite | None = None
) -> tuple[dict[str, Manuscript], Report]:
    """What an import understands of these files, by source path, and what it has to tell."""
    report = Report()
    outline = outline_of(write_files(folder, files), report)
    signposts = Signposts(outline, old_site)
    manuscripts = {
        entry.source_path: manuscript_of(entry, signposts, report, language="en") for entry in outline.entries()
    }
    settle_anchors(manuscripts, report)
    return manuscripts, report


def read_text(folder: Path, text: str, *, name: str = "page.md") -> tuple[list[Block], list[str]]:
    """The blocks of one text, and what there is to tell about it as "line: severity: message"."""
    manuscripts, report = read_folder(folder, {name: text})
    told = [f"{finding.line}: {finding.severity}: {finding.message}" for finding in sorted(report.findings)]
    return manuscripts[name].blocks, told
