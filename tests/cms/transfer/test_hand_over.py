from pathlib import Path

from cms.retention.actions import approve_destruction, propose_destruction
from cms.retention.models import Destruction
from cms.transfer.actions import export_collection, note_transfer
from cms.transfer.sources import source_at
from tests.factories.archive import create_document
from tests.factories.people import create_superuser
from tests.factories.retention import create_schedule


def test_what_another_archive_has_taken_is_noted(collection, archivist, tmp_path):
    taken, kept, broken = (create_document(name, collection=collection, name=f"{name}.txt") for name in ("a", "b", "c"))
    create_schedule(collections=[collection], years=0, outcome="transfer")
    second = create_superuser()
    for document in (taken, broken):
        approve_destruction(propose_destruction(document, by=archivist), by=second)
    export_collection(collection, tmp_path / "bag", by=archivist)
    next((tmp_path / "bag/data").rglob("c.txt")).write_text("iets anders")
    report = note_transfer(source_at(tmp_path / "bag"), to="Stadsarchief, 17", by=archivist)
    assert dict(report.counts) == {"transferred": 1, "problems": 1}
    assert report.problems == [f"{broken.archive_number}: The bag does not hold all versions of this document, whole."]
    rows = {row.document_id: (row.state, row.transferred_to) for row in Destruction.objects.all()}
    assert rows == {taken.pk: ("approved", "Stadsarchief, 17"), broken.pk: ("to_transfer", "")}
    assert kept.pk not in rows
    assert Path(broken.file.path).read_bytes() == b"Artikel 1. Dit is de regeling."
