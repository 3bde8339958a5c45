"""Pictures, films and tables in a text."""

from pathlib import Path

from tests.factories.sources import read_folder, read_text


def test_a_picture_splits_its_paragraph(tmp_path: Path) -> None:
    manuscripts, report = read_folder(tmp_path, {"a.md": 'Voor ![Een kat](kat.png "Minoes") na.', "kat.png": b"x"})

    assert manuscripts["a.md"].blocks == [
        ("text", "<p>Voor</p>"),
        ("image", {"image": "@kat.png", "caption": "Minoes"}),
        ("text", "<p>na.</p>"),
    ]
    assert [(use.path, use.title, use.line, use.is_picture) for use in manuscripts["a.md"].files] == [
        ("kat.png", "Een kat", 1, True)
    ]
    assert report.findings == []


def test_a_figure_gives_its_picture_a_caption(tmp_path: Path) -> None:
    text = '<figure>\n  <img src="kat.svg" alt="Kat">\n  <figcaption>Onze kat</figcaption>\n</figure>\n'

    manuscripts, _report = read_folder(tmp_path, {"a.md": text, "kat.svg": b"x"})

    assert manuscripts["a.md"].blocks == [("image", {"image": "@kat.svg", "caption": "Onze kat"})]


def test_a_picture_that_is_missing_is_told_at_its_line(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "Een\nregel met\n![x](weg.png)\n")

    assert blocks == [("text", "<p>Een regel met</p>")]
    assert told == ["3: fault: “weg.png” is not in the folder: left out"]


def test_a_picture_of_another_site_becomes_a_link(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "![Plattegrond](https://elders.example/p.png)\n")

    assert blocks == [("text", '<p><a href="https://elders.example/p.png">Plattegrond</a></p>')]
    assert told == ["1: dropped: <img> from another site became a link: https://elders.example/p.png"]


def test_a_linked_picture_keeps_its_link_below(tmp_path: Path) -> None:
    manuscripts, _report = read_folder(
        tmp_path, {"a.md": "[![Kat](kat.png)](https://kat.example/) [![](kat.png)](kat.png)", "kat.png": b"x"}
    )

    image = ("image", {"image": "@kat.png", "caption": ""})
    assert manuscripts["a.md"].blocks == [image, ("text", '<p><a href="https://kat.example/">Kat</a></p>'), image]


def test_films_become_embeds_documents_or_links(tmp_path: Path) -> None:
    text = (
        '<iframe src="https://www.youtube-nocookie.com/embed/abc123?x=1"></iframe>\n\n'
        '<iframe src="https://elders.example/kaart" title="Kaart"></iframe>\n\n'
        '<video><source src="film.mp4"></video>\n'
    )

    manuscripts, report = read_folder(tmp_path, {"a.md": text, "film.mp4": b"x"})

    assert manuscripts["a.md"].blocks == [
        ("embed", "https://www.youtube.com/watch?v=abc123"),
        ("text", '<p><a href="https://elders.example/kaart">Kaart</a></p>'),
        ("document", "@film.mp4"),
    ]
    assert [str(finding) for finding in report.findings] == [
        "a.md:3: dropped: <iframe> that no embed can show: https://elders.example/kaart"
    ]


def test_a_table_of_markdown_has_its_header(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "| Naam | *Uren* |\n|---|--:|\n| `Eva` | 36 |\n")

    assert blocks == [
        (
            "table",
            {
                "data": [["Naam", "Uren"], ["Eva", "36"]],
                "cell": [],
                "mergeCells": [],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_caption": "",
                "table_header_choice": "row",
            },
        )
    ]
    assert told == []


def test_a_table_of_html_is_filled_over_its_spans(tmp_path: Path) -> None:
    text = (
        "<table>\n<caption>Uren</caption>\n<tr><th>Wie</th><td colspan='2'>Week</td></tr>\n"
        "<tr><th rowspan='2'>Eva</th><td>1</td><td>a<br>b</td></tr>\n<tr><td>2</td></tr>\n</table>\n"
    )

    blocks, _told = read_text(tmp_path, text)

    table = blocks[0][1]
    assert table["data"] == [["Wie", "Week", "Week"], ["Eva", "1", "a\nb"], ["Eva", "2", ""]]
    assert (table["table_caption"], table["table_header_choice"]) == ("Uren", "neither")


def test_links_and_pictures_of_a_table_stand_below_it(tmp_path: Path) -> None:
    text = "| Wie |\n|---|\n| [Eva](b.md) ![](kat.png) [weg](weg.md) |\n"

    manuscripts, report = read_folder(tmp_path, {"a.md": text, "b.md": "# B", "kat.png": b"x"})

    assert manuscripts["a.md"].blocks[0][1]["data"] == [["Wie"], ["Eva weg"]]
    assert manuscripts["a.md"].blocks[1:] == [
        ("text", '<p>Links in this table:</p><ul><li><a linktype="page" id="@b.md">Eva</a></li></ul>'),
        ("image", {"image": "@kat.png", "caption": ""}),
    ]
    assert [str(finding) for finding in sorted(report.findings)] == [
        "a.md:1: dropped: links in a table now stand in a list below it",
        "a.md:3: dropped: <img> in a table now stands below it",
        "a.md:3: fault: the link to “weg.md” leads nowhere: its words stayed",
    ]


def test_absurd_spans_do_not_fill_the_memory(tmp_path: Path) -> None:
    blocks, _told = read_text(tmp_path, "<table><tr><td colspan='999999999' rowspan='99999999'>x</td></tr></table>\n")

    assert len(blocks[0][1]["data"]) == 1
    assert len(blocks[0][1]["data"][0]) == 50
