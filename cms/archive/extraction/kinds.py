"""What a file is, by what is in it; by its name only where a kind has no mark of its own."""

import zipfile
from enum import StrEnum
from pathlib import Path

from cms.archive.extraction.outcomes import Reason, UnreadableError


class Kind(StrEnum):
    """What can be read."""

    PDF = "pdf"
    PICTURE = "picture"
    WORD = "word"
    SLIDES = "slides"
    SHEETS = "sheets"
    OPEN_DOCUMENT = "open document"
    HTML = "html"
    MAIL = "mail"
    PLAIN = "plain"


HEAD = 4_096
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How Microsoft's programs name what they encrypt, inside the container of their old formats.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PARTS = {"word/document.xml": Kind.WORD, "ppt/presentation.xml": Kind.SLIDES, "xl/workbook.xml": Kind.SHEETS}
ENDINGS = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML),
    **dict.fromkeys((".txt", ".md", ".csv", ".log", ".rst"), Kind.PLAIN),
    ".eml": Kind.MAIL,
}


def kind_of(path: str, filename: str) -> Kind | None:
    """The kind of a file, None for what nobody here reads. Raises UnreadableError for what only hides its kind."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(OLE) and ENCRYPTED_PACKAGE in head + file.read():
            raise UnreadableError(Reason.ENCRYPTED)
    if b"%PDF-" in head[:1_024]:
        return Kind.PDF
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind.PICTURE
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_package(path)
    return _kind_of_text(head, Path(filename).suffix.lower())


def _kind_of_package(path: str) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableError(Reason.BROKEN) from None
    if "content.xml" in names and "mimetype" in names:
        return Kind.OPEN_DOCUMENT
    return next((kind for part, kind in PARTS.items() if part in names), None)


def _kind_of_text(head: bytes, ending: str) -> Kind | None:
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not is_wide:
        return None
    if ending in ENDINGS:
        return ENDINGS[ending]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Kind.HTML if start.startswith((b"<!doctype html", b"<html")) else None
