"""What stays of MDX."""

from pathlib import Path

from cms.importing.mdx import plain_text_of
from cms.importing.reports import Report
from tests.factories.sources import read_text


def test_imports_and_components_go_and_their_children_stay(tmp_path: Path) -> None:
    text = (
        "import A from '@a'; import B from '@b';\n"
        "\n"
        "<Tabs>\n"
        "  <TabItem value='nl' label='Gemeente'>\n"
        "    Bel **14 020**.\n"
        "\n"
        "    ```bash\n"
        "    bel\n"
        "    ```\n"
        "  </TabItem>\n"
        "</Tabs>\n"
    )

    blocks, told = read_text(tmp_path, text, name="page.mdx")

    assert blocks == [
        ("text", "<p><b>Gemeente</b></p><p>Bel <b>14 020</b>.</p>"),
        ("code", {"language": "bash", "code": "bel"}),
    ]
    assert told == [
        "1: dropped: JavaScript: import",
        "3: dropped: component <Tabs>",
        "4: dropped: component <TabItem>",
    ]


def test_a_component_with_a_link_becomes_that_link(tmp_path: Path) -> None:
    text = (
        "<Card\n  heading='Vraag verlof aan'\n  href='https://hr.stad.example/'\n  description='Binnen een dag'\n/>\n\n"
        "Lees <Link to='https://cao.stad.example/'>de cao</Link> en {/* weg */}meer.\n"
    )

    blocks, told = read_text(tmp_path, text, name="page.mdx")

    assert blocks == [
        (
            "text",
            '<p><a href="https://hr.stad.example/">Vraag verlof aan</a> – Binnen een dag</p>'
            '<p>Lees <a href="https://cao.stad.example/">de cao</a> en meer.</p>',
        )
    ]
    assert told == [
        "1: dropped: component <Card>, its link was kept",
        "7: dropped: component <Link>, its link was kept",
    ]


def test_a_component_that_stands_out_becomes_a_callout(tmp_path: Path) -> None:
    blocks, _told = read_text(tmp_path, "<Alert type='warning' title='Let op'>\nSluit af.\n</Alert>\n")

    assert blocks == [("callout", {"tone": "warning", "text": "<p><b>Let op</b></p><p>Sluit af.</p>"})]


def test_code_is_never_read_as_jsx(tmp_path: Path) -> None:
    text = "Schrijf `<Tabs />` of:\n\n```jsx\nimport A from 'a';\n<Tabs style={{a: 1}} />\n```\n"

    blocks, told = read_text(tmp_path, text, name="page.mdx")

    assert blocks == [
        ("text", "<p>Schrijf <code>&lt;Tabs /&gt;</code> of:</p>"),
        ("code", {"language": "jsx", "code": "import A from 'a';\n<Tabs style={{a: 1}} />"}),
    ]
    assert told == []


def test_a_placeholder_between_angle_brackets_is_text(tmp_path: Path) -> None:
    blocks, told = read_text(tmp_path, "Vul <NAAM> en <jouw-nummer> in, of <Naam>.\n")

    assert blocks == [("text", "<p>Vul &lt;NAAM&gt; en &lt;jouw-nummer&gt; in, of &lt;Naam&gt;.</p>")]
    assert told == []


def test_expressions_and_exports_are_dropped_by_line(tmp_path: Path) -> None:
    text = "export const uren = {\n  a: 1,\n};\n\nJe krijgt {uren.a} uur.\n\n<p style={{color: 'red'}}>rood</p>\n"

    blocks, told = read_text(tmp_path, text, name="page.mdx")

    assert blocks == [("text", "<p>Je krijgt uur.</p><p>rood</p>")]
    assert told == ["1: dropped: JavaScript: export", "5: dropped: expression {uren.a}"]


def test_an_unclosed_tag_swallows_nothing(tmp_path: Path) -> None:
    blocks, _told = read_text(tmp_path, "Een <Tabs zonder eind\n\nen verder.\n", name="page.mdx")

    assert blocks == [("text", "<p>Een &lt;Tabs zonder eind</p><p>en verder.</p>")]


def test_lines_are_those_of_the_source() -> None:
    source = plain_text_of("<Grid>\ntekst\n</Grid>\nna", is_mdx=True, remarks=Report().remarks_on("a"))

    assert [(number, line) for number, line in zip(source.numbers, source.text.split("\n"), strict=True) if line] == [
        (2, "tekst"),
        (4, "na"),
    ]
