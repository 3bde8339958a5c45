"""Files as people bring them to the archive, made on the spot: nothing binary is kept with the tests."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
import reportlab
from odfdo import Document, Paragraph
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4_AT_150_DPI = (1_240, 1_754)
A4_IN_POINTS = (595, 842)
# It has accents, and comes with a library that we have anyway.
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def written_pdf(pages: Sequence[str], **options: object) -> bytes:
    """A PDF with these texts, one a page; `encrypt` asks for a password."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4_IN_POINTS, **options)
    for text in pages:
        for place, line in enumerate(text.splitlines()):
            canvas.drawString(50, 780 - 18 * place, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scan(text: str) -> Image.Image:
    """A page of paper as a scanner sees it."""
    picture = Image.new("L", A4_AT_150_DPI, 255)
    ImageDraw.Draw(picture).text((100, 150), text, font=ImageFont.truetype(FONT, 36), fill=0)
    return picture


def scanned_pdf(pages: Sequence[str]) -> bytes:
    """A PDF of pictures, without a letter in it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4_IN_POINTS)
    for text in pages:
        canvas.drawImage(ImageReader(scan(text)), 0, 0, *A4_IN_POINTS)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture_file(text: str, format: str = "PNG", pages: int = 1) -> bytes:
    """A scan as a picture; a TIFF may have several."""
    file = io.BytesIO()
    first, *others = [scan(f"{text} {number}") for number in range(1, pages + 1)]
    first.save(file, format=format, **({"save_all": True, "append_images": others} if others else {}))
    return file.getvalue()


def word_file(text: str, cell: str = "") -> bytes:
    """A Word document with a paragraph, and with a table of one cell."""
    file, document = io.BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.add_table(rows=1, cols=1).cell(0, 0).text = cell
    document.save(file)
    return file.getvalue()


def open_text(text: str) -> bytes:
    """An OpenDocument text."""
    file, document = io.BytesIO(), Document("text")
    document.body.clear()
    document.body.append(Paragraph(text))
    document.save(file)
    return file.getvalue()


def workbook(sheets: dict[str, str]) -> bytes:
    """A workbook with one cell a sheet."""
    file, book = io.BytesIO(), openpyxl.Workbook()
    book.remove(book.active)
    for name, value in sheets.items():
        book.create_sheet(name)["B2"] = value
    book.save(file)
    return file.getvalue()


def presentation(slides: Sequence[str]) -> bytes:
    """A presentation with these titles; each slide has a note of its speaker."""
    file, show = io.BytesIO(), pptx.Presentation()
    for title in slides:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title
        slide.notes_slide.notes_text_frame.text = f"Noteer: {title}"
    show.save(file)
    return file.getvalue()


def mail_file(subject: str, text: str, attachments: dict[str, bytes]) -> bytes:
    """An e-mail with files."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "eva@plein.example", "bob@plein.example"
    message.set_content(text)
    for name, content in attachments.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """An office file in which one part is another."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return changed.getvalue()
