"""What the checks of a page find, and where."""

from typing import Any

import pytest

from cms.pages.checks import Finding, findings_in, images_in


def block(kind: str, value: Any, name: str = "b1") -> dict[str, Any]:
    return {"type": kind, "value": value, "id": name}


def heading(level: str, text: str = "Kop", name: str = "b1") -> dict[str, Any]:
    return block("heading", {"text": text, "level": level}, name)


def found(*blocks: dict[str, Any], **page: Any) -> list[Finding]:
    about = {"title": "Verlof", "summary": "Hoe je vrij vraagt.", "image": None, "described": {7}, **page}
    return findings_in(blocks=blocks, **about)


def test_a_page_in_order_has_nothing_to_look_at() -> None:
    assert (
        found(
            heading("2"),
            block("text", '<p>Lees de <a linktype="page" id="3">verlofregeling</a>.</p>'),
            heading("3"),
            block("image", {"image": 7, "caption": ""}),
            heading("2"),
            block("table", {"data": [["a"]], "first_row_is_table_header": True}),
            image=7,
        )
        == []
    )


@pytest.mark.parametrize(("length", "codes"), [(80, []), (81, ["title"])])
def test_a_long_title_is_found(length: int, codes: list[str]) -> None:
    assert [finding.code for finding in found(title="x" * length)] == codes


def test_a_missing_summary_is_found() -> None:
    assert found(summary="  ") == [Finding("summary")]


def test_images_without_a_description_are_found_above_the_page_and_in_it() -> None:
    picture = block("image", {"image": 8, "caption": "Het stadhuis"}, "b9")

    assert found(picture, image=8) == [Finding("alt"), Finding("alt", "Het stadhuis", "b9", 1)]
    assert images_in([picture, block("text", "<p></p>")]) == {8}


@pytest.mark.parametrize(
    ("levels", "skipping"),
    [("2343", []), ("3", [1]), ("24", [2]), ("2342", []), ("22424", [3, 5])],
)
def test_a_heading_that_skips_a_level_is_found_at_its_place(levels: str, skipping: list[int]) -> None:
    assert [finding.place for finding in found(*map(heading, levels))] == skipping


def test_an_empty_heading_is_found() -> None:
    assert found(heading("2", "  ", "h")) == [Finding("empty_heading", "", "h", 1)]


def test_empty_links_are_found_in_every_block_with_rich_text() -> None:
    link = '<p><a href="https://plein.example"> <b></b> </a></p>'
    blocks = [
        block("text", link, "a"),
        block("callout", {"tone": "tip", "text": link}, "b"),
        block("steps", [{"type": "item", "value": {"title": "Eerst", "text": link}}], "c"),
        block("faq", [{"question": "Hoe?", "answer": link}], "d"),
    ]

    assert found(*blocks) == [Finding("empty_link", "", name, place) for place, name in enumerate("abcd", start=1)]


@pytest.mark.parametrize("words", ["klik hier", "Hier", "Lees meer…", "click here", "En savoir plus", "<b>mehr</b>"])
def test_links_that_do_not_say_where_they_lead_are_found(words: str) -> None:
    (finding,) = found(block("text", f'<p><a href="https://plein.example">{words}</a></p>'))

    assert (finding.code, finding.block_id) == ("link_text", "b1")


def test_a_table_without_a_header_is_found() -> None:
    table = {"data": [["a"]], "first_row_is_table_header": False, "first_col_is_header": False, "table_caption": "Wie"}

    assert found(block("table", table)) == [Finding("table_header", "Wie", "b1", 1)]
    assert found(block("table", {**table, "first_col_is_header": True})) == []


def test_blocks_that_hold_nothing_yet_are_left_alone() -> None:
    assert found(block("table", None), block("text", ""), block("image", {"image": None, "caption": ""})) == []
