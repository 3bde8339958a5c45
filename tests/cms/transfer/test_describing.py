from datetime import UTC, date, datetime

import pytest

from cms.transfer.describing import COLUMNS, BadRowError, Description, read_table, title_of


def test_a_row_comes_in_as_it_went_out():
    described = Description(
        path="data/Verlof/2026-000001/1/regeling.pdf", title="Verlofregeling; 2026", archive_number="2026-000001",
        version=2, collection="Verlof", language="nl", kind="policy", dated_on=date(2026, 3, 1), source="Zaaksysteem",
        description='Met "aanhalingen",\nen een tweede regel', tags=("verlof", "hr"), owner="a@stad.example",
        author="b@stad.example", added_at=datetime(2026, 3, 2, 12, tzinfo=UTC), note="Hersteld",
        content_type="application/pdf", size=12, sha256="0" * 64,
    )  # fmt: skip
    cells = ['"' + described.row()[name].replace('"', '""') + '"' for name in COLUMNS]
    text = ",".join(COLUMNS) + "\n" + ",".join(cells)
    assert [row for _line, row in read_table(text.splitlines(keepends=True))] == [described]


def test_a_path_is_all_that_a_row_needs():
    assert list(read_table(["path\n", "notulen/2026_03-raad.pdf\n"])) == [
        (2, Description(path="notulen/2026_03-raad.pdf", title="2026 03 raad"))
    ]


@pytest.mark.parametrize(
    ("heading", "row", "problem"),
    [
        ("path,version", "a.pdf,two", "“two” is no number, in the column version."),
        ("path,dated_on", "a.pdf,31-03-2026", "“31-03-2026” is no date such as 2026-03-31."),
        ("path,dated_on", "a.pdf,2026-02-30", "“2026-02-30” is no date such as 2026-03-31."),
        ("path,added_at", "a.pdf,2026-03-31T12:00:00", "“2026-03-31T12:00:00” is no moment such as"),
        ("path,language", "a.pdf,es", "“es” is none of the languages nl, en, fr, de."),
        ("path,sha256", "a.pdf,abc", "“abc” is no SHA-256 in hexadecimal."),
        ("path,title", ",Titel", "The row names no file."),
        ("path,title", "a.pdf,b,c", "The row has more cells than the heading."),
    ],
)
def test_a_row_that_cannot_be_says_why(heading, row, problem):
    ((line, error),) = read_table([f"{heading}\n", f"{row}\n"])
    assert line == 2
    assert isinstance(error, BadRowError)
    assert str(error).startswith(problem)


@pytest.mark.parametrize(
    ("heading", "problem"),
    [
        ("title,kind", "The first row must name the columns, and one of them “path”."),
        ("path,titel", "Unknown columns: titel. There are: path, title, archive_number"),
    ],
)
def test_a_heading_that_means_nothing_is_refused(heading, problem):
    with pytest.raises(BadRowError) as refused:
        list(read_table([f"{heading}\n", "a,b\n"]))
    assert str(refused.value).startswith(problem)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("a/b/jaar-verslag_2026.pdf", "jaar verslag 2026"),
        (".htaccess", ".htaccess"),
        ("-", "-"),
        ("notulen", "notulen"),
    ],
)
def test_a_file_without_a_title_is_called_by_its_name(path, title):
    assert title_of(path) == title
