from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.archive import create_document


def call(*arguments: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command(*arguments, stdout=out, stderr=StringIO())
    except SystemExit as end:
        code = int(str(end.code))
    return code, out.getvalue()


def test_a_collection_goes_out_and_comes_in(collection, archivist, tmp_path):
    document = create_document(collection=collection)
    by = f"--by={archivist.email}"
    assert call("archive_export", "Beleid", str(tmp_path / "bag"), by) == (0, "1 files in the bag, 0 with a problem.\n")
    said = "0 new, 0 new versions, 1 there already, 0 with a problem.\n"
    assert call("archive_import", str(tmp_path / "bag"), f"--into={collection.pk}", by) == (0, said)
    document.file.storage.delete(document.file.name)
    code, said = call("archive_check")
    assert (code, said.splitlines()[-1]) == (1, "0 files are whole, 1 are not.")
    code, said = call("archive_export", "Beleid", str(tmp_path / "again"), by)
    assert (code, said.splitlines()[-1]) == (1, "0 files in the bag, 1 with a problem.")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["archive_export", "Nergens", "bag", "--by=archief@stad.example"], "There is no collection “Nergens”."),
        (["archive_export", "Beleid", "bag", "--by=x@stad.example"], "There is no active account x@stad.example."),
        (["archive_import", "gone", "--into=Beleid", "--by=archief@stad.example"], "gone is no folder."),
    ],
)
def test_what_cannot_be_done_is_said(collection, archivist, tmp_path, monkeypatch, arguments, problem):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as refused:
        call_command(*arguments)
    assert str(refused.value) == problem
    assert list(tmp_path.iterdir()) == []
