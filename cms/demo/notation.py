"""How the files write a body: a list of blocks, named as in `cms.pages.blocks`, with Markdown for their text.

A link is `[its words](page:key)` or `[its words](document:key)`; what keys stand for is found in `Places`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cms.demo.content import Block

# What Wagtail's editor calls the tags of Markdown.
EDITOR_TAGS = {"strong": "b", "em": "i"}


@dataclass(frozen=True, slots=True)
class Places:
    """The ids of what a body may refer to, by kind and the key that the files use."""

    page: dict[str, int] = field(default_factory=dict)
    document: dict[str, int] = field(default_factory=dict)
    image: dict[str, int] = field(default_factory=dict)
    person: dict[str, int] = field(default_factory=dict)

    def id_of(self, kind: str, key: str) -> int:
        """The id of a thing; raises KeyError, naming it, where the files made a slip."""
        found: dict[str, int] = getattr(self, kind)
        if key not in found:
            raise KeyError(f"The demo has no {kind} called “{key}”.")
        return found[key]


def lasting_id(*names: object) -> UUID:
    """An id that is the same at every load, for what must be known again: a page, a block, an item of a list."""
    return uuid5(NAMESPACE_URL, "/".join(["plein:demo", *map(str, names)]))


def stored_blocks(blocks: Sequence[Block], *, key: str, places: Places) -> list[dict[str, Any]]:
    """The body as StreamField stores it. `key` is the page's: its blocks have the same ids in every language."""
    return [_stored_block(block, (key, number), places) for number, block in enumerate(blocks)]


def _stored_block(block: Block, name: tuple[object, ...], places: Places) -> dict[str, Any]:
    kind = next(kind for kind in WRITERS if kind in block)
    value = WRITERS[kind](block, places)
    if isinstance(value, list):
        value = [
            {"type": "item", "value": item, "id": str(lasting_id(*name, number))} for number, item in enumerate(value)
        ]
    return {"type": kind, "value": value, "id": str(lasting_id(*name))}


def rich_text(markdown: str, places: Places) -> str:
    """Markdown as Wagtail stores rich text, its internal links by id."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(markdown.strip())
    for token in _every(tokens):
        token.tag = EDITOR_TAGS.get(token.tag, token.tag)
        if token.type == "link_open":
            token.attrs = _link_attributes(str(token.attrs["href"]), places)
        elif token.type == "softbreak":
            token.type, token.content = "text", " "
    return parser.renderer.render(tokens, parser.options, {}).replace("\n", "")


def _every(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from token.children or []


def _link_attributes(target: str, places: Places) -> dict[str, str | int | float]:
    kind, _colon, key = target.partition(":")
    if kind not in ("page", "document"):
        return {"href": target}
    key, _hash, anchor = key.partition("#")
    attributes: dict[str, str | int | float] = {"linktype": kind, "id": str(places.id_of(kind, key))}
    return attributes | ({"data-anchor": anchor} if anchor else {})


def _table(block: Block, places: Places) -> dict[str, Any]:
    rows = [[str(cell) for cell in row] for row in block["table"]]
    return {
        "data": rows,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": block.get("caption", ""),
    }


def _callout(block: Block, places: Places) -> dict[str, str]:
    return {"tone": block.get("tone", "info"), "text": rich_text(block["callout"], places)}


def _steps(block: Block, places: Places) -> list[dict[str, str]]:
    steps: Mapping[str, str] = block["steps"]
    return [{"title": title, "text": rich_text(text or "", places)} for title, text in steps.items()]


def _faq(block: Block, places: Places) -> list[dict[str, str]]:
    questions: Mapping[str, str] = block["faq"]
    return [{"question": question, "answer": rich_text(answer, places)} for question, answer in questions.items()]


WRITERS: dict[str, Callable[[Block, Places], Any]] = {
    "heading": lambda block, places: {"text": block["heading"], "level": str(block.get("level", 2))},
    "image": lambda block, places: {
        "image": places.id_of("image", block["image"]),
        "caption": block.get("caption", ""),
    },
    "quote": lambda block, places: {"text": block["quote"], "attribution": block.get("attribution", "")},
    "table": _table,
    "code": lambda block, places: {"language": block.get("language", ""), "code": block["code"].rstrip()},
    "callout": _callout,
    "steps": _steps,
    "faq": _faq,
    "document": lambda block, places: places.id_of("document", block["document"]),
    "page_link": lambda block, places: places.id_of("page", block["page_link"]),
    "contact": lambda block, places: {
        "person": places.id_of("person", block["contact"]),
        "text": block.get("for", ""),
    },
    "text": lambda block, places: rich_text(block["text"], places),
}
