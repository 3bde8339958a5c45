"""What an editor should look at before publishing a page: functions over its words and stored blocks, and nothing else.

Readers with a screen reader, a small screen or little time are who these are for.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.pages.texts import plain

Stored = dict[str, Any]

LONGEST_TITLE = 80
TITLE_LEVEL = 1
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
# What says nothing to somebody who hears the links of a page one after another; in the languages of the site.
VAGUE = frozenset({
    "klik hier", "hier", "lees meer", "lees verder", "meer", "meer informatie", "link", "deze link", "deze pagina",
    "click here", "here", "read more", "more", "this link", "this page",
    "cliquez ici", "ici", "lire la suite", "en savoir plus", "plus", "ce lien", "cette page",
    "hier klicken", "klicken sie hier", "klick hier", "weiterlesen", "mehr", "mehr erfahren", "dieser link",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `code` names the check; `block_id` the block it is in, whose `place` counts from 1; both
    are empty for what is about the page itself. `detail` is the words it is about."""

    code: str
    detail: str = ""
    block_id: str = ""
    place: int = 0

    @property
    def message(self) -> str | Promise:
        """What to tell the editor."""
        return MESSAGES[self.code]


MESSAGES: dict[str, str | Promise] = {
    "title": _("The title is longer than 80 characters: lists and search cut it off."),
    "summary": _("There is no summary: lists and search show none."),
    "alt": _("The image has no description: who cannot see it misses it."),
    "headings": _("The heading skips a level: choose one that is at most one lower than the heading before it."),
    "empty_heading": _("The heading is empty."),
    "empty_link": _("A link has no words."),
    "link_text": _("The words of the link do not say where it leads."),
    "table_header": _("The table has no header row or column: it is hard to follow when read aloud."),
}


def findings_in(
    *, title: str, summary: str, image: int | None, blocks: Iterable[Stored], described: Collection[int]
) -> list[Finding]:
    """What to look at in a page: first about the page, then block by block.

    `blocks` are stored blocks (`{"type", "value", "id"}`); `described` holds the ids of images with a description.
    """
    found = []
    if len(title) > LONGEST_TITLE:
        found.append(Finding("title"))
    if not summary.strip():
        found.append(Finding("summary"))
    if image is not None and image not in described:
        found.append(Finding("alt"))
    level = TITLE_LEVEL
    for place, block in enumerate(blocks, start=1):
        codes = list(_in_block(block, described))
        if block["type"] == "heading" and block["value"]:
            codes += _in_heading(block["value"], level)
            level = int(block["value"]["level"])
        found += [Finding(code, detail, block_id=block.get("id") or "", place=place) for code, detail in codes]
    return found


def images_in(blocks: Iterable[Stored]) -> set[int]:
    """The ids of the images that stored blocks show."""
    shown = (block["value"]["image"] for block in blocks if block["type"] == "image" and block["value"])
    return {pk for pk in shown if pk}


Code = tuple[str, str]


def _in_heading(value: Stored, level: int) -> Iterator[Code]:
    text = (value.get("text") or "").strip()
    if not text:
        yield "empty_heading", ""
    elif int(value["level"]) > level + 1:
        yield "headings", text


def _in_block(block: Stored, described: Collection[int]) -> Iterator[Code]:
    value = block["value"]
    if not value:
        return
    if block["type"] == "image" and value["image"] and value["image"] not in described:
        yield "alt", value.get("caption") or ""
    if block["type"] == "table" and not (value.get("first_row_is_table_header") or value.get("first_col_is_header")):
        yield "table_header", value.get("table_caption") or ""
    for html in _html_of(block):
        yield from _in_links(html)


def _in_links(html: str) -> Iterator[Code]:
    for match in LINK.finditer(html):
        words = plain(match[1])
        if not words:
            yield "empty_link", ""
        elif words.lower().strip(" .…!:>»") in VAGUE:
            yield "link_text", words


def _html_of(block: Stored) -> Iterator[str]:
    value = block["value"]
    if block["type"] == "text":
        yield value
    elif block["type"] == "callout":
        yield value.get("text") or ""
    elif block["type"] in ("steps", "faq"):
        for item in value:
            entry = item["value"] if item.get("type") == "item" else item
            yield entry.get("text") or entry.get("answer") or ""
