from web.contents import Entry, contents_of


def heading(text: str, level: int) -> dict[str, object]:
    return {"kind": "HeadingBlock", "text": text, "level": level, "anchor": text.lower()}


def test_headings_of_level_three_lie_below_the_one_before_them() -> None:
    body = [heading("Aanvragen", 2), {"kind": "TextBlock", "html": "<p>Zo</p>"}, heading("Uitzondering", 3)]

    assert contents_of(body) == [Entry("Aanvragen", "aanvragen", [Entry("Uitzondering", "uitzondering")])]


def test_a_deeper_heading_without_one_above_it_stands_by_itself() -> None:
    assert contents_of([heading("Los", 3), heading("Daarna", 2)]) == [Entry("Los", "los"), Entry("Daarna", "daarna")]


def test_headings_of_level_four_are_left_out() -> None:
    entries = contents_of([heading("Een", 2), heading("Diep", 4), heading("Twee", 2)])

    assert [entry.text for entry in entries] == ["Een", "Twee"]


def test_a_single_heading_is_not_worth_a_table() -> None:
    assert contents_of([heading("Een", 2)]) == []
