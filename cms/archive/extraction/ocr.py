"""Words in pictures, by Tesseract."""

import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytesseract
from PIL.Image import Image

from cms.archive.extraction.outcomes import Reason

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

# Tesseract's names of the languages that documents are written in.
TRAINED = {"nl": "nld", "fr": "fra", "en": "eng", "de": "deu"}
DOTS_AN_INCH = 300
SECONDS_A_PAGE = 60


@cache
def installed_languages() -> frozenset[str]:
    """The languages, as codes such as `nl`, that OCR can read here; none where Tesseract is not installed."""
    try:
        known = set(pytesseract.get_languages())
    except (OSError, pytesseract.TesseractError):
        return frozenset()
    return frozenset(code for code, name in TRAINED.items() if name in known)


def words_of(source: "Source", picture: Callable[[], Image]) -> str:
    """The words in a picture, which is made only when it will be read; what stands in the way is noted."""
    if source.language not in installed_languages():
        source.shortfall = Reason.NO_OCR
        return ""
    if source.scans >= source.limits.scanned_pages:
        source.shortfall = Reason.MORE_SCANS
        return ""
    source.scans += 1
    try:
        return _recognised(picture(), TRAINED[source.language])
    except RuntimeError:  # Tesseract failed, or took too long
        source.shortfall = Reason.OUT_OF_TIME
        return ""


def _recognised(image: Image, language: str) -> str:
    grey = image.convert("L")
    # Uncompressed on its way, because compressing a page takes as long as reading a line of it.
    grey.format = "BMP"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(
            pytesseract.image_to_string(grey, lang=language, config=f"--dpi {DOTS_AN_INCH}", timeout=SECONDS_A_PAGE)
        )
