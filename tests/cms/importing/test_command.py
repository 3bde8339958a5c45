"""`manage.py import_articles`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.pages.models import ArticlePage
from tests.factories.pages import create_home
from tests.factories.sources import write_files

pytestmark = pytest.mark.django_db


def run(folder: Path, *options: str) -> tuple[int, list[str], list[str]]:
    """The exit status, what was reported, and what was shown of the progress."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command(
            "import_articles", str(folder), "--language=nl", "--under=/wiki/", *options, stdout=out, stderr=err,
            no_color=True,
        )  # fmt: skip
    except SystemExit as stop:
        status = int(str(stop.code))
    return status, out.getvalue().splitlines(), err.getvalue().splitlines()


def test_a_clean_import_ends_well(tmp_path: Path) -> None:
    create_home()

    status, told, progress = run(write_files(tmp_path, {"a.mdx": "<Grid />\n\n# A"}))

    assert status == 0
    assert told == [
        "a.mdx:1: dropped: component <Grid>",
        "Pages: 2 created, 0 updated, 0 unchanged, 0 left to their editors, 0 failed, 0 vanished. "
        "Findings: 0 errors, 0 faults in the source, 1 dropped.",
    ]
    assert progress == ["Reading 2/2", "Making 2/2", "Writing 2/2"]


def test_a_fault_of_the_source_ends_with_status_1(tmp_path: Path) -> None:
    create_home()

    status, told, _progress = run(write_files(tmp_path, {"a.md": "# A\n\n[b](b.md)"}))

    assert status == 1
    assert told[0] == "a.md:3: fault: the link to “b.md” leads nowhere: its words stayed"
    assert ArticlePage.objects.get().live


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    create_home()

    status, told, _progress = run(write_files(tmp_path, {"a.md": "# A"}), "--dry-run")

    assert (status, told[-1][:16], ArticlePage.objects.count()) == (0, "Pages: 2 created", 0)


@pytest.mark.parametrize("options", [["--mount", "docs"], ["--under=/weg/wiki/"]])
def test_a_wrong_order_is_refused(tmp_path: Path, options: list[str]) -> None:
    create_home()

    with pytest.raises(CommandError):
        run(write_files(tmp_path, {"a.md": "# A"}), *options)

    assert not ArticlePage.objects.exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        run(tmp_path / "weg")
