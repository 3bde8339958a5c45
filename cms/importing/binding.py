"""Placeholders filled in: a manuscript's blocks as a page stores them."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape, unescape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from cms.importing.manuscripts import Manuscript, letters_of
from cms.importing.readings import PLACEHOLDER, Block
from cms.importing.reports import Report

LINK = re.compile(r"<a (?P<attributes>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
PLACE = re.compile(rf'id="{PLACEHOLDER}(?P<path>[^"]*)"')
ANCHOR = re.compile(r'(?P<kind>data-anchor|href)="(?P<hash>#?)(?P<name>[^"]*)"')

Find = Callable[[str, str], int | None]
"""Answers the id of a thing by its kind (page, document, image) and its path in the folder; None for none."""


def settle_anchors(manuscripts: Mapping[str, Manuscript], report: Report) -> None:
    """Turn the anchors that links name into those that the headings have here, and tell which lead nowhere.

    Done once all texts are read, because a link may point into a text that comes later.
    """
    for manuscript in manuscripts.values():
        remarks = report.remarks_on(manuscript.source_path)
        for link in manuscript.links:
            target = manuscripts.get(link.source_path)
            words = {"path": link.source_path, "anchor": link.anchor}
            if target is None or _known_anchor(target, link.anchor) is None:
                told = _("“%(path)s” has no heading “#%(anchor)s”: the link leads to the page's top") % words
                remarks.fault(told, link.line)
            elif _anchor_on(target, link.anchor) is None:
                told = _("“#%(anchor)s” on “%(path)s” is no heading: the link leads to the page's top") % words
                remarks.dropped(told, link.line)
        manuscript.blocks = [
            _with_html(block, partial(_anchored, here=manuscript, manuscripts=manuscripts))
            for block in manuscript.blocks
        ]


def _known_anchor(target: Manuscript, anchor: str) -> str | None:
    """The name under which a page knows an anchor. Every wiki spells headings its own way: letters and digits count."""
    if anchor in target.anchors:
        return anchor
    return target.anchors_by_letters.get(letters_of(anchor))


def _anchor_on(target: Manuscript | None, anchor: str) -> str | None:
    """The anchor that a page here has for one of the source; None where there is none."""
    known = _known_anchor(target, anchor) if target else None
    return target.anchors[known] if target and known is not None else None


def _anchored(html: str, here: Manuscript, manuscripts: Mapping[str, Manuscript]) -> str:
    def settle(match: re.Match[str]) -> str:
        attributes = match["attributes"]
        place = PLACE.search(attributes)
        anchor = ANCHOR.search(attributes)
        if anchor is None or not (place or anchor["hash"]):
            return match.group()
        target = manuscripts.get(unescape(place["path"])) if place else here
        name = _anchor_on(target, unescape(anchor["name"])) or ""
        if not place:
            return f'<a href="#{escape(name)}">{match["words"]}</a>' if name else match["words"]
        kept = f'data-anchor="{escape(name)}"' if name else ""
        return f"<a {ANCHOR.sub(lambda _match: kept, attributes).strip()}>{match['words']}</a>"

    return LINK.sub(settle, html)


def digest_of(manuscript: Manuscript, file_digests: Mapping[str, str]) -> str:
    """What tells whether a page must be written anew: everything it will say, and the bytes of its files."""
    said = [
        manuscript.title, manuscript.summary, manuscript.image, manuscript.blocks, manuscript.tags,
        [(author.key, author.name, author.email) for author in manuscript.authors],
        manuscript.date.isoformat() if manuscript.date else "", manuscript.is_draft,
        sorted((use.path, file_digests[use.path]) for use in manuscript.files),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def bound_body(manuscript: Manuscript, find: Find) -> list[dict[str, Any]]:
    """The body as the StreamField stores it. A block whose file is not there is left out; it has been told.

    Blocks that say the same keep their id from one import to the next, so that their translations stay with them.
    """
    body: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for block in manuscript.blocks:
        bound = _bound(block, find)
        if bound is None:
            continue
        said = json.dumps(block, ensure_ascii=False)
        seen[said] = seen.get(said, 0) + 1
        own_id = uuid5(NAMESPACE_URL, f"{manuscript.source_path} {seen[said]} {said}")
        body.append({"type": bound[0], "value": bound[1], "id": str(own_id)})
    return body


def _bound(block: Block, find: Find) -> Block | None:
    name, value = block
    if name == "image":
        image = find("image", value["image"].removeprefix(PLACEHOLDER))
        return (name, {**value, "image": image}) if image else None
    if name == "document":
        document = find("document", value.removeprefix(PLACEHOLDER))
        return (name, document) if document else None
    return _with_html(block, lambda html: _linked(html, find))


def _linked(html: str, find: Find) -> str:
    def fill(match: re.Match[str]) -> str:
        place = PLACE.search(match["attributes"])
        if place is None:
            return match.group()
        kind = "document" if 'linktype="document"' in match["attributes"] else "page"
        number = find(kind, unescape(place["path"]))
        if number is None:
            return match["words"]
        attributes = PLACE.sub(f'id="{number}"', match["attributes"])
        return f"<a {attributes}>{match['words']}</a>"

    return LINK.sub(fill, html)


def _with_html(block: Block, change: Callable[[str], str]) -> Block:
    """The same block with its rich text changed."""
    name, value = block
    if name == "text":
        return name, change(value)
    if name == "callout":
        return name, {**value, "text": change(value["text"])}
    return block
