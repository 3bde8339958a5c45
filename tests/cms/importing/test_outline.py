"""The tree that a folder makes."""

from pathlib import Path

import pytest

from cms.importing.outline import Entry, outline_of
from cms.importing.reports import Report
from cms.importing.routes import date_in, own_routes, without_number
from tests.factories.sources import write_files


def tree(entry: Entry) -> list[object]:
    """An entry's source path, and its children likewise."""
    return [entry.source_path, *(tree(child) for child in entry.children)]


def test_folders_are_topics_with_their_index_as_text(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "index.md": "# Wiki",
            "verlof/README.md": "# Verlof",
            "verlof/ouders.mdx": "# Ouders",
            "it/it.md": "# IT",
            "it/pc.md": "# PC",
            "leeg/plaatje.png": b"",
            "los/a.md": "# A",
        },
    )

    root = outline_of(tmp_path, Report()).root

    assert tree(root) == [
        "index.md",
        ["it/it.md", ["it/pc.md"]],
        ["los/", ["los/a.md"]],
        ["verlof/README.md", ["verlof/ouders.mdx"]],
    ]
    assert [child.is_topic for child in root.children] == [True, True, True]


def test_what_is_hidden_or_a_part_of_others_makes_no_page(tmp_path: Path) -> None:
    write_files(tmp_path, {".git/a.md": "x", "_deel.md": "x", "a.md": "x", "node_modules/b.md": "x", ".b.md": "x"})

    outline = outline_of(tmp_path, Report())

    assert [entry.source_path for entry in outline.entries()] == ["/", "a.md"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = write_files(tmp_path / "elders", {"geheim.md": "x"})
    folder = write_files(tmp_path / "wiki", {"a.md": "x"})
    (folder / "b.md").symlink_to(secret / "geheim.md")

    assert outline_of(folder, Report()).files == frozenset({"a.md"})


def test_siblings_come_by_position_then_number_then_name(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "10-tien.md": "x",
            "2-twee.md": "x",
            "b.md": "x",
            "a.md": "x",
            "eerst.md": "---\nsidebar_position: 1\n---\n",
            "map/_category_.json": '{"label": "De map", "position": 1.5}',
            "map/c.md": "x",
        },
    )

    root = outline_of(tmp_path, Report()).root

    assert [child.path for child in root.children] == ["eerst", "map", "2-twee", "10-tien", "a", "b"]
    assert root.children[1].label == "De map"


def test_a_category_may_name_the_page_that_is_its_text(tmp_path: Path) -> None:
    category = '{"label": "Hulp", "link": {"type": "doc", "id": "hulp/begin"}}'
    write_files(tmp_path, {"hulp/_category_.json": category, "hulp/begin.md": "# Begin", "hulp/verder.md": "x"})

    assert tree(outline_of(tmp_path, Report()).root) == ["/", ["hulp/begin.md", ["hulp/verder.md"]]]


def test_a_broken_category_is_told_and_its_pages_come_in(tmp_path: Path) -> None:
    report = Report()
    write_files(tmp_path, {"map/_category_.json": "{label", "map/a.md": "x"})

    assert tree(outline_of(tmp_path, report).root) == ["/", ["map/", ["map/a.md"]]]
    assert [str(finding) for finding in report.findings] == [
        "map/_category_.json: fault: the category file cannot be read"
    ]


def test_a_text_in_another_encoding_is_read_and_told(tmp_path: Path) -> None:
    report = Report()
    write_files(tmp_path, {"a.md": "regel\ncaf\xe9".encode("cp1252")})

    root = outline_of(tmp_path, report).root

    assert root.children[0].text == "regel\ncafé"
    assert [(finding.file, finding.line) for finding in report.findings] == [("a.md", 2)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("02-verlof", "verlof"),
        ("3. Kosten", "Kosten"),
        ("1-1", "1-1"),
        ("2024", "2024"),
        ("2024-01-05-x", "2024-01-05-x"),
    ],
)
def test_an_ordering_number_is_no_part_of_a_name(name: str, expected: str) -> None:
    assert without_number(name) == expected


@pytest.mark.parametrize(
    ("path", "slug", "expected"),
    [
        ("docs/02-verlof/1-ouders", "", ["docs/verlof/ouders", "docs/02-verlof/1-ouders"]),
        ("docs/a", "b", ["docs/b", "docs/a"]),
        ("docs/x/a", "/kort", ["docs/kort", "kort", "docs/x/a"]),
        ("blog/2026/3/6-feest", "", ["blog/2026/03/06/feest", "blog/2026/3/6-feest"]),
        ("blog/2026-03-06-feest", "borrel", ["blog/borrel", "blog/2026-03-06-feest"]),
    ],
)
def test_the_addresses_a_file_had(path: str, slug: str, expected: list[str]) -> None:
    assert own_routes(path, slug) == expected


def test_a_path_tells_a_date_only_when_there_is_such_a_day() -> None:
    assert str(date_in("blog/2026/03/06-feest")) == "2026-03-06"
    assert date_in("blog/2026/13/06-feest") is None
    assert date_in("docs/verlof") is None
