"""From Markdown and HTML to blocks."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.pages.blocks import RICH_TEXT
from tests.factories.sources import read_folder, read_text


def test_paragraphs_and_lists_share_a_text_block(tmp_path: Path) -> None:
    text = "Een *regel* met ~~fout~~ `code`.\n\n- a\n  - b\n- c\n\n1. x\n\n   y\n"

    blocks, told = read_text(tmp_path, text)

    assert blocks == [
        (
            "text",
            "<p>Een <i>regel</i> met <s>fout</s> <code>code</code>.</p>"
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>x<br/>y</li></ol>",
        )
    ]
    assert told == []


def test_the_first_heading_is_the_title_and_others_stay_between_2_and_4(tmp_path: Path) -> None:
    manuscripts, _report = read_folder(tmp_path, {"a.md": "# Verlof\n\n# Twee\n\n### Drie\n\n###### Zes\n"})

    assert manuscripts["a.md"].title == "Verlof"
    assert manuscripts["a.md"].blocks == [
        ("heading", {"text": "Twee", "level": "2"}),
        ("heading", {"text": "Drie", "level": "3"}),
        ("heading", {"text": "Zes", "level": "4"}),
    ]


def test_a_title_in_the_front_matter_wins(tmp_path: Path) -> None:
    manuscripts, _report = read_folder(
        tmp_path, {"a.md": "---\ntitle: Verlof\n---\n# Verlof\n", "b.md": "---\ntitle: Vrij\n---\n# Verlof\n"}
    )

    assert (manuscripts["a.md"].title, manuscripts["a.md"].blocks) == ("Verlof", [])
    assert (manuscripts["b.md"].title, manuscripts["b.md"].blocks) == (
        "Vrij",
        [("heading", {"text": "Verlof", "level": "2"})],
    )


def test_a_file_without_a_title_is_called_after_its_name(tmp_path: Path) -> None:
    manuscripts, _report = read_folder(tmp_path, {"02-ziek_melden.md": "Bel."})

    assert (manuscripts["02-ziek_melden.md"].title, manuscripts["02-ziek_melden.md"].slug) == (
        "Ziek melden",
        "ziek_melden",
    )


def test_too_long_a_title_is_cut_and_told(tmp_path: Path) -> None:
    manuscripts, report = read_folder(tmp_path, {"a.md": "---\ntitle: " + "x" * 300 + "\n---\n"})

    assert manuscripts["a.md"].title == "x" * 254 + "…"
    assert [str(finding) for finding in report.findings] == [
        "a.md:1: fault: the title has more than 255 letters and was cut"
    ]


@pytest.mark.parametrize(
    ("text", "tone", "html"),
    [
        (":::tip Sneller\nBel **nu**.\n:::\n", "tip", "<p><b>Sneller</b></p><p>Bel <b>nu</b>.</p>"),
        (":::danger[**Pas** op]{.x}\nHeet.\n:::\n", "danger", "<p><b>Pas op</b></p><p>Heet.</p>"),
        ("::::note\nBuiten.\n::::\n", "info", "<p>Buiten.</p>"),
        ("> [!WARNING]\n> Glad.\n", "warning", "<p>Glad.</p>"),
        ('!!! warning "Let op"\n    Glad.\n', "warning", "<p><b>Let op</b></p><p>Glad.</p>"),
    ],
)
def test_every_kind_of_callout_becomes_ours(tmp_path: Path, text: str, tone: str, html: str) -> None:
    blocks, told = read_text(tmp_path, text)

    assert blocks == [("callout", {"tone": tone, "text": html})]
    assert told == []


def test_code_in_a_callout_parts_it(tmp_path: Path) -> None:
    blocks, _told = read_text(tmp_path, ":::tip\nDoe:\n\n```\nx\n```\n\nKlaar.\n:::\n")

    assert blocks == [
        ("callout", {"tone": "tip", "text": "<p>Doe:</p>"}),
        ("code", {"language": "", "code": "x"}),
        ("callout", {"tone": "tip", "text": "<p>Klaar.</p>"}),
    ]


def test_a_callout_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "Voor.\n\n:::video[feest]{id=1}\n\nNa.\n\n:::tip\nHier.\n:::\n")

    assert blocks == [("text", "<p>Voor.</p><p>Na.</p>"), ("callout", {"tone": "tip", "text": "<p>Hier.</p>"})]
    assert told == ["3: dropped: “:::video[feest]{id=1}”, which is never closed"]


def test_code_keeps_its_language_title_and_lines_but_no_colouring(tmp_path: Path) -> None:
    text = '```js title="uren.js"\n// highlight-next-line\nconst a = "<b>";\n\n  b();\n```\n'

    blocks, _told = read_text(tmp_path, text)

    assert blocks == [
        ("text", "<p><code>uren.js</code></p>"),
        ("code", {"language": "js", "code": 'const a = "<b>";\n\n  b();'}),
    ]


def test_a_list_with_code_keeps_its_numbers_as_words(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "1. Open:\n\n   ```\n   x\n   ```\n2. Sluit\n")

    assert blocks == [
        ("text", "<p>1. Open:</p>"),
        ("code", {"language": "", "code": "x"}),
        ("text", "<p>2. Sluit</p>"),
    ]
    assert told == ["1: dropped: a numbered list with more than text in it: its numbers became words"]


def test_a_quote_of_words_is_a_quote_with_its_speaker(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "> Meten is **weten**.\n>\n> — Ada\n")

    assert blocks == [("quote", {"text": "Meten is weten.", "attribution": "Ada"})]
    assert told == []


def test_a_quote_with_a_link_becomes_text_that_keeps_it(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "> Zie [de cao](https://cao.example/).\n")

    assert blocks == [("text", '<p>Zie <a href="https://cao.example/">de cao</a>.</p>')]
    assert told == ["1: dropped: a quote with links, lists or blocks became ordinary text"]


def test_details_become_their_summary_and_what_is_below_it(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "<details>\n<summary>Meer</summary>\n\nDit **is** het.\n\n</details>\n")

    assert blocks == [("text", "<p><b>Meer</b></p><p>Dit <b>is</b> het.</p>")]
    assert told == []


def test_raw_html_is_kept_as_far_as_a_page_can_and_told_beyond(tmp_path: Path) -> None:
    text = (
        '<div class="x" onclick="kwaad()">\n<p>Een <u>twee</u> <sup>3</sup></p>\n<script>kwaad()</script>\n</div>\n\n'
        '<form><input name="a"><b>Naam</b></form>\n\n<marquee>Hallo</marquee>\n\nX<!-- opmerking -->Y <svg></svg>\n'
    )

    blocks, told = read_text(tmp_path, text)

    assert blocks == [
        ("text", "<p>Een twee <sup>3</sup></p><p><b>Naam</b></p><p>&lt;marquee&gt;Hallo&lt;/marquee&gt;</p><p>XY</p>")
    ]
    assert told == ["3: dropped: HTML element <script>", "10: dropped: HTML element <svg>"]


def test_a_dangerous_address_is_no_link(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, '<a href="javascript:kwaad()">klik</a>\n')

    assert blocks == [("text", "<p>klik</p>")]
    assert told == ["1: fault: the link to “javascript:kwaad()” leads nowhere: its words stayed"]


def test_footnotes_and_tasks_stay_readable(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "Recht[^1]\n\n- [x] af\n- [ ] open\n\n[^1]: Zie de cao.\n")

    assert blocks == [
        (
            "text",
            "<p>Recht<sup>[1]</sup></p><ul><li>☑ af</li><li>☐ open</li></ul><ol><li>Zie de cao.</li></ol>",
        )
    ]
    assert told == []


def test_a_link_in_a_heading_stands_below_it(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "## De [cao](https://cao.example/) {#cao}\n")

    assert blocks == [
        ("heading", {"text": "De cao", "level": "2"}),
        ("text", '<p><a href="https://cao.example/">cao</a></p>'),
    ]
    assert told == ["1: dropped: a link in a heading now stands below it"]


def test_deep_nesting_loses_no_words(tmp_path: Path) -> None:
    blocks, _told = read_text(tmp_path, "> " * 60 + "diep\n")

    assert "diep" in str(blocks)


def test_an_editor_can_open_and_save_what_came_in(tmp_path: Path) -> None:
    text = (
        "Een **[vet](https://cao.example/)**  \nregel, `<code>` en H~2~O & ~~weg~~[^1]\n\n"
        "- a\n\n  b\n  1. c<br>d\n     - e\n- [ ] f\n\n[^1]: Voet\n"
    )
    blocks, _told = read_text(tmp_path, text)
    converter = ContentstateConverter(RICH_TEXT)

    saved = converter.to_database_format(converter.from_database_format(blocks[0][1]))

    assert [name for name, _value in blocks] == ["text"]
    assert BeautifulSoup(saved, "html.parser").get_text(" ").split() == (
        BeautifulSoup(blocks[0][1], "html.parser").get_text(" ").split()
    )
