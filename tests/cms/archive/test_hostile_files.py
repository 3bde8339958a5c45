"""Files made to harm who reads them: each fails, or is cut, with its reason, and within the limits."""

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.archive.extraction.limits import Limits
from cms.archive.extraction.outcomes import Extraction, Reason
from cms.archive.extraction.running import extract
from tests.factories.papers import mail_file, open_text, scanned_pdf, with_part, word_file, workbook, written_pdf

SECONDS = 20
# Python, a library and a parser in full swing: the address space, of which little is ever touched.
MEMORY = 700


@pytest.fixture(autouse=True)
def within_limits() -> Iterator[None]:
    """Whatever a test reads ends in time, and leaves no process behind."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SECONDS + 10
    assert not children_of_ours()


def children_of_ours() -> list[str]:
    """Programs that read, or that OCR started, which still run below this process."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [
        child for child in listed.read_text().split() if b"extraction" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def read(folder: Path, name: str, content: bytes, **limits: int) -> Extraction:
    path = folder / "file"
    path.write_bytes(content)
    chosen = Limits(**{"seconds": SECONDS, "memory": MEMORY, "unpacked_size": 50, **limits})
    return extract(path, filename=name, language="nl", limits=chosen)


WORDS = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def word_with(body: str, doctype: str = "") -> bytes:
    return with_part(word_file("leeg"), "word/document.xml", f"{doctype}{WORDS.format(body)}".encode())


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = with_part(word_file("leeg"), "word/document.xml", b"\x00" * (60 << 20))
    assert len(bomb) < 200_000

    assert read(tmp_path, "bom.docx", bomb) == Extraction([], Reason.UNPACKS_TOO_FAR, None)


def test_a_bomb_that_lies_about_its_size_is_cut_short(tmp_path: Path) -> None:
    """The directory says one byte; the part unpacks to 60 MiB."""
    bomb = bytearray(with_part(word_file("leeg"), "word/document.xml", b" " * (60 << 20)))
    size = struct.pack("<I", 60 << 20)
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = struct.pack("<I", 1)

    assert read(tmp_path, "bom.docx", bytes(bomb)) == Extraction([], Reason.BROKEN, None)


def test_a_zip_of_a_million_names_is_refused(tmp_path: Path) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as parts:
        for number in range(25_000):
            parts.writestr(str(number), "")
        parts.writestr("word/document.xml", "")

    assert read(tmp_path, "veel.docx", package.getvalue()).reason == Reason.UNPACKS_TOO_FAR


LAUGHS = "<!DOCTYPE d [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 11))
)
LAUGHTER = "<w:p><w:r><w:t>&a10;</w:t></w:r></w:p>"


def test_entities_in_word_are_never_unfolded(tmp_path: Path) -> None:
    assert read(tmp_path, "lach.docx", word_with(LAUGHTER, LAUGHS)).passages == []


def test_entities_in_a_workbook_are_never_unfolded(tmp_path: Path) -> None:
    sheet = (
        f"{LAUGHS}<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'>"
        "<c r='A1' t='inlineStr'><is><t>&a10;</t></is></c></row></sheetData></worksheet>"
    )
    bomb = with_part(workbook({"Blad": "tekst"}), "xl/worksheets/sheet1.xml", sheet.encode())

    assert read(tmp_path, "lach.xlsx", bomb) == Extraction([], Reason.BROKEN, None)


def test_entities_in_opendocument_are_never_unfolded(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = f"{LAUGHS}<office:document-content xmlns:office='{office}'>&a10;</office:document-content>"
    bomb = with_part(open_text("leeg"), "content.xml", content.encode())

    assert read(tmp_path, "lach.odt", bomb).passages == []


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_an_entity_brings_no_other_file_along(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("het geheim van de server")
    doctype = f"<!DOCTYPE d [<!ENTITY file SYSTEM '{secret.as_uri()}'>]>"
    if kind == "docx":
        file = word_with("<w:p><w:r><w:t>x &file; y</w:t></w:r></w:p>", doctype)
    else:
        office = "urn:oasis:names:tc:opendocument:xmlns"
        content = (
            f"{doctype}<office:document-content xmlns:office='{office}:office:1.0' xmlns:text='{office}:text:1.0'>"
            "<office:body><office:text><text:p>x &file; y</text:p></office:text></office:body>"
            "</office:document-content>"
        )
        file = with_part(open_text("leeg"), "content.xml", content.encode())

    assert "geheim" not in str(read(tmp_path, f"a.{kind}", file))


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, "slot.pdf", written_pdf(["geheim"], encrypt="sesam")) == Extraction(
        [], Reason.ENCRYPTED, None
    )


def test_an_office_file_with_a_password_says_so(tmp_path: Path) -> None:
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100
    )

    assert read(tmp_path, "slot.docx", locked) == Extraction([], Reason.ENCRYPTED, None)


def test_of_ten_thousand_pages_the_first_are_read(tmp_path: Path) -> None:
    extraction = read(tmp_path, "dik.pdf", written_pdf([f"Bladzijde {page}" for page in range(1, 10_001)]), pages=50)

    assert (extraction.reason, extraction.page_count) == (Reason.MORE_PAGES, 10_000)
    assert [passage.number for passage in extraction.passages] == list(range(1, 51))


