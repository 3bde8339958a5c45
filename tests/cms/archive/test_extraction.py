"""Each kind of file is read, by the program that reads and within its limits."""

from pathlib import Path

import pytest

from cms.archive.extraction.limits import Limits
from cms.archive.extraction.outcomes import Extraction, Passage, Reason
from cms.archive.extraction.running import environment_in, extract
from tests.factories.papers import (
    mail_file,
    open_text,
    picture_file,
    presentation,
    scanned_pdf,
    with_part,
    word_file,
    workbook,
    written_pdf,
)

SENTENCE = "De gemeenteraad vergadert over de riolering"


def read(folder: Path, name: str, content: bytes, language: str = "nl", **limits: int) -> Extraction:
    path = folder / "file"
    path.write_bytes(content)
    return extract(path, filename=name, language=language, limits=Limits(**{"seconds": 60, **limits}))


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    read_of_it = read(tmp_path, "plan.pdf", written_pdf(["Eerste bladzijde", "Over de rio-\nlering", "Derde"]))

    assert read_of_it == Extraction(
        [Passage("Eerste bladzijde", 1), Passage("Over de riolering", 2), Passage("Derde", 3)], None, 3
    )


def test_a_scanned_pdf_is_read_by_ocr(tmp_path: Path) -> None:
    read_of_it = read(tmp_path, "scan.pdf", scanned_pdf(["Bladzijde over bomen en parken", SENTENCE]))

    assert [passage.number for passage in read_of_it.passages] == [1, 2]
    assert read_of_it.passages[1].text == SENTENCE
    assert read_of_it.reason is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The council meets about the sewers"),
        ("fr", "Le conseil municipal se réunit à l’été"),
        ("de", "Der Gemeinderat tagt über die Straßen"),
    ],
)
def test_ocr_reads_in_the_language_of_the_document(tmp_path: Path, language: str, sentence: str) -> None:
    [passage] = read(tmp_path, "scan.png", picture_file(sentence), language).passages

    assert passage.text.replace("'", "’").startswith(sentence)


def test_a_pile_of_scans_in_one_picture_has_pages(tmp_path: Path) -> None:
    passages = read(tmp_path, "stapel.tif", picture_file("Bladzijde nummer", "TIFF", pages=2)).passages

    assert passages == [Passage("Bladzijde nummer 1", 1), Passage("Bladzijde nummer 2", 2)]


def test_a_pdf_with_more_scans_than_are_read_says_so(tmp_path: Path) -> None:
    read_of_it = read(tmp_path, "scan.pdf", scanned_pdf([SENTENCE, SENTENCE]), scanned_pages=1)

    assert [passage.number for passage in read_of_it.passages] == [1]
    assert read_of_it.reason == Reason.MORE_SCANS


def test_a_word_document_is_read_with_its_tables(tmp_path: Path) -> None:
    assert read(tmp_path, "a.docx", word_file(SENTENCE, "In een cel")).passages == [Passage(f"{SENTENCE}\nIn een cel")]


def test_macros_in_a_word_document_do_not_matter(tmp_path: Path) -> None:
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        "</Types>"
    )
    file = with_part(word_file(SENTENCE), "[Content_Types].xml", kinds.encode())

    assert read(tmp_path, "a.docm", file).passages == [Passage(SENTENCE)]


def test_an_opendocument_text_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a.odt", open_text(SENTENCE)).passages == [Passage(SENTENCE)]


def test_a_workbook_is_read_by_the_names_of_its_sheets(tmp_path: Path) -> None:
    passages = read(tmp_path, "a.xlsx", workbook({"Begroting": "Riolering", "Leeg": "", "Jaren": "2026"})).passages

    assert passages == [Passage("Riolering", 1, "Begroting"), Passage("2026", 3, "Jaren")]


def test_a_presentation_is_read_slide_by_slide_with_notes(tmp_path: Path) -> None:
    passages = read(tmp_path, "a.pptx", presentation(["Welkom", "Plan"])).passages

    assert passages == [Passage("Welkom\nNoteer: Welkom", 1), Passage("Plan\nNoteer: Plan", 2)]


def test_a_web_page_is_read_without_its_scripts(tmp_path: Path) -> None:
    page = b"<!doctype html><title>Regeling</title><script>geheim()</script><p>Over <b>riolering</b></p>"

    assert read(tmp_path, "a.html", page).passages == [Passage("Regeling\nOver\nriolering")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_whatever_wrote_it(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "a.txt", "Café één".encode(encoding)).passages == [Passage("Café één")]


def test_an_e_mail_is_read_with_what_is_attached(tmp_path: Path) -> None:
    attachments = {"plan.docx": word_file(SENTENCE), "kapot.pdf": b"%PDF-1.7 kapot"}
    read_of_it = read(tmp_path, "a.eml", mail_file("Over morgen", "Tot dan", attachments))
    message, attached = read_of_it.passages

    assert message.text.splitlines() == [
        "Over morgen", "eva@plein.example", "bob@plein.example", "Tot dan", "plan.docx", "kapot.pdf",
    ]  # fmt: skip
    assert attached == Passage(SENTENCE, None, "plan.docx")
    assert read_of_it.reason == Reason.BROKEN


def test_what_is_in_a_file_counts_not_its_name(tmp_path: Path) -> None:
    assert read(tmp_path, "plan.txt", written_pdf([SENTENCE])).passages == [Passage(SENTENCE, 1)]
    assert read(tmp_path, "plan.pdf", b"\x7fELF\x02\x01\x00\x00") == Extraction([], Reason.UNKNOWN_KIND, None)


def test_without_ocr_a_scan_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert read(tmp_path, "scan.pdf", scanned_pdf([SENTENCE])) == Extraction([], Reason.NO_OCR, 1)


def test_the_program_that_reads_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the database and the key that signs sessions."""
    monkeypatch.setenv("SECRET_KEY", "of the house")

    assert set(environment_in(tmp_path)) <= {
        "PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "HOME", "TMPDIR", "LANG", "PYTHONDONTWRITEBYTECODE",
        "OMP_THREAD_LIMIT",
    }  # fmt: skip
