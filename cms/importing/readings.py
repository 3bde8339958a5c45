"""What is known and noticed while one file's text is read: the notepad that all its readers share."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cms.importing.links import Signposts
from cms.importing.outline import Entry
from cms.importing.reports import Remarks

PLACEHOLDER = "@"
"""Stands before a source path wherever the number of a page, picture or document will come."""

TITLE = -1
"""Stands for the page's title where headings of its body are counted from 0."""

Block = tuple[str, Any]
"""A block of a body: its name and its raw value, with placeholders for what is not in the database yet."""


@dataclass(frozen=True)
class PageLink:
    """A link to a place on a page, kept to be checked once that page's headings are known."""

    line: int
    source_path: str
    anchor: str


@dataclass
class FileUse:
    """A file of the folder that a text shows or links to."""

    path: str
    title: str
    line: int
    is_picture: bool


@dataclass
class Reading:
    """One text being read. What its readers find beside blocks is gathered here."""

    entry: Entry
    signposts: Signposts
    remarks: Remarks
    language: str
    """The language of the page, for the few words that an import adds to it."""
    anchors: dict[str, int | None] = field(default_factory=dict)
    """The anchors that links may name, and which heading of the body each stands for (None for none of them)."""
    links: list[PageLink] = field(default_factory=list)
    files: dict[tuple[str, bool], FileUse] = field(default_factory=dict)
    _slugs: Counter[str] = field(default_factory=Counter)

    def use(self, path: str, title: str, line: int, *, is_picture: bool) -> str:
        """Note a use of a file; gives the placeholder of what it becomes."""
        self.files.setdefault((path, is_picture), FileUse(path, title, line, is_picture))
        return PLACEHOLDER + path

    def name_heading(self, text: str, explicit: str, number: int) -> None:
        """Note a heading under the anchors by which other sites' software would know it."""
        slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        count = self._slugs[slug]
        self._slugs[slug] += 1
        for name in (f"{slug}-{count}" if count else slug, explicit):
            if name and self.anchors.get(name) is None:
                self.anchors[name] = number
