import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.activity.models import AuditEntry
from cms.archive.actions import add_version, delete_document
from cms.archive.models import DocumentKind, DocumentVersion, LibraryDocument
from cms.transfer.actions import export_collection, ingest_documents
from cms.transfer.actions.ingest import Order
from cms.transfer.models import Ingestion
from cms.transfer.sources import source_at
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_user


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two files and their table."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("een")
    (tmp_path / "in/b.txt").write_text("twee")
    (tmp_path / "in/documents.csv").write_text(
        "path,title,kind,dated_on,tags,owner,archive_number,description\n"
        "a.txt,Regeling,policy,2020-05-01,hr;verlof,archief@stad.example,Z-2020-7,Over verlof\n"
        "b.txt,,,,,,,\n"
    )
    return tmp_path / "in"


def ingest(folder: Path, into: Collection, by, **how) -> tuple[dict[str, int], list[str]]:
    report = ingest_documents(Order(source=source_at(folder), into=into, by=by, **how))
    return dict(report.counts), report.problems


def test_the_rows_of_a_table_become_documents(folder, collection, archivist):
    assert ingest(folder, collection, archivist) == ({"made": 2}, [])
    first, second = LibraryDocument.objects.filter(collection=collection).order_by("pk")
    assert (first.title, first.archive_number, first.dated_on.isoformat(), first.owner) == (
        "Regeling", "Z-2020-7", "2020-05-01", archivist,
    )  # fmt: skip
    assert (first.kind, first.description) == (DocumentKind.objects.get(code="policy"), "Over verlof")
    assert sorted(tag.name for tag in first.tags.all()) == ["hr", "verlof"]
    assert (second.title, second.uploaded_by_user, second.sha256) == (
        "b",
        archivist,
        hashlib.sha256(b"twee").hexdigest(),
    )
    entry = AuditEntry.objects.get(act="archive.imported")
    assert (entry.by, entry.details) == (archivist, {"source": "in", "made": 2})


def test_a_second_run_changes_nothing(folder, collection, archivist):
    ingest(folder, collection, archivist)
    before = list(LibraryDocument.objects.order_by("pk").values())
    assert ingest(folder, collection, archivist) == ({"unchanged": 2}, [])
    assert list(LibraryDocument.objects.order_by("pk").values()) == before
    assert DocumentVersion.objects.count() == 2


def test_a_run_that_broke_off_goes_on(folder, collection, archivist):
    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    order = Order(source=source_at(folder), into=collection, by=archivist)
    with pytest.raises(KeyboardInterrupt):
        ingest_documents(order, progress=break_off)
    assert ingest(folder, collection, archivist) == ({"unchanged": 1, "made": 1}, [])
    assert LibraryDocument.objects.filter(collection=collection).count() == 2


def test_what_is_wrong_with_a_row_is_told_and_the_others_come_in(folder, collection, archivist):
    (folder / "c.pdf").write_text("<html>geen pdf</html>")
    with (folder / "documents.csv").open("a") as table:
        table.write("weg.txt,Weg,,,,,,\nb.txt,Nog eens,,,,,,\nc.pdf,Vals,,,,,,\n")
    counts, problems = ingest(folder, collection, archivist)
    assert counts == {"made": 2, "unchanged": 1, "problems": 2}
    assert problems[0] == "row 4: There is no such file."
    assert problems[1].startswith("row 6: The name of this file says that it is something else than it is")
    assert LibraryDocument.objects.filter(collection=collection).count() == 2


def test_a_kind_that_nobody_knows_is_told(folder, collection, archivist):
    (folder / "documents.csv").write_text("path,kind\na.txt,brief\n")
    _counts, problems = ingest(folder, collection, archivist)
    assert problems == [
        "row 2: “brief” is none of the kinds of documents contract, form, letter, minutes, other, policy."
    ]


