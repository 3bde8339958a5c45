"""How fast a folder of Markdown comes in."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.importing.actions import ImportOrder, import_articles
from cms.reading.models import PageCard
from tests.factories.pages import create_home

FOLDERS, FILES = 20, 10


def write_folder(folder: Path) -> None:
    for number in range(FOLDERS):
        part = folder / f"onderwerp-{number}"
        part.mkdir()
        (part / "index.md").write_text(f"# Onderwerp {number}\n\nWat hier staat.\n")
        for file in range(FILES):
            body = "\n\n".join(
                f"## Kop {section}\n\nZie [een ander](../onderwerp-{(number + section) % FOLDERS}/artikel-{file}.md) "
                f"en doe dit:\n\n1. eerst\n2. dan\n\n| dag | uren |\n| --- | --- |\n| ma | 8 |"
                for section in range(6)
            )
            (part / f"artikel-{file}.md").write_text(f"---\ntitle: Artikel {number} {file}\n---\n\n{body}\n")


@pytest.mark.django_db(transaction=True)
def test_import(tmp_path: Path, record: Callable[[str, str], None]) -> None:
    create_home()
    write_folder(tmp_path)
    start = time.perf_counter()
    import_articles(ImportOrder(folder=tmp_path, language="nl", under="/kennisbank/"))
    seconds = time.perf_counter() - start
    pages = PageCard.objects.count() - 2
    assert pages == FOLDERS * (FILES + 1)
    record("import of Markdown", f"{pages / seconds:6.1f} pages/s   ({pages} pages in {seconds:.1f} s)")
    start = time.perf_counter()
    import_articles(ImportOrder(folder=tmp_path, language="nl", under="/kennisbank/"))
    record("import again, nothing changed", f"{pages / (time.perf_counter() - start):6.1f} pages/s")
