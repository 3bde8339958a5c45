"""The demo's own pictures and documents."""

from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from cms.demo import content
from cms.demo.drawings import draw_portrait, draw_scene
from cms.demo.drawings.scenes import SCENES
from cms.demo.papers import print_document
from cms.demo.word_papers import write_document


@pytest.mark.parametrize("name", SCENES)
def test_a_view_is_drawn_the_same_every_time(name: str) -> None:
    picture = draw_scene(name)
    assert picture == draw_scene(name)
    assert Image.open(BytesIO(picture)).size == (1600, 900)
    assert len(picture) < 60_000


def test_every_view_hangs_somewhere() -> None:
    assert {told.drawing for told in content.pictures().values()} == set(SCENES)


def test_no_two_people_look_alike() -> None:
    portraits = [draw_portrait(told.portrait) for told in content.people().values()]
    assert len(set(portraits)) == len(portraits) == 40
    assert Image.open(BytesIO(portraits[0])).size == (480, 480)


@pytest.mark.parametrize("key", [key for key, told in content.documents().items() if told.format == "pdf"])
def test_a_document_is_a_pdf_the_same_every_time(key: str) -> None:
    told = content.documents()[key]
    printed = print_document(told, publisher="Gemeente Waterveen")
    assert printed == print_document(told, publisher="Gemeente Waterveen")
    assert printed.startswith(b"%PDF-1.")
    assert f"/Count {len(told.pages)}".encode() in printed


@pytest.mark.parametrize("key", [key for key, told in content.documents().items() if told.format == "docx"])
def test_a_document_is_a_word_file_the_same_every_time(key: str) -> None:
    told = content.documents()[key]
    written = write_document(told, publisher="Gemeente Waterveen")
    assert written == write_document(told, publisher="Gemeente Waterveen")
    word = Document(BytesIO(written))
    assert word.paragraphs[0].text == told.title
    assert sum(len(paragraph.text) for paragraph in word.paragraphs) > 700


def test_every_document_has_more_than_one_page() -> None:
    documents = content.documents().values()
    assert len(documents) == 16
    assert all(len(told.pages) >= 2 for told in documents)
