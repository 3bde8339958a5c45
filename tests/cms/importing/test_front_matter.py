"""The YAML at the head of a file."""

import datetime

from cms.importing.front_matter import Author, FrontMatter, split
from cms.importing.reports import Report


def test_fields_are_read_and_lines_stay_where_they_are() -> None:
    text = (
        "---\ntitle: Verlof\ntags: [verlof, cao]\ndate: 2025-03-01\nauthors: [jan, Eva de Vries, p@stad.example]\n"
        "description: Alles\n  over verlof\nsidebar_position: 2\nslug: vrij\ndraft: true\nimage: kop.png\n---\nTekst\n"
    )

    matter, rest = split(text, Report().remarks_on("a.md"))

    assert matter == FrontMatter(
        title="Verlof",
        summary="Alles over verlof",
        slug="vrij",
        image="kop.png",
        tags=("verlof", "cao"),
        authors=(Author(key="jan"), Author(name="Eva de Vries"), Author(email="p@stad.example")),
        date=datetime.date(2025, 3, 1),
        position=2.0,
        is_draft=True,
    )
    assert rest == "\n" * 12 + "Tekst\n"


def test_a_text_without_front_matter_stays_whole() -> None:
    text = "Tekst\n\n---\n\nna de streep\n"

    assert split(text, Report().remarks_on("a.md")) == (FrontMatter(), text)


def test_authors_may_come_with_fields_of_their_own() -> None:
    text = "---\nauthors:\n  - name: Eva\n    socials: {email: eva@stad.example}\n---\n"

    matter, _rest = split(text, Report().remarks_on("a.md"))

    assert matter.authors == (Author(name="Eva", email="eva@stad.example"),)


def test_bad_yaml_is_told_with_its_line_and_the_text_survives() -> None:
    report = Report()

    matter, rest = split("---\ntitle: ok\ntags: [a, b\n---\nTekst", report.remarks_on("a.md"))

    assert (matter, rest) == (FrontMatter(), "\n\n\n\nTekst")
    assert [(finding.file, finding.line, str(finding.severity)) for finding in report.findings] == [
        ("a.md", 4, "fault")
    ]


def test_a_date_that_is_none_is_told() -> None:
    report = Report()

    matter, _rest = split("---\ndate: vorige week\n---\n", report.remarks_on("a.md"))

    assert matter.date is None
    assert [finding.message for finding in report.findings] == ["“vorige week” is not a date: the page got none"]
