"""Documents written as Word files: the same texts, for the half of a city's papers that is no PDF."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt, RGBColor

from cms.demo.content import DocumentText

PETROL = RGBColor(0x0B, 0x55, 0x63)
# The same whenever the demo is loaded, so that its files are too.
WRITTEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def write_document(document: DocumentText, *, publisher: str) -> bytes:
    """The DOCX file of a document, the same bytes at every load; `publisher` stands at the foot of each page."""
    word = Document()
    word.core_properties.title, word.core_properties.author = document.title, publisher
    word.core_properties.created = word.core_properties.modified = WRITTEN
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Calibri", Pt(11)
    word.sections[0].footer.paragraphs[0].text = publisher
    title = word.add_heading(document.title, level=0)
    title.runs[0].font.color.rgb = PETROL
    for number, blocks in enumerate(document.pages):
        if number:
            word.add_page_break()
        for block in blocks:
            kind = next(kind for kind in WRITERS if kind in block)
            WRITERS[kind](word, block[kind])
    file = BytesIO()
    word.save(file)
    return _undated(file)


def _heading(word: WordDocument, text: str) -> None:
    word.add_heading(text, level=1)


def _text(word: WordDocument, text: str) -> None:
    for part in text.strip().split("\n\n"):
        word.add_paragraph(" ".join(part.split()))


def _list(word: WordDocument, items: Sequence[str]) -> None:
    for item in items:
        word.add_paragraph(item, style="List Bullet")


def _table(word: WordDocument, rows: Sequence[Sequence[Any]]) -> None:
    table = word.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    word.add_paragraph()


def _undated(file: BytesIO) -> bytes:
    """The same archive without the moment at which it was packed."""
    packed = BytesIO()
    with ZipFile(file) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return packed.getvalue()


WRITERS: dict[str, Callable[[WordDocument, Any], None]] = {
    "heading": _heading,
    "text": _text,
    "list": _list,
    "table": _table,
}
