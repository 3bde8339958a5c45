"""Reads the links out of a prepared body."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from cms.care.models.links import LinkKind
from cms.pages.texts import plain

ANY_LINK = re.compile(r'<a href="(?P<href>[^"]+)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
PLACE = re.compile(r"plein:(?P<kind>page|document):(?P<pk>\d+)(?::[\w-]+)?(?:#(?P<anchor>.*))?")
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Found:
    """One link: to a page or document by its id, or to a web address."""

    kind: str
    text: str
    target_id: int | None = None
    anchor: str = ""
    url: str = ""


def links_in(blocks: Iterable[dict[str, Any]]) -> Iterator[Found]:
    """The links of a body's prepared blocks, in order: those in texts, and blocks that are one."""
    for block in blocks:
        for kind in (LinkKind.PAGE, LinkKind.DOCUMENT):
            if isinstance(block.get(kind.value), int):
                yield Found(kind, text="", target_id=block[kind.value])
        for part in [block, *block.get("steps", []), *block.get("questions", [])]:
            for match in ANY_LINK.finditer(part.get("html") or ""):
                yield from _found(unescape(match["href"]), plain(match["text"])[:LONGEST])


def _found(href: str, text: str) -> Iterator[Found]:
    place = PLACE.fullmatch(href)
    if place:
        anchor = (place["anchor"] or "")[:LONGEST]
        yield Found(place["kind"], text, target_id=int(place["pk"]), anchor=anchor)
    elif href.lower().startswith(("http://", "https://")):
        yield Found(LinkKind.WEB, text, url=href)


def anchors_in(blocks: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What a link to a heading of these blocks can end in."""
    for block in blocks:
        if block.get("anchor"):
            yield block["anchor"][:LONGEST]
