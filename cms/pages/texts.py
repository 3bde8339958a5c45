"""What a body says, as plain text: for search, which reads words and no markup.

Read from the stored blocks, not from Wagtail's objects, so that no block costs a query.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags

Stored = dict[str, Any]

# Without a space, the last word of one paragraph and the first of the next would become one.
BLOCK_END = re.compile(r"</(?:p|li|ul|ol|h\d|div)>|<(?:br|hr)\s*/?>")
SPACES = re.compile(r"\s+")


def headings_of(blocks: Iterable[Stored]) -> str:
    """The headings of a body's stored blocks (`{"type", "value"}`), one a line, in their order."""
    return "\n".join(block["value"]["text"] for block in blocks if block["type"] == "heading")


def text_of(blocks: Iterable[Stored]) -> str:
    """All words of a body's stored blocks in their order, each part on a line, a table on one; headings are not among
    them."""
    return "\n".join(filter(None, (_words_of(block) for block in blocks)))


def _words_of(block: Stored) -> str:
    parts = (SPACES.sub(" ", part).strip() for part in _parts_of(block))
    return (" " if block["type"] == "table" else "\n").join(filter(None, parts))


def plain(html: str) -> str:
    """Rich text without its markup, on one line."""
    return SPACES.sub(" ", unescape(strip_tags(BLOCK_END.sub(r"\g<0> ", html)))).strip()


def _parts_of(block: Stored) -> Iterable[str]:
    parts = PARTS.get(block["type"])
    return parts(block["value"]) if parts and block["value"] else ()


def _callout(value: Stored) -> list[str]:
    return [plain(value["text"])]


def _caption(value: Stored) -> list[str]:
    return [value.get("caption", "")]


def _quote(value: Stored) -> list[str]:
    return [value["text"], value.get("attribution", "")]


def _table(value: Stored) -> Iterator[str]:
    yield value.get("table_caption") or ""
    for row in value.get("data") or []:
        for cell in row:
            yield plain(str(cell or ""))


def _steps(value: list[Stored]) -> Iterator[str]:
    for step in _items(value):
        yield step["title"]
        yield plain(step.get("text") or "")


def _faq(value: list[Stored]) -> Iterator[str]:
    for question in _items(value):
        yield question["question"]
        yield plain(question["answer"])


def _items(value: list[Stored]) -> Iterator[Stored]:
    """The entries of a list block: Wagtail stores each with a type and an id around it, and once stored them bare."""
    for item in value:
        yield item["value"] if item.get("type") == "item" else item


PARTS: dict[str, Callable[[Any], Iterable[str]]] = {
    "text": lambda value: [plain(value)],
    "image": _caption,
    "quote": _quote,
    "table": _table,
    "code": lambda value: [value["code"]],
    "callout": _callout,
    "steps": _steps,
    "faq": _faq,
    "contact": lambda value: [value.get("text", "")],
}
