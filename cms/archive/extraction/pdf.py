"""PDFs, by PDFium: the text that is in them, and by OCR the pages that are pictures."""

import math
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL.Image import Image
from pypdfium2 import raw

from cms.archive.extraction import ocr
from cms.archive.extraction.outcomes import Passage, Reason, UnreadableError

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

# A picture with fewer letters on it than this is a scan: scanners put a stamp or a number on a page.
FEW_LETTERS = 16
# What a scan is made of; a form may hold pictures. So many objects of a page are looked at, as a scan has one or a few.
PICTURES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
MOST_OBJECTS = 200
POINTS_AN_INCH = 72


def read(source: "Source") -> Iterator[Passage]:
    """A passage a page."""
    with closing(_opened(source.path)) as document:
        source.page_count = len(document)
        for number in range(1, len(document) + 1):
            if number > source.limits.pages:
                source.shortfall = Reason.MORE_PAGES
                return
            yield Passage(_text_of(source, document, number - 1), number)


def _opened(path: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableError(Reason.ENCRYPTED if is_locked else Reason.BROKEN) from None


def _text_of(source: "Source", document: pdfium.PdfDocument, index: int) -> str:
    """The text of a page; a page that cannot be read is left out, and said."""
    try:
        with closing(document[index]) as page:
            with closing(page.get_textpage()) as text_page:
                text: str = text_page.get_text_bounded()
            is_scan = _is_scan(page, sum(map(str.isalnum, text)))
            return (
                ocr.words_of(source, lambda: _picture_of(page, source.limits.megapixels)) or text if is_scan else text
            )
    except pdfium.PdfiumError:
        source.shortfall = Reason.BROKEN
        return ""


def _is_scan(page: pdfium.PdfPage, letters: int) -> bool:
    """Whether there is more to read on a page than its letters say; a blank page is no scan."""
    count = raw.FPDFPage_CountObjects(page)
    if letters >= FEW_LETTERS or not count:
        return False
    # Without a single letter whatever is drawn may be letters.
    places = range(min(count, MOST_OBJECTS))
    return not letters or any(raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) in PICTURES for at in places)


def _picture_of(page: pdfium.PdfPage, megapixels: int) -> Image:
    """The page at the resolution that Tesseract reads best, or less where a page is larger than paper."""
    width, height = page.get_size()
    largest = math.sqrt(megapixels * 1_000_000 / max(width * height, 1))
    return page.render(scale=min(ocr.DOTS_AN_INCH / POINTS_AN_INCH, largest), grayscale=True).to_pil()
