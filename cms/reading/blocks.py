"""How each block of a body is prepared: from Wagtail's stored value to what the API's block type says.

Prepared from the stored value, not from Wagtail's objects, so that no block costs a query.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import escape
from django.utils.text import slugify
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from cms.reading.html import References, prepare_html, references_in, written_in

Value = Any
Prepared = dict[str, Any]


def prepare_blocks(raw: Iterable[dict[str, Any]], language: str) -> list[Prepared]:
    """Prepare a body's stored blocks (`{"type", "value", "id"}`), in order; a type no longer known is left out."""
    anchors: set[str] = set()
    blocks = []
    for stored in raw:
        prepare = PREPARERS.get(stored["type"])
        if prepare is None:
            continue
        block = {"id": stored.get("id") or "", "type": stored["type"], **prepare(stored["value"])}
        for part in _parts_with_html(block):
            part["html"] = written_in(language, part["html"])
        if block["type"] == "heading":
            block["anchor"] = _unused_anchor(block["text"], anchors)
        blocks.append(block)
    return blocks


def references_of(blocks: Iterable[Prepared]) -> References:
    """Everything that prepared blocks refer to: ids by kind (page, document, image, person), each once."""
    found = references_in(part["html"] for block in blocks for part in _parts_with_html(block))
    for block in blocks:
        for kind in ("page", "document", "image", "person"):
            pk = block.get(kind)
            if isinstance(pk, int) and pk not in found.setdefault(kind, []):
                found[kind].append(pk)
    return {kind: ids for kind, ids in found.items() if ids}


def _parts_with_html(block: Prepared) -> list[Prepared]:
    parts = [block, *block.get("steps", []), *block.get("questions", [])]
    return [part for part in parts if "html" in part]


def _unused_anchor(text: str, taken: set[str]) -> str:
    plain = slugify(text) or "section"
    anchor, number = plain, 1
    while anchor in taken:
        number += 1
        anchor = f"{plain}-{number}"
    taken.add(anchor)
    return anchor


def _heading(value: Value) -> Prepared:
    return {"text": value["text"], "level": int(value["level"])}


def _text(value: Value) -> Prepared:
    return {"html": prepare_html(value)}


def _image(value: Value) -> Prepared:
    return {"image": value["image"], "caption": value.get("caption") or ""}


def _quote(value: Value) -> Prepared:
    return {"text": value["text"], "attribution": value.get("attribution") or ""}


def _table(value: Value) -> Prepared:
    rows = [[cell or "" for cell in row] for row in (value or {}).get("data") or []]
    has_header = bool(value and value.get("first_row_is_table_header")) and bool(rows)
    return {
        "caption": (value or {}).get("table_caption") or "",
        "header": rows[0] if has_header else [],
        "rows": rows[1:] if has_header else rows,
    }


def _code(value: Value) -> Prepared:
    return {"language": value.get("language") or "", "code": value["code"]}


def _callout(value: Value) -> Prepared:
    return {"tone": value["tone"], "html": prepare_html(value["text"])}


def _steps(value: Value) -> Prepared:
    return {"steps": [{"title": step["title"], "html": prepare_html(step.get("text") or "")} for step in _items(value)]}


def _faq(value: Value) -> Prepared:
    return {
        "questions": [{"question": item["question"], "html": prepare_html(item["answer"])} for item in _items(value)]
    }


def _items(value: Value) -> list[dict[str, Any]]:
    """A list block's items, stored bare or, since Wagtail 2.16, each as `{"type": "item", "value": …}`."""
    return [item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in value or []]


def _contact(value: Value) -> Prepared:
    return {"person": value["person"], "text": value.get("text") or ""}


def _embed(value: Value) -> Prepared:
    # Only what the provider said when the editor saved it: reading must never wait for somebody else's server.
    known = Embed.objects.filter(hash=get_embed_hash(value)).first()
    link = f'<a href="{escape(value)}">{escape(known.title if known and known.title else value)}</a>'
    return {"url": value, "html": link}


PREPARERS: dict[str, Callable[[Value], Prepared]] = {
    "heading": _heading,
    "text": _text,
    "image": _image,
    "quote": _quote,
    "table": _table,
    "code": _code,
    "callout": _callout,
    "steps": _steps,
    "faq": _faq,
    "document": lambda value: {"document": value},
    "page_link": lambda value: {"page": value},
    "contact": _contact,
    "embed": _embed,
}