def test_of_endless_text_as_much_is_read_as_is_kept(tmp_path: Path) -> None:
    extraction = read(tmp_path, "lang.txt", b"woord " * 5_000_000, characters=10_000)

    assert extraction.reason == Reason.MORE_TEXT
    assert sum(len(passage.text) for passage in extraction.passages) == 10_000


def pdf_of(objects: list[bytes], trailer: bytes) -> bytes:
    """A PDF with these objects and the table of where they are, which its end points at."""
    file, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<<%s /Size %d>>\n" % (
        len(objects) + 1, table, trailer.replace(b"HERE", b"%d" % len(file)), len(objects) + 1,
    )  # fmt: skip
    return file + head + b"startxref\n%d\n%%%%EOF" % len(file)


def test_a_pdf_whose_tables_lead_in_a_circle_ends(tmp_path: Path) -> None:
    circle = pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"], b"/Root 1 0 R /Prev HERE")

    assert read(tmp_path, "kring.pdf", circle).passages == []


def test_a_pdf_whose_pages_contain_themselves_ends(tmp_path: Path) -> None:
    circle = pdf_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"], b"/Root 1 0 R"
    )

    assert read(tmp_path, "kring.pdf", circle, pages=50).passages == []


def test_a_pdf_that_unpacks_without_end_ends(tmp_path: Path) -> None:
    """A page of 600 MiB of text in a file of some hundreds of KiB."""
    stream = zlib.compress(b"BT /F1 12 Tf 50 700 Td (woord) Tj ET\n" * 16_000_000, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    bomb = pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page,
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ],
        b"/Root 1 0 R",
    )  # fmt: skip
    extraction = read(tmp_path, "bom.pdf", bomb, memory=500, seconds=10)

    assert len(bomb) < 5 << 20
    assert extraction.reason in (
        Reason.CRASHED,
        Reason.OUT_OF_TIME,
        Reason.OUT_OF_MEMORY,
        Reason.MORE_TEXT,
        Reason.BROKEN,
    )


def test_a_page_as_large_as_a_field_makes_no_picture_of_that_size(tmp_path: Path) -> None:
    huge = scanned_pdf(["De gemeenteraad vergadert"]).replace(
        b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 99999 9999 ]"
    )
    assert b"99999" in huge

    assert read(tmp_path, "veld.pdf", huge, megapixels=5).reason is None


def test_a_picture_of_a_billion_pixels_is_not_unpacked(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1_000_000)) + chunk(b"IEND", b"")

    assert read(tmp_path, "bom.png", bomb) == Extraction([], Reason.PICTURE_TOO_LARGE, 1)


def test_a_page_nested_without_end_ends(tmp_path: Path) -> None:
    extraction = read(tmp_path, "diep.html", b"<!doctype html>" + b"<div>" * 300_000 + b"woord")

    assert extraction.reason in (None, Reason.BROKEN, Reason.CRASHED, Reason.OUT_OF_MEMORY, Reason.OUT_OF_TIME)


def test_a_word_document_nested_without_end_ends(tmp_path: Path) -> None:
    deep = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000

    assert read(tmp_path, "diep.docx", word_with(deep)) == Extraction([], Reason.BROKEN, None)


def test_messages_within_messages_are_read_one_deep(tmp_path: Path) -> None:
    message = mail_file("Binnenste", "geheim", {})
    for depth in range(6):
        message = mail_file(f"Diepte {depth}", "tekst", {"bericht.eml": message})

    assert [passage.label for passage in read(tmp_path, "diep.eml", message).passages] == ["", "bericht.eml"]


def test_a_sheet_of_a_million_empty_rows_ends(tmp_path: Path) -> None:
    sheet = (
        "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><dimension ref='A1:XFD1048576'/>"
        "<sheetData><row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>ver weg</t></is></c></row></sheetData>"
        "</worksheet>"
    )
    far = with_part(workbook({"Blad": "tekst"}), "xl/worksheets/sheet1.xml", sheet.encode())

    assert [passage.text for passage in read(tmp_path, "ver.xlsx", far).passages] == ["ver weg"]


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(3 << 20)

    assert extract(path, filename="a.pdf", language="nl", limits=Limits(file_size=2)).reason == Reason.TOO_LARGE


def test_who_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """Tesseract is in the middle of a page when the time is over; what was read before is kept."""
    pile = scanned_pdf(["De gemeenteraad vergadert over de riolering\n" * 30] * 30)
    began = time.monotonic()
    extraction = read(tmp_path, "scan.pdf", pile, seconds=4)

    assert extraction.reason == Reason.OUT_OF_TIME
    assert time.monotonic() - began < 8
    assert not [name for name in running_programs() if name == "tesseract"]


def running_programs() -> list[str]:
    """Names of the processes whose files this test wrote, by where their temporary files are."""
    names = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"plein-text-" in (folder / "environ").read_bytes():
                names.append((folder / "comm").read_text().strip())
        except OSError:
            continue
    return names
