"""From a rendered text to the blocks of a page's body."""

import re
from collections.abc import Callable
from html import escape

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

from cms.importing.elements import FIGURES, FRAMES, HEADINGS, INLINE, LISTS, UNKEPT, classes_of, line_of, plain
from cms.importing.figures import caption_of, pieces_of_figure
from cms.importing.readings import TITLE, Block, Reading
from cms.importing.rich_text import (
    ANCHOR_MARK,
    Piece,
    clean,
    item_html,
    joined,
    list_html,
    pieces_of,
    pieces_of_node,
    wrapped,
)
from cms.importing.tables import blocks_of_table

HEADING_LENGTH = 255
LANGUAGE_LENGTH = 40
TONES = {
    **dict.fromkeys(("tip", "success", "hint"), "tip"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("danger", "error", "bug"), "danger"),
}
"""The kinds of callout that wikis know, as our tones; every other kind is information."""
UNLISTABLE = ("pre", "table", "blockquote", "aside", "details", "dl", "hr", *FIGURES)
"""What rich text cannot hold within a list."""
HIGHLIGHT = re.compile(r"^[ \t]*(?://|#|/\*|<!--|--)[ \t]*highlight-(?:next-line|start|end)\b.*\n?", re.MULTILINE)
"""Comments by which Docusaurus colours lines of code; they are no part of the example."""
ATTRIBUTION = re.compile(r"\n?\s*(?:—|–|--)\s*(?P<who>[^\n]{2,250})\Z")


def read_body(html: str, reading: Reading, title: str) -> tuple[str, list[Block]]:
    """The title and the blocks of a rendered text.

    `title` is the front matter's; without one the first level 1 heading is the title, "" when there is none either.
    """
    body = Body(reading, title)
    body.walk(BeautifulSoup(html, "html.parser"))
    return body.title, body.finished()


