"""Each stored block, and what is prepared of it."""

import pytest

from cms.reading.blocks import prepare_blocks, references_of


def prepare_one(kind: str, value: object) -> dict[str, object]:
    return prepare_blocks([{"type": kind, "value": value, "id": "b1"}], "nl")[0]


@pytest.mark.parametrize(
    ("kind", "value", "prepared"),
    [
        ("text", "<p>Hallo</p>", {"html": "<p>Hallo</p>"}),
        ("image", {"image": 3, "caption": None}, {"image": 3, "caption": ""}),
        ("quote", {"text": "Zo is het", "attribution": "Anna"}, {"text": "Zo is het", "attribution": "Anna"}),
        ("code", {"language": "bash", "code": "ls\n"}, {"language": "bash", "code": "ls\n"}),
        ("callout", {"tone": "tip", "text": "<p>Tip</p>"}, {"tone": "tip", "html": "<p>Tip</p>"}),
        ("document", 7, {"document": 7}),
        ("page_link", 5, {"page": 5}),
        ("contact", {"person": 4, "text": "voor vragen"}, {"person": 4, "text": "voor vragen"}),
        (
            "steps",
            [{"type": "item", "value": {"title": "Eerst", "text": "<p>a</p>"}, "id": "x"}],
            {"steps": [{"title": "Eerst", "html": "<p>a</p>"}]},
        ),
        (
            "faq",
            [{"question": "Waarom?", "answer": "<p>Daarom.</p>"}],
            {"questions": [{"question": "Waarom?", "html": "<p>Daarom.</p>"}]},
        ),
    ],
)
def test_block_is_prepared(kind: str, value: object, prepared: dict[str, object]) -> None:
    assert prepare_one(kind, value) == {"id": "b1", "type": kind, **prepared}


def test_table_with_header() -> None:
    value = {"data": [["Dag", "Uren"], ["ma", None]], "first_row_is_table_header": True, "table_caption": "Rooster"}
    assert prepare_one("table", value) == {
        "id": "b1", "type": "table", "caption": "Rooster", "header": ["Dag", "Uren"], "rows": [["ma", ""]],
    }  # fmt: skip


def test_table_without_header_keeps_every_row() -> None:
    assert prepare_one("table", {"data": [["a", "b"]]})["rows"] == [["a", "b"]]


def test_empty_table_has_no_rows() -> None:
    assert prepare_one("table", None) == {"id": "b1", "type": "table", "caption": "", "header": [], "rows": []}


def test_equal_headings_get_different_anchors() -> None:
    stored = [{"type": "heading", "value": {"text": "Über uns!", "level": "2"}, "id": str(n)} for n in range(2)]
    assert [block["anchor"] for block in prepare_blocks(stored, "nl")] == ["uber-uns", "uber-uns-2"]


def test_unknown_block_is_left_out() -> None:
    assert prepare_blocks([{"type": "gone", "value": 1, "id": "x"}], "nl") == []


@pytest.mark.django_db
def test_embed_nobody_fetched_is_a_link() -> None:
    address = "https://video.example/?a=1&b=2"
    assert prepare_one("embed", address)["html"] == (
        '<a href="https://video.example/?a=1&amp;b=2">https://video.example/?a=1&amp;b=2</a>'
    )


def test_references_gather_blocks_and_links() -> None:
    blocks = prepare_blocks(
        [
            {"type": "text", "value": '<p><a linktype="page" id="5">x</a></p>', "id": "1"},
            {"type": "page_link", "value": 5, "id": "2"},
            {"type": "image", "value": {"image": 3, "caption": ""}, "id": "3"},
            {"type": "faq", "value": [{"question": "?", "answer": '<a linktype="document" id="9">d</a>'}], "id": "4"},
            {"type": "contact", "value": {"person": 4, "text": ""}, "id": "5"},
        ],
        "nl",
    )
    assert references_of(blocks) == {"page": [5], "document": [9], "image": [3], "person": [4]}


def test_links_know_the_language_they_stand_in() -> None:
    stored = [{"type": "text", "value": '<p><a linktype="page" id="5" data-anchor="x">y</a></p>', "id": "1"}]
    assert prepare_blocks(stored, "en")[0]["html"] == '<p><a href="plein:page:5:en#x">y</a></p>'
