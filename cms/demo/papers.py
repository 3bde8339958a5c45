"""Documents printed as PDF files, with text in them that search can read."""

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from cms.demo.content import Block, DocumentText

PETROL, INK, LINE = HexColor("#0b5563"), HexColor("#17222b"), HexColor("#a9cfd1")
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=15, textColor=INK, spaceAfter=8)
TITLE = ParagraphStyle("title", TEXT, fontName="Helvetica-Bold", fontSize=20, leading=25, textColor=PETROL)
HEADING = ParagraphStyle("heading", TEXT, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=8)
CELL = ParagraphStyle("cell", TEXT, spaceAfter=0)


def print_document(document: DocumentText, *, publisher: str) -> bytes:
    """The PDF file of a document, the same bytes at every load; `publisher` stands at the foot of each page."""
    file = BytesIO()
    template = SimpleDocTemplate(
        file, pagesize=A4, title=document.title, author=publisher, invariant=True,
        leftMargin=2.4 * cm, rightMargin=2.4 * cm, topMargin=2.4 * cm, bottomMargin=2.4 * cm,
    )  # fmt: skip
    story: list[Flowable] = [Paragraph(escape(document.title), TITLE), Spacer(1, 0.4 * cm)]
    for number, blocks in enumerate(document.pages):
        if number:
            story.append(PageBreak())
        story += [flowable for block in blocks for flowable in _flowables(block)]

    def foot(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setStrokeColor(PETROL)
        canvas.line(2.4 * cm, 1.8 * cm, A4[0] - 2.4 * cm, 1.8 * cm)
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(2.4 * cm, 1.35 * cm, publisher)
        canvas.drawRightString(A4[0] - 2.4 * cm, 1.35 * cm, str(canvas.getPageNumber()))

    template.build(story, onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _flowables(block: Block) -> list[Flowable]:
    kind = next(kind for kind in PRINTERS if kind in block)
    return PRINTERS[kind](block[kind])


def _list(items: Sequence[str]) -> list[Flowable]:
    style = ParagraphStyle("item", TEXT, leftIndent=14, spaceAfter=4)
    return [Paragraph(escape(item), style, bulletText="•") for item in items]


def _table(rows: Sequence[Sequence[Any]]) -> list[Flowable]:
    cells = [[Paragraph(escape(str(cell)), CELL) for cell in row] for row in rows]
    table = Table(cells, hAlign="LEFT", colWidths=[16.2 * cm / len(rows[0])] * len(rows[0]))
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("LINEBELOW", (0, 0), (-1, 0), 1.2, PETROL),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return [table, Spacer(1, 0.4 * cm)]


def _blanks(labels: Sequence[str]) -> list[Flowable]:
    """Lines of a form, to fill in by hand."""
    table = Table([[label, ""] for label in labels], colWidths=[5.6 * cm, 10.6 * cm], rowHeights=22, hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Helvetica", 10.5),
            ("LINEBELOW", (1, 0), (1, -1), 0.5, INK),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return [table, Spacer(1, 0.4 * cm)]


PRINTERS: dict[str, Callable[[Any], list[Flowable]]] = {
    "heading": lambda text: [Paragraph(escape(text), HEADING)],
    "text": lambda text: [Paragraph(escape(part), TEXT) for part in text.strip().split("\n\n")],
    "list": _list,
    "table": _table,
    "blanks": _blanks,
}
