"""What a file is, by its content: neither its name nor what the client says of it is believed."""

import codecs
import mimetypes
import zipfile
from pathlib import PurePath
from typing import IO

import puremagic

BINARY = "application/octet-stream"
PLAIN = "text/plain"
ZIP = "application/zip"
OLD_OFFICE = "application/x-ole-storage"

# Python's own table of types does not know these on every system.
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".docm": "application/vnd.ms-word.document.macroenabled.12",
    ".xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    ".pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".epub": "application/epub+zip",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".msg": "application/vnd.ms-outlook",
    ".eml": "message/rfc822",
    ".md": "text/markdown",
}
# The main part of each Office Open XML file names its own type, with or without macros.
MAIN_PARTS = {
    b"wordprocessingml.document.main": ".docx",
    b"spreadsheetml.sheet.main": ".xlsx",
    b"presentationml.presentation.main": ".pptx",
    b"ms-word.document.macroenabled.main": ".docm",
    b"ms-excel.sheet.macroenabled.main": ".xlsm",
    b"ms-powerpoint.presentation.macroenabled.main": ".pptm",
}
OPEN_DOCUMENTS = {OFFICE[ending].encode(): OFFICE[ending] for ending in (".odt", ".ods", ".odp", ".epub")}
IN_OLD_OFFICE = {OFFICE[ending] for ending in (".doc", ".xls", ".ppt", ".msg")}
WRITTEN = {"application/json", "application/xml", "application/javascript", "message/rfc822", "image/svg+xml"}
HEAD, OF_A_PART = 8192, 65536


def type_by_name(filename: str) -> str:
    """The media type that a file's name claims; empty where it claims none."""
    ending = PurePath(filename).suffix.lower()
    return OFFICE.get(ending) or mimetypes.guess_type(f"x{ending}")[0] or ""


def sniff(file: IO[bytes], filename: str) -> str:
    """The media type of a file's content. The name decides only between types that content does not tell apart."""
    file.seek(0)
    head = file.read(HEAD)
    claimed = type_by_name(filename)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _type_in_zip(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return claimed if claimed in IN_OLD_OFFICE else OLD_OFFICE
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    if _is_written(head):
        return claimed if _is_text(claimed) else PLAIN
    return _type_by_signature(head, claimed)


def is_contradicted(filename: str, sniffed: str) -> bool:
    """Whether a file's content is another thing than its name says, in a way that would mislead whoever opens it."""
    claimed = type_by_name(filename)
    if not claimed or claimed == sniffed or sniffed == BINARY:
        return False
    both = {claimed, sniffed}
    return not (
        all(one.startswith("image/") and one != "image/svg+xml" for one in both)
        or all(one.startswith(("audio/", "video/")) for one in both)
        or both <= {OFFICE[".doc"], "application/rtf", "text/rtf"}
        # packed files by names of their own: books of sheets, drawings, programs' projects
        or (sniffed in (ZIP, OLD_OFFICE) and claimed not in OFFICE.values() and claimed != "application/pdf")
    )


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type in WRITTEN


def _is_written(head: bytes) -> bool:
    """Whether this is text, in UTF-8, UTF-16 or one of the old eight-bit encodings."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)


def _type_in_zip(file: IO[bytes]) -> str:
    """What a packed file is: an office file says so inside. Only the first bytes of one part are unpacked."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            if "mimetype" in names:
                return OPEN_DOCUMENTS.get(_beginning(packed, "mimetype").strip(), ZIP)
            if "[Content_Types].xml" in names:
                return _type_of_parts(_beginning(packed, "[Content_Types].xml").lower())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return ZIP
    return ZIP


def _beginning(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        return part.read(OF_A_PART)


def _type_of_parts(declared: bytes) -> str:
    return next((OFFICE[ending] for part, ending in MAIN_PARTS.items() if part in declared), ZIP)


def _type_by_signature(head: bytes, claimed: str) -> str:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return BINARY
    types = [match.mime_type for match in found if match.mime_type]
    if claimed in types or not types:
        return claimed if claimed in types else BINARY
    return types[0]
