"""Tables of a text as the table block holds them: rows of plain words."""

from html import escape
from typing import Any

from bs4 import Tag
from django.utils import translation
from django.utils.translation import gettext as _

from cms.importing.elements import CELLS, FIGURES, line_of, plain
from cms.importing.figures import pieces_of_figure
from cms.importing.links import ToNothing
from cms.importing.readings import Block, Reading
from cms.importing.rich_text import attributes_of

SPAN_LIMIT = 50
"""Columns or rows that one cell may cover; more is a slip of the pen, and would fill the memory."""


def blocks_of_table(table: Tag, reading: Reading) -> list[Block]:
    """A table, and behind it a list of the links that its cells can no longer hold."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    data = _filled([list(row.find_all(CELLS, recursive=False)) for row in rows])
    if not data:
        return []
    _tell_losses(table, reading)
    caption = table.find("caption")
    has_header = _is_header(rows[0])
    value: dict[str, Any] = {
        "data": data,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": has_header,
        "first_col_is_header": _has_header_column(rows, has_header),
        "table_caption": plain(caption) if isinstance(caption, Tag) else "",
        "table_header_choice": "",
    }
    value["table_header_choice"] = _header_choice(value)
    return [("table", value), *_links_of(table, reading), *_figures_of(table, reading)]


def _filled(rows: list[list[Tag]]) -> list[list[str]]:
    """The words by row and column: a cell that spans more says its words in each, and every row is as long."""
    grid: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in grid:
                column += 1
            for down in range(min(_span(cell, "rowspan"), len(rows) - number)):
                for right in range(_span(cell, "colspan")):
                    grid[number + down, column + right] = _words(cell)
            column += _span(cell, "colspan")
    width = max((column + 1 for _row, column in grid), default=0)
    return [[grid.get((number, column), "") for column in range(width)] for number in range(len(rows)) if width]


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1")
    return max(1, min(int(text), SPAN_LIMIT)) if text.isdigit() else 1


def _words(cell: Tag) -> str:
    """A cell's words; its lines and list items stay apart."""
    for break_ in cell.find_all("br"):
        break_.replace_with("\n")
    parts = [
        " ".join(part.split()) for part in cell.get_text("\n" if cell.find(("p", "li", "div")) else "").split("\n")
    ]
    return "\n".join(part for part in parts if part)


def _is_header(row: Tag) -> bool:
    cells = row.find_all(CELLS, recursive=False)
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _has_header_column(rows: list[Tag], has_header_row: bool) -> bool:
    firsts = [row.find(CELLS, recursive=False) for row in rows[1 if has_header_row else 0 :]]
    return bool(firsts) and all(isinstance(first, Tag) and first.name == "th" for first in firsts)


def _header_choice(value: dict[str, Any]) -> str:
    if value["first_row_is_table_header"]:
        return "both" if value["first_col_is_header"] else "row"
    return "col" if value["first_col_is_header"] else "neither"


def _tell_losses(table: Tag, reading: Reading) -> None:
    if table.find(("ul", "ol", "pre")):
        reading.remarks.dropped(_("list or code in a table became plain words"), line_of(table))


def _links_of(table: Tag, reading: Reading) -> list[Block]:
    items: dict[str, None] = {}
    for link in table.find_all("a", href=True):
        target = reading.signposts.lead(str(link["href"]), reading.entry)
        if isinstance(target, ToNothing):
            told = _("the link to “%(href)s” leads nowhere: its words stayed") % {"href": link["href"]}
            reading.remarks.fault(told, line_of(link))
        elif words := plain(link):
            items[f"<li><a{attributes_of(target, words, link, reading)}>{escape(words, quote=False)}</a></li>"] = None
    if not items:
        return []
    told = _("links in a table now stand in a list below it")
    reading.remarks.dropped(told, line_of(table))
    with translation.override(reading.language):
        words = escape(_("Links in this table:"), quote=False)
    return [("text", f"<p>{words}</p><ul>{''.join(items)}</ul>")]


def _figures_of(table: Tag, reading: Reading) -> list[Block]:
    blocks: list[Block] = []
    for figure in table.find_all(FIGURES):
        told = _("<%(name)s> in a table now stands below it")
        reading.remarks.dropped(told % {"name": figure.name}, line_of(figure))
        pieces = pieces_of_figure(figure, reading)
        blocks += [("text", f"<p>{piece}</p>") if isinstance(piece, str) else piece for piece in pieces]
    return blocks
