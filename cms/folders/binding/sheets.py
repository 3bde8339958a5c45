"""Pages that are written here: the first one, texts of files that have no pages of their own, and excuses."""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

# They come with reportlab, and know all letters of the languages here.
pdfmetrics.registerFont(TTFont("Text", "Vera.ttf"))
pdfmetrics.registerFont(TTFont("Title", "VeraBd.ttf"))
# Large enough for a tablet on the table.
TEXT = ParagraphStyle("Text", fontName="Text", fontSize=11.5, leading=17, spaceAfter=6)
TITLE = ParagraphStyle("Title", fontName="Title", fontSize=20, leading=27, spaceAfter=10)
HEADING = ParagraphStyle("Heading", parent=TITLE, fontSize=14, leading=20, spaceBefore=12)
MARGIN = 20 * mm
LONGEST_PARAGRAPH = 5_000


def written(title: str, paragraphs: Sequence[str], *, heading: str = "", items: Sequence[str] = ()) -> BytesIO:
    """Pages with a title, paragraphs, and below a heading numbered items."""
    flow: list[Flowable] = [Paragraph(escape(title), TITLE), *(_paragraph(each) for each in paragraphs)]
    flow += [Paragraph(escape(heading), HEADING)] if heading else []
    flow += [_paragraph(f"{number}. {item}") for number, item in enumerate(items, start=1)]
    return _printed(title, flow)


def pictured(title: str, path: str) -> BytesIO:
    """A page with a picture as large as fits."""
    width, height = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN - 3 * TITLE.leading
    picture = Image(path, width=width, height=height, kind="proportional")
    return _printed(title, [Paragraph(escape(title), HEADING), Spacer(1, 6), picture])


def _paragraph(text: str) -> Paragraph:
    return Paragraph(escape(text[:LONGEST_PARAGRAPH]).replace("\n", "<br/>"), TEXT)


def _printed(title: str, flow: list[Flowable]) -> BytesIO:
    pages = BytesIO()
    margins = {"leftMargin": MARGIN, "rightMargin": MARGIN, "topMargin": MARGIN, "bottomMargin": MARGIN}
    SimpleDocTemplate(pages, pagesize=A4, title=title, **margins).build(flow)
    pages.seek(0)
    return pages
