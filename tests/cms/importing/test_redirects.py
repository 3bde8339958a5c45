from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from cms.importing.redirecting import BadRowError, RedirectReport, import_redirects
from cms.pages.models import ThemePage
from tests.factories.pages import create_article, create_home, create_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    theme = create_theme(create_home(), "Werk")
    create_article(theme, "Verlof")
    return theme


def take_in(*rows: str, is_rehearsal: bool = False) -> RedirectReport:
    return import_redirects(["from,to,permanent", *rows], is_rehearsal=is_rehearsal)


def redirects() -> dict[str, str]:
    return {each.old_path: each.link for each in Redirect.objects.all()}


def counts(report: RedirectReport) -> tuple[int, int, int]:
    return report.made, report.changed, report.unchanged


@pytest.mark.usefixtures("theme")
def test_rows_become_redirects_to_pages_and_out_of_the_site() -> None:
    report = take_in(
        "/oud/verlof.html,/werk/verlof/", "/weg,https://example.org/,no", "http://localhost:8000/x/,/werk/"
    )

    assert (counts(report), report.problems) == ((3, 0, 0), [])
    assert redirects() == {"/oud/verlof.html": "/werk/verlof/", "/weg": "https://example.org/", "/x": "/werk/"}
    assert Redirect.objects.get(old_path="/weg").is_permanent is False
    assert Redirect.objects.get(old_path="/oud/verlof.html").redirect_page.title == "Verlof"


@pytest.mark.usefixtures("theme")
def test_it_may_be_run_again() -> None:
    take_in("/oud/,/werk/verlof/", "/weg/,/werk/")

    assert counts(take_in("/oud/,/werk/verlof/", "/weg/,/werk/verlof/")) == (0, 1, 1)
    assert redirects() == {"/oud": "/werk/verlof/", "/weg": "/werk/verlof/"}


@pytest.mark.usefixtures("theme")
def test_a_rehearsal_writes_nothing() -> None:
    assert counts(take_in("/oud/,/werk/verlof/", is_rehearsal=True)) == (1, 0, 0)
    assert redirects() == {}


@pytest.mark.usefixtures("theme")
def test_a_redirect_to_an_old_address_leads_to_its_page_at_once() -> None:
    take_in("/oud/,/werk/verlof/", "/ouder/,/oud/")

    assert redirects() == {"/oud": "/werk/verlof/", "/ouder": "/werk/verlof/"}


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    "row",
    [
        "/oud/,/oud/",
        "/werk/verlof/,/werk/",
        "/oud/,/nergens/",
        "/oud/,javascript:alert(1)",
        "/oud/,//example.org/",
        "https://example.org/oud/,/werk/",
        "/,/werk/",
        ",/werk/",
        "/oud/,",
        f"/{'x' * 300}/,/werk/",
    ],
)
def test_a_bad_row_is_reported_and_the_others_are_taken_in(row: str) -> None:
    report = take_in(row, "/goed/,/werk/")

    assert len(report.problems) == 1
    assert "2" in report.problems[0]
    assert redirects() == {"/goed": "/werk/"}


@pytest.mark.usefixtures("theme")
def test_addresses_do_not_lead_round() -> None:
    report = take_in("/a/,/b/", "/b/,/a/", "/c/,/werk/", "/c/,/werk/verlof/")

    assert len(report.problems) == 3
    assert redirects() == {"/c": "/werk/"}


def test_a_table_without_headings_is_refused() -> None:
    with pytest.raises(BadRowError):
        import_redirects(["/oud/,/werk/"])


@pytest.mark.usefixtures("theme")
def test_the_command_reports_and_says_by_its_status_whether_all_went_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "redirects.csv"
    table.write_text("from,to\n/oud/,/werk/\n", encoding="utf-8-sig")
    call_command("import_redirects", str(table))
    assert "1" in capsys.readouterr().out

    table.write_text("from,to\n/oud/,/nergens/\n")
    with pytest.raises(SystemExit, match="1"):
        call_command("import_redirects", str(table), "--dry-run")
    with pytest.raises(CommandError):
        call_command("import_redirects", str(tmp_path / "none.csv"))
