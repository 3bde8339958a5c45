import csv
from pathlib import Path

import bagit
import pytest
from django.core.files.base import ContentFile

from cms.access.standard import standard_audiences
from cms.activity.models import AuditEntry
from cms.archive.actions import add_version
from cms.transfer.actions import export_collection
from cms.transfer.actions.export import ExportError
from tests.factories.access import create_audience, create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.people import create_user


def table_of(bag: Path) -> list[dict[str, str]]:
    with (bag / "metadata/documents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_collection_becomes_a_bag_that_others_find_whole(collection, archivist, tmp_path):
    below = create_collection("Verlof", parent=collection)
    document = create_document("Verlofregeling", collection=below, content=b"een", name="regeling.txt")
    add_version(document, file=ContentFile(b"twee", "regeling 2.txt"), by=archivist, based_on=1, note="Hersteld")
    create_document("Elders")
    report, whole = export_collection(collection, tmp_path / "bag", by=archivist)
    assert (report.problems, dict(report.counts), whole) == ([], {"exported": 2}, [document.pk])
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    number = document.archive_number
    assert sorted(bag.entries) == sorted(
        [
            "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "metadata/documents.csv",
            f"metadata/dublin_core/{number}.xml", f"data/Verlof/{number}/1/regeling.txt",
            f"data/Verlof/{number}/2/regeling_2.txt",
        ]
    )  # fmt: skip
    rows = table_of(tmp_path / "bag")
    assert [(row["version"], row["note"], row["author"], row["collection"]) for row in rows] == [
        ("1", "", "", "Verlof"), ("2", "Hersteld", "archief@stad.example", "Verlof"),
    ]  # fmt: skip
    assert (tmp_path / "bag" / rows[1]["path"]).read_bytes() == b"twee"
    entry = AuditEntry.objects.get(act="archive.exported")
    assert (entry.by, entry.thing_id, entry.details["files"]) == (archivist, str(collection.pk), 2)


def test_what_a_person_may_not_open_is_not_in_their_bag(collection, tmp_path):
    person = create_user(email="medewerker@stad.example")
    closed = create_collection("Directie", parent=collection)
    restrict_collection(closed, create_audience(people=[create_user(email="directie@stad.example")]))
    create_document("Open", collection=collection, name="open.txt")
    create_document("Reorganisatie", collection=closed, name="geheim.txt")
    export_collection(collection, tmp_path / "bag", by=person)
    assert [row["title"] for row in table_of(tmp_path / "bag")] == ["Open"]
    assert not [path for path in (tmp_path / "bag").rglob("*") if "geheim" in path.name or "Directie" in path.name]


def test_a_file_that_is_missing_or_differs_is_told_and_not_in_the_bag(collection, archivist, tmp_path):
    gone, changed, fine = (
        create_document(name, collection=collection, name=f"{name}.txt") for name in ("weg", "anders", "heel")
    )
    gone.file.storage.delete(gone.file.name)
    Path(changed.file.path).write_bytes(b"door iemand veranderd")
    report, whole = export_collection(collection, tmp_path / "bag", by=archivist)
    assert whole == [fine.pk]
    assert report.problems == [
        f"{gone.archive_number}, version 1: The file is missing.",
        f"{changed.archive_number}, version 1: The file is not what it was when it came in: its SHA-256 differs.",
    ]
    assert [row["title"] for row in table_of(tmp_path / "bag")] == ["heel"]
    assert bagit.Bag(str(tmp_path / "bag")).validate()


def test_a_folder_that_is_there_is_never_written_into(collection, archivist, tmp_path):
    (tmp_path / "bag").mkdir()
    with pytest.raises(ExportError, match="is there already"):
        export_collection(collection, tmp_path / "bag", by=archivist)
    assert list((tmp_path / "bag").iterdir()) == []
    assert not AuditEntry.objects.filter(act="archive.exported").exists()


def test_an_export_that_breaks_off_leaves_nothing(collection, archivist, tmp_path):
    create_document(collection=collection)

    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_collection(collection, tmp_path / "bag", by=archivist, progress=break_off)
    assert list(tmp_path.iterdir()) == []


def test_the_rights_of_a_document_are_told(collection, archivist, tmp_path):
    restrict_collection(collection, *standard_audiences("staff"))
    document = create_document(collection=collection)
    export_collection(collection, tmp_path / "bag", by=archivist)
    xml = (tmp_path / f"bag/metadata/dublin_core/{document.archive_number}.xml").read_text()
    assert xml.count("<dcterms:accessRights>") == 2
