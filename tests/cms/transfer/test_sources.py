from pathlib import Path

import bagit
import pytest

from cms.transfer.describing import TABLE, BadRowError
from cms.transfer.sources import BadSourceError, source_at


def rows_of(source) -> list[tuple[str, str]]:
    return [(place, str(row) if isinstance(row, BadRowError) else row.path) for place, row in source.rows()]


def folder_with(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_folder_gives_the_rows_of_its_table(tmp_path):
    source = source_at(folder_with(tmp_path / "in", {"documents.csv": "path\na.txt\n", "a.txt": "een"}))
    assert source.name == "in"
    assert rows_of(source) == [("row 2", "a.txt")]


def test_a_folder_without_a_table_is_refused(tmp_path):
    with pytest.raises(BadSourceError, match=r"is no bag and has no table: none of metadata/documents\.csv, documents"):
        source_at(folder_with(tmp_path, {"a.txt": "een"}))


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadSourceError, match="is no folder"):
        source_at(tmp_path / "gone")


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname", "a/../../secret.txt", "link.txt", "a\0b", "."])
def test_a_table_reaches_no_file_outside_of_its_folder(tmp_path, path):
    (tmp_path / "secret.txt").write_text("geheim")
    folder = folder_with(tmp_path / "in", {"documents.csv": "path\na.txt\n", "a/b.txt": "een"})
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    source = source_at(folder)
    ((_place, row),) = source.rows()
    described = type(row)(path=path, title="x")
    with pytest.raises(BadRowError, match=r"would lie outside of the folder\."):
        source.open_file(described)


def test_a_file_that_is_not_what_the_table_says_is_refused(tmp_path):
    table = f"path,sha256\na.txt,{'0' * 64}\n"
    source = source_at(folder_with(tmp_path, {"documents.csv": table, "a.txt": "een"}))
    ((_place, row),) = source.rows()
    with pytest.raises(BadRowError, match="its SHA-256 differs"):
        source.open_file(row)


def test_a_bag_without_a_table_gives_its_files_by_their_folders(tmp_path):
    folder = folder_with(tmp_path / "in", {"Verlof/a.txt": "een", "b.txt": "twee"})
    bagit.make_bag(str(folder), {"External-Identifier": "zaken-7"})
    source = source_at(folder)
    assert source.name == "zaken-7"
    assert [(row.path, row.collection) for _place, row in source.rows()] == [
        ("data/Verlof/a.txt", "Verlof"), ("data/b.txt", ""),
    ]  # fmt: skip


def test_a_bag_tells_what_it_lacks_and_what_is_too_much(tmp_path):
    folder = folder_with(tmp_path, {"a.txt": "een", "b.txt": "twee"})
    bagit.make_bag(str(folder))
    (folder / "data/a.txt").unlink()
    (folder / "data/c.txt").write_text("drie")
    assert rows_of(source_at(folder)) == [
        ("data/b.txt", "data/b.txt"),
        ("data/a.txt", "The manifest names this file, and the bag does not hold it."),
        ("data/c.txt", "The bag holds this file, and no manifest names it."),
    ]


def test_a_file_that_is_not_what_the_manifest_says_is_refused(tmp_path):
    folder = folder_with(tmp_path, {"a.txt": "een"})
    bagit.make_bag(str(folder), checksums=["sha256"])
    (folder / "data/a.txt").write_text("twe")
    source = source_at(folder)
    ((_place, row),) = source.rows()
    with pytest.raises(BadRowError, match="is not what the manifest says: its sha256 differs"):
        source.open_file(row)


def test_a_table_that_was_changed_in_the_bag_is_refused(tmp_path):
    folder = folder_with(tmp_path, {"a.txt": "een"})
    bag = bagit.make_bag(str(folder))
    (folder / "metadata").mkdir()
    (folder / TABLE).write_text("path\ndata/a.txt\n")
    bag.save()
    assert rows_of(source_at(folder)) == [("row 2", "data/a.txt")]
    (folder / TABLE).write_text("path,title\ndata/a.txt,Anders\n")
    with pytest.raises(BadSourceError, match=r"metadata/documents\.csv: The file is not what the manifest says"):
        list(source_at(folder).rows())


def test_a_manifest_that_leads_outside_is_no_bag(tmp_path):
    folder = folder_with(tmp_path / "in", {"a.txt": "een"})
    bagit.make_bag(str(folder), checksums=["sha256"])
    (folder / "manifest-sha256.txt").write_text(f"{'0' * 64}  ../../secret.txt\n")
    with pytest.raises(BadSourceError, match="unsafe"):
        source_at(folder)