class Body:
    """Blocks in the making. Neighbouring paragraphs and lists share one text block, as an editor would write them."""

    def __init__(self, reading: Reading, title: str = "", *, is_part: bool = False) -> None:
        self.reading = reading
        self.title = title
        self.is_part = is_part
        self._blocks: list[Block] = []
        self._doors: dict[str, Callable[[Tag], None]] = {
            "p": self._paragraph,
            "pre": self._code,
            "table": self._table,
            "blockquote": self._quote,
            "aside": self._callout,
            "details": self._details,
            "figure": self._figure,
            "hr": self._divider,
            "dt": self._term,
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(LISTS, self._list),
        }

    def finished(self) -> list[Block]:
        """The blocks, their rich text passed through the sanitiser as a last gate."""
        return [(name, clean(value) if name == "text" else value) for name, value in self._blocks]

    def walk(self, element: Tag) -> None:
        """Take in everything within an element, in order."""
        run: list[Piece] = []
        for child in element.children:
            if self._is_inline(child):
                run += pieces_of_node(child, self.reading)
            elif isinstance(child, Tag):
                self._add_pieces(run)
                run = []
                self._take(child)
        self._add_pieces(run)

    def _is_inline(self, node: PageElement) -> bool:
        if isinstance(node, NavigableString):
            return True
        return isinstance(node, Tag) and node.name in INLINE and node.find([*self._doors, "div"]) is None

    def _take(self, element: Tag) -> None:
        door = self._doors.get(element.name)
        if {"markdown-alert", "admonition"} & set(classes_of(element)):
            self._callout(element)
        elif door is not None:
            door(element)
        elif element.name in UNKEPT:
            self._tell(element, _("HTML element <%(name)s>") % {"name": element.name})
        else:
            if element.name not in FRAMES and element.name not in INLINE:
                self._tell(element, _("HTML element <%(name)s>, its text stayed") % {"name": element.name})
            self.walk(element)

    def _tell(self, element: Tag, message: str) -> None:
        self.reading.remarks.dropped(message, line_of(element))

    def _add_text(self, html: str) -> None:
        if self._blocks and self._blocks[-1][0] == "text":
            self._blocks[-1] = ("text", (self._blocks[-1][1] + html).replace("</ul><ul>", ""))
        else:
            self._blocks.append(("text", html))

    def _add_pieces(self, pieces: list[Piece]) -> None:
        for piece in joined(pieces):
            if not isinstance(piece, str):
                self._blocks.append(piece)
            elif text := re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", piece):
                self._add_text(f"<p>{text}</p>")

    def _paragraph(self, element: Tag) -> None:
        if element.find(list(self._doors)):
            self.walk(element)
        else:
            self._add_pieces(pieces_of(element, self.reading))

    def _heading(self, element: Tag) -> None:
        text = plain(element)
        match = ANCHOR_MARK.search(text)
        text = ANCHOR_MARK.sub("", text)
        level = int(element.name[1])
        if not text:
            self._add_pieces(pieces_of(element, self.reading))
            return
        if self.is_part:
            self._add_pieces(wrapped("b", pieces_of(element, self.reading)))
            return
        is_title = level == 1 and self.title in ("", text)
        number = TITLE if is_title else sum(name == "heading" for name, _value in self._blocks)
        self.reading.name_heading(text, match["name"] if match else "", number)
        if is_title:
            self.title = text
        else:
            self._add_heading(element, text, level)
        self._keep_from_heading(element)

    def _add_heading(self, element: Tag, text: str, level: int) -> None:
        if len(text) > HEADING_LENGTH:
            self.reading.remarks.fault(_("a heading of more than 255 letters was cut"), line_of(element))
        heading = {"text": text[:HEADING_LENGTH], "level": str(min(max(level, 2), 4))}
        self._blocks.append(("heading", heading))

    def _keep_from_heading(self, element: Tag) -> None:
        """A heading holds words alone: its links and pictures follow below it."""
        kept: list[Piece] = [piece for piece in joined(pieces_of(element, self.reading)) if not isinstance(piece, str)]
        links = [node for node in element.find_all("a", href=True) if plain(node)]
        if links:
            self._tell(element, _("a link in a heading now stands below it"))
        for link in links:
            kept += [piece for piece in joined(pieces_of_node(link, self.reading)) if isinstance(piece, str)]
        for piece in kept:
            self._add_pieces([piece])

    def _list(self, element: Tag) -> None:
        if not element.find(UNLISTABLE):
            self._add_text(list_html(element, self.reading))
            return
        is_numbered = element.name == "ol"
        start = str(element.get("start") or "1")
        number = int(start) if start.isdigit() else 1
        if is_numbered:
            self._tell(element, _("a numbered list with more than text in it: its numbers became words"))
        for item in element.find_all(True, recursive=False):
            if is_numbered or item.find(UNLISTABLE):
                self._item(item, f"{number}. " if is_numbered else "")
            else:
                self._add_text(f"<ul><li>{item_html(item, self.reading)}</li></ul>")
            number += 1

    def _item(self, item: Tag, number: str) -> None:
        """A list item with blocks in it, as a passage of its own that begins with its number."""
        part = Body(self.reading, is_part=True)
        part.walk(item)
        blocks = part._blocks
        if number and blocks and blocks[0][0] == "text" and blocks[0][1].startswith("<p>"):
            blocks[0] = ("text", "<p>" + number + blocks[0][1].removeprefix("<p>"))
        elif number:
            self._add_text(f"<p>{number}</p>")
        self._add_blocks(blocks)

    def _add_blocks(self, blocks: list[Block]) -> None:
        for name, value in blocks:
            if name == "text":
                self._add_text(value)
            else:
                self._blocks.append((name, value))

    def _code(self, element: Tag) -> None:
        code = element.find("code")
        holder = code if isinstance(code, Tag) else element
        languages = [name for name in classes_of(holder) if name.startswith("language-")]
        language = languages[0].removeprefix("language-") if languages else ""
        if title := holder.get("data-title"):
            self._add_text(f"<p><code>{escape(str(title), quote=False)}</code></p>")
        text = HIGHLIGHT.sub("", holder.get_text()).strip("\n")
        if text.strip():
            self._blocks.append(("code", {"language": language[:LANGUAGE_LENGTH], "code": text}))

    def _table(self, element: Tag) -> None:
        self._blocks += blocks_of_table(element, self.reading)

    def _quote(self, element: Tag) -> None:
        part = Body(self.reading, is_part=True)
        part.walk(element)
        blocks = part._blocks
        is_words = len(blocks) == 1 and blocks[0][0] == "text" and not re.search(r"<(?:a|ul|ol)\b", blocks[0][1])
        if not is_words:
            self._tell(element, _("a quote with links, lists or blocks became ordinary text"))
            self._add_blocks(blocks)
            return
        text = BeautifulSoup(re.sub(r"<br/>", "\n", blocks[0][1].replace("</p><p>", "\n\n")), "html.parser").get_text()
        match = ATTRIBUTION.search(text)
        who = match["who"].strip() if match and match.start() else ""
        words = text[: match.start()] if match and who else text
        self._blocks.append(("quote", {"text": words.strip(), "attribution": who}))

    def _callout(self, element: Tag) -> None:
        classes = [name.removeprefix("markdown-alert-") for name in classes_of(element)]
        kinds = [str(element.get("data-callout") or ""), *classes]
        tone = next((TONES[kind.lower()] for kind in kinds if kind.lower() in TONES), "info")
        for title in element.find_all("p", class_=("callout-title", "admonition-title"), recursive=False):
            title.name = "h4"
        for title in element.find_all("p", class_="markdown-alert-title", recursive=False):
            title.decompose()
        part = Body(self.reading, is_part=True)
        part.walk(element)
        for name, value in part.finished():
            is_text = name == "text"
            self._blocks.append(("callout", {"tone": tone, "text": value}) if is_text else (name, value))

    def _details(self, element: Tag) -> None:
        summary = element.find("summary")
        if isinstance(summary, Tag):
            self._add_pieces(wrapped("b", pieces_of(summary.extract(), self.reading)))
        self.walk(element)

    def _figure(self, element: Tag) -> None:
        shown = [node for node in element.find_all(FIGURES) if node.find_parent(FIGURES) is None]
        if len(shown) != 1:
            self.walk(element)
            return
        self._add_pieces(pieces_of_figure(shown[0], self.reading, caption_of(element)))

    def _divider(self, element: Tag) -> None:
        if "footnotes-sep" not in classes_of(element):
            self._tell(element, _("dividing line"))

    def _term(self, element: Tag) -> None:
        self._add_pieces(wrapped("b", pieces_of(element, self.reading)))
