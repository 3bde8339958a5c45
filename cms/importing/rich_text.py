"""Rich text of the few marks that a page's text block allows, made from the elements of a rendered text."""

import re
from html import escape

import nh3
from bs4 import Comment, NavigableString, PageElement, Tag
from bs4.element import PreformattedString
from django.utils.translation import gettext as _

from cms.importing.elements import FIGURES, INLINE, LISTS, MARKS, PLAIN_MARKS, UNKEPT, classes_of, line_of, plain
from cms.importing.figures import PICTURE_ENDINGS, pieces_of_figure
from cms.importing.links import WEB_SCHEMES, Target, ToFile, ToPage, ToWeb
from cms.importing.readings import PLACEHOLDER, Block, PageLink, Reading

Piece = str | Block
"""A stretch of rich text, or a block that interrupts it."""

ANCHOR_MARK = re.compile(r"\s*\{#(?P<name>[\w:.-]+)\}")
_SANITISER = nh3.Cleaner(
    tags={"p", "br", "b", "i", "code", "s", "sup", "sub", "ol", "ul", "li", "a"},
    attributes={"a": {"href", "linktype", "id", "data-anchor"}},
    url_schemes=set(WEB_SCHEMES),
    link_rel=None,
)


def clean(html: str) -> str:
    """Rich text with nothing in it but what a text block allows, in the spelling that Wagtail's editor reads."""
    return _SANITISER.clean(html).replace("<br>", "<br/>")


def pieces_of(element: Tag, reading: Reading) -> list[Piece]:
    """The rich text within an element, with the blocks that cut through it."""
    pieces: list[Piece] = []
    for child in element.children:
        pieces += pieces_of_node(child, reading)
    return pieces


def pieces_of_node(node: PageElement, reading: Reading) -> list[Piece]:
    """The same of one node, its own mark included."""
    if isinstance(node, NavigableString):
        return [] if isinstance(node, PreformattedString | Comment) else [_text(str(node), reading)]
    if not isinstance(node, Tag):
        return []
    if node.name in MARKS:
        return wrapped(MARKS[node.name], pieces_of(node, reading))
    if node.name == "a":
        return _link(node, reading)
    if node.name == "br":
        return ["<br/>"]
    if node.name == "input":
        return ["☑" if node.has_attr("checked") else "☐"] if node.get("type") == "checkbox" else []
    if node.name in FIGURES:
        return pieces_of_figure(node, reading)
    if node.name in UNKEPT:
        reading.remarks.dropped(_("HTML element <%(name)s>") % {"name": node.name}, line_of(node))
        return []
    if node.name in PLAIN_MARKS:
        return pieces_of(node, reading)
    return [" ", *pieces_of(node, reading), " "]


def _text(text: str, reading: Reading) -> str:
    def forget(match: re.Match[str]) -> str:
        reading.anchors.setdefault(match["name"], None)
        return ""

    return escape(re.sub(r"\s+", " ", ANCHOR_MARK.sub(forget, text)), quote=False)


def wrapped(tag: str, pieces: list[Piece], attributes: str = "") -> list[Piece]:
    """Put a mark around each stretch of text, once, and leave out the blocks between them."""
    result: list[Piece] = []
    for piece in joined(pieces):
        if isinstance(piece, str) and piece.strip():
            inner = piece.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
            result.append(f"<{tag}{attributes}>{inner}</{tag}>")
        else:
            result.append(piece)
    return result


def joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring stretches of text as one."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        else:
            result.append(piece)
    return result


def _link(element: Tag, reading: Reading) -> list[Piece]:
    if "footnote-backref" in classes_of(element):
        return []
    pieces = pieces_of(element, reading)
    name = element.get("id") or element.get("name")
    if isinstance(name, str):
        reading.anchors.setdefault(name, None)
    if element.get("href") is None or element.find_parent(class_="footnote-ref"):
        return pieces
    href = str(element["href"])
    target = reading.signposts.lead(href, reading.entry)
    has_picture = any(not isinstance(piece, str) for piece in pieces)
    if has_picture and isinstance(target, ToFile) and target.path.lower().endswith(PICTURE_ENDINGS):
        return pieces  # because a picture that opens itself is what a reader's browser offers anyway
    attributes = attributes_of(target, plain(element), element, reading)
    if not attributes:
        told = _("the link to “%(href)s” leads nowhere: its words stayed") % {"href": href}
        reading.remarks.fault(told, line_of(element))
        return pieces
    if has_picture and not any(isinstance(piece, str) and piece.strip() for piece in pieces):
        image = element.find("img")
        label = str(image.get("alt") or "") if isinstance(image, Tag) else ""
        pieces.append(escape(label or href))
    return wrapped("a", pieces, attributes)


def attributes_of(target: Target, words: str, element: Tag, reading: Reading) -> str:
    """The attributes of a link in Wagtail's own notation; empty for a link to nothing."""
    if isinstance(target, ToWeb):
        return f' href="{escape(target.url)}"'
    if isinstance(target, ToFile):
        placeholder = reading.use(target.path, words, line_of(element), is_picture=False)
        return f' linktype="document" id="{escape(placeholder)}"'
    if isinstance(target, ToPage):
        path = target.entry.source_path
        if target.anchor:
            reading.links.append(PageLink(line_of(element), path, target.anchor))
        if target.entry is reading.entry:
            return f' href="#{escape(target.anchor)}"'
        anchor = f' data-anchor="{escape(target.anchor)}"' if target.anchor else ""
        return f' linktype="page" id="{escape(PLACEHOLDER + path)}"{anchor}'
    return ""


def list_html(element: Tag, reading: Reading) -> str:
    """A list, nested ones included, whose items hold nothing but text."""
    items = [child for child in element.children if isinstance(child, Tag)]
    return (
        f"<{element.name}>" + "".join(f"<li>{item_html(item, reading)}</li>" for item in items) + f"</{element.name}>"
    )


def item_html(item: Tag, reading: Reading) -> str:
    """What stands in a list item: its paragraphs with breaks between them, then the lists below it."""
    parts: list[str] = []
    run: list[Piece] = []
    nested = ""
    for child in item.children:
        if isinstance(child, Tag) and child.name in LISTS:
            nested += list_html(child, reading)
        elif isinstance(child, Tag) and child.name not in INLINE:
            parts += [
                text_of(run),
                item_html(child, reading) if child.name != "p" else text_of(pieces_of(child, reading)),
            ]
            run = []
        else:
            run += pieces_of_node(child, reading)
    parts.append(text_of(run))
    return "<br/>".join(part for part in parts if part) + nested


def text_of(pieces: list[Piece]) -> str:
    """The text among pieces, trimmed."""
    return "".join(piece for piece in pieces if isinstance(piece, str)).strip()
