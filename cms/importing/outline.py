"""The tree of topics and articles that a folder of Markdown makes, before any text of it is understood."""

import json
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml
from django.utils.translation import gettext as _

from cms.importing.front_matter import FrontMatter, split
from cms.importing.reports import Report
from cms.importing.routes import INDEX_NAMES, own_routes, without_number

MARKDOWN_ENDINGS = (".md", ".mdx", ".markdown")
CATEGORY_NAMES = ("_category_.json", "_category_.yml", "_category_.yaml")
NO_POSITION = math.inf
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000]")
"""Characters that no text needs and PostgreSQL refuses, and the one that the reading of MDX uses for itself."""
LEADING_NUMBER = re.compile(r"^(\d+)\s*[-_.]")


@dataclass(eq=False)
class Entry:
    """A page to be: a folder or a file of the source, with its place among the others."""

    path: str
    """Relative to the imported folder, without extension: "leave/parents"; "" for the folder itself."""
    is_topic: bool
    parent: "Entry | None" = None
    file: str = ""
    """The file with its text, relative to the imported folder; "" for a folder without one."""
    label: str = ""
    """What a category file calls it; "" when the text's own title counts."""
    position: float = NO_POSITION
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    text: str = ""
    children: list["Entry"] = field(default_factory=list)

    @property
    def source_path(self) -> str:
        """What the page remembers of where it came from; a folder without a text of its own ends in a slash."""
        return self.file or f"{self.path}/"

    @property
    def name(self) -> str:
        """The last part of the path, without a number that only orders it."""
        return without_number(self.path.rsplit("/", 1)[-1])

    @property
    def routes(self) -> list[str]:
        """The addresses it had, without slashes around them; the main one first."""
        return own_routes(self.path, self.front_matter.slug) if self.path else []

    def walk(self) -> Iterator["Entry"]:
        """This entry and all below it, parents before children, siblings in their order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """A folder as it was found: the tree of its pages, and every file by its path relative to the folder."""

    folder: Path
    root: Entry
    files: frozenset[str]

    def entries(self) -> list[Entry]:
        """All pages to be, parents before children; the first is the folder itself."""
        return list(self.root.walk())


def outline_of(folder: Path, report: Report) -> Outline:
    """Read a folder's files and their front matter; what cannot be read is reported and passed over."""
    files = frozenset(_files_in(folder))
    root = _entry_of_folder(folder, PurePosixPath("."), sorted(files), report)
    return Outline(folder=folder, root=root, files=files)


def _files_in(folder: Path) -> Iterator[str]:
    """Every file below, hidden ones and links out of the folder apart: those would bring in what was not asked for."""
    home = folder.resolve()
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            path = Path(place) / name
            if not name.startswith(".") and path.resolve().is_relative_to(home):
                yield path.relative_to(folder).as_posix()


def _entry_of_folder(folder: Path, place: PurePosixPath, files: list[str], report: Report) -> Entry:
    path = "" if str(place) == "." else str(place)
    here = [PurePosixPath(file) for file in files if PurePosixPath(file).parent == place]
    texts = [file for file in here if _is_page(file)]
    index = _index_among(texts, place.name)
    entry = Entry(path=path, is_topic=True, label="", file=str(index) if index else "")
    _read_text(entry, folder, report)
    _read_category(entry, folder, here, report)
    for file in texts:
        if str(file) != entry.file:
            child = Entry(path=str(file.with_suffix("")), is_topic=False, file=str(file))
            _read_text(child, folder, report)
            _adopt(entry, child)
    prefix = f"{path}/" if path else ""
    names = {
        file[len(prefix) :].split("/")[0] for file in files if file.startswith(prefix) and "/" in file[len(prefix) :]
    }
    for name in sorted(names):
        below = [file for file in files if file.startswith(f"{prefix}{name}/")]
        if any(_is_page(PurePosixPath(file)) for file in below):
            _adopt(entry, _entry_of_folder(folder, place / name, below, report))
    entry.children.sort(key=_order)
    return entry


def _adopt(parent: Entry, child: Entry) -> None:
    child.parent = parent
    parent.children.append(child)


def _is_page(file: PurePosixPath) -> bool:
    """Whether a file is a page of its own: names with an underscore are parts of others, by every wiki's habit."""
    is_part = any(part.startswith("_") for part in file.parts)
    return file.suffix.lower() in MARKDOWN_ENDINGS and not is_part


def _index_among(texts: list[PurePosixPath], folder_name: str) -> PurePosixPath | None:
    names = [*INDEX_NAMES, folder_name.lower()] if folder_name else INDEX_NAMES
    for name in names:
        for file in texts:
            if file.stem.lower() == name:
                return file
    return None


def _order(entry: Entry) -> tuple[float, float, str]:
    number = LEADING_NUMBER.match(entry.path.rsplit("/", 1)[-1])
    return entry.position, float(number[1]) if number else NO_POSITION, entry.path.lower()


def _read_text(entry: Entry, folder: Path, report: Report) -> None:
    """Fill an entry from its file. One that is not UTF-8 is read as the older Western encoding, and told."""
    if not entry.file:
        return
    remarks = report.remarks_on(entry.file)
    try:
        raw = (folder / entry.file).read_bytes()
    except OSError as error:
        remarks.error(_("the file cannot be read: %(reason)s") % {"reason": error.strerror})
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        remarks.fault(_("not UTF-8: the text was read as Windows-1252, check its accents"), line)
        text = raw.decode("cp1252", errors="replace")
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    entry.front_matter, entry.text = split(text, remarks)
    if entry.front_matter.position is not None:
        entry.position = entry.front_matter.position


def _read_category(entry: Entry, folder: Path, here: list[PurePosixPath], report: Report) -> None:
    """Let a Docusaurus category file name and place its folder."""
    for file in here:
        if file.name not in CATEGORY_NAMES:
            continue
        try:
            source = (folder / file).read_text(encoding="utf-8")
            fields = json.loads(source) if file.suffix == ".json" else yaml.safe_load(source)
        except (ValueError, yaml.YAMLError, OSError):
            report.remarks_on(str(file)).fault(_("the category file cannot be read"))
            continue
        if isinstance(fields, dict):
            entry.label = str(fields.get("label") or "").strip()
            position = fields.get("position")
            if isinstance(position, int | float):
                entry.position = float(position)
            _use_linked_text(entry, fields.get("link"), folder, here, report)


def _use_linked_text(entry: Entry, link: object, folder: Path, here: list[PurePosixPath], report: Report) -> None:
    """A category's link may describe the folder, or name the page that is its text."""
    if not isinstance(link, dict) or entry.file:
        return
    wanted = str(link.get("id") or "").rsplit("/", 1)[-1]
    file = next((file for file in here if _is_page(file) and file.stem == wanted), None)
    if file is not None:
        entry.file = str(file)
        _read_text(entry, folder, report)
    elif link.get("description"):
        entry.front_matter = FrontMatter(title=str(link.get("title") or ""), summary=str(link["description"]))
