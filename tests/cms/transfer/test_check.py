from pathlib import Path

from cms.activity.models import AuditEntry
from cms.archive.models import DocumentVersion
from cms.transfer.actions import check_files
from tests.factories.archive import create_document


def test_files_that_are_missing_or_differ_are_told(archivist):
    whole, gone, longer, changed = (create_document(name, name=f"{name}.txt") for name in ("a", "b", "c", "d"))
    gone.file.storage.delete(gone.file.name)
    Path(longer.file.path).write_bytes(b"langer dan het was, en dus anders")
    Path(changed.file.path).write_bytes(b"X" * changed.file_size)
    report = check_files(by=archivist)
    numbers = {each.document_id: (each.document.archive_number, each.pk) for each in DocumentVersion.objects.all()}
    assert report.counts["whole"] == 1
    assert report.problems == [
        "{}, version 1 ({}): The file is missing.".format(*numbers[gone.pk]),
        "{}, version 1 ({}): The file differs: it has 33 bytes, not 30.".format(*numbers[longer.pk]),
        "{}, version 1 ({}): The file differs: its SHA-256 is another.".format(*numbers[changed.pk]),
    ]
    assert AuditEntry.objects.get(act="archive.checked").details == {"whole": 1, "problems": 3}
    assert whole.pk not in {gone.pk, longer.pk, changed.pk}


def test_a_check_goes_on_behind_a_version(archivist):
    first, _second = create_document("a"), create_document("b")
    told = []
    report = check_files(after=first.versions.get().pk, progress=lambda done, total: told.append((done, total)))
    assert (report.counts["whole"], told) == (1, [(1, 1)])