def test_a_rehearsal_says_the_same_and_writes_nothing(folder, collection, archivist):
    assert ingest(folder, collection, archivist, is_rehearsal=True) == ({"made": 2}, [])
    assert not LibraryDocument.objects.filter(collection=collection).exists()
    assert not Ingestion.objects.exists()
    assert not AuditEntry.objects.filter(act="archive.imported").exists()


def test_a_file_that_changed_is_told_and_taken_only_if_asked(folder, collection, archivist):
    ingest(folder, collection, archivist)
    (folder / "a.txt").write_text("een, maar anders")
    counts, problems = ingest(folder, collection, archivist)
    assert (counts, problems) == (
        {"problems": 1, "unchanged": 1},
        ["row 2: The file has changed since it came in; with --new-versions it becomes a new version."],
    )
    assert ingest(folder, collection, archivist, adds_versions=True) == ({"versions": 1, "unchanged": 1}, [])
    assert LibraryDocument.objects.get(title="Regeling").version == 2
    assert ingest(folder, collection, archivist) == ({"unchanged": 2}, [])


def test_what_was_deleted_here_does_not_come_back(folder, collection, archivist):
    ingest(folder, collection, archivist)
    delete_document(LibraryDocument.objects.get(title="Regeling"), by=archivist)
    assert ingest(folder, collection, archivist) == ({"unchanged": 2}, [])
    assert not LibraryDocument.objects.filter(title="Regeling").exists()


def test_a_bag_of_plein_comes_in_with_its_versions(collection, archivist, tmp_path):
    below = create_collection("Verlof", parent=collection)
    document = create_document("Verlofregeling", collection=below, content=b"een", description="Over verlof")
    add_version(document, file=ContentFile(b"twee", "regeling.txt"), by=archivist, based_on=1, note="Hersteld")
    export_collection(collection, tmp_path / "bag", by=archivist)
    number = document.archive_number
    delete_document(LibraryDocument.objects.get(pk=document.pk), by=archivist)
    below.delete()
    into = create_collection("Overgebracht")
    counts, problems = ingest(tmp_path / "bag", into, archivist)
    assert (counts, len(problems)) == ({"problems": 2}, 2)
    assert ingest(tmp_path / "bag", into, archivist, makes_collections=True) == ({"made": 1, "versions": 1}, [])
    back = LibraryDocument.objects.get(archive_number=number)
    assert (back.title, back.description, back.collection.name) == ("Verlofregeling", "Over verlof", "Verlof")
    assert [(each.number, each.file.read(), each.note) for each in back.versions.order_by("number")] == [
        (1, b"een", ""), (2, b"twee", "Hersteld"),
    ]  # fmt: skip
    assert ingest(tmp_path / "bag", into, archivist) == ({"unchanged": 2}, [])


def test_a_bag_of_what_is_here_still_changes_nothing(collection, archivist, tmp_path):
    document = create_document(collection=collection)
    export_collection(collection, tmp_path / "bag", by=archivist)
    assert ingest(tmp_path / "bag", collection, archivist) == ({"unchanged": 1}, [])
    assert list(LibraryDocument.objects.filter(collection=collection)) == [document]


def test_a_number_that_another_document_has_is_refused(folder, collection, archivist):
    other = create_document("Anders", archive_number="Z-2020-7")
    _counts, problems = ingest(folder, collection, archivist)
    assert problems == ["row 2: Another document has the archive number Z-2020-7."]
    assert LibraryDocument.objects.get(pk=other.pk).version == 1


def test_who_may_not_add_documents_there_brings_nothing_in(folder, collection):
    person = create_user(email="medewerker@stad.example")
    counts, problems = ingest(folder, collection, person)
    assert counts == {"problems": 2}
    assert problems[0] == "row 2: medewerker@stad.example may not add documents there."
    assert not LibraryDocument.objects.filter(collection=collection).exists()


def test_a_number_that_is_too_long_is_told(folder, collection, archivist):
    (folder / "documents.csv").write_text("path,archive_number\na.txt,012345678901234567890\n")
    _counts, problems = ingest(folder, collection, archivist)
    assert problems == ["row 2: The archive number 012345678901234567890 is longer than 20 characters."]
