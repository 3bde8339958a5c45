"""Documents and pictures that came while the scanner for viruses was away are looked into once it is back."""

from django_tasks import task

from cms.archive.models import LibraryDocument
from cms.media.actions import Verdict, release, scan_stored, scan_waiting_images, waiting
from cms.media.models import Image
from cms.media.scanning import is_scanning
from search.queueing import PlaceInQueue

SCANNING = PlaceInQueue("media-scan-queued", seconds=600)


def scan_waiting_files() -> None:
    """What the scheduler asks: have a worker look, where anything waits and nobody has been asked yet."""
    everything = (LibraryDocument.objects.all(), Image.objects.all())
    if is_scanning() and any(waiting(things).exists() for things in everything):
        SCANNING.take(scan_everything_waiting)


@task
def scan_everything_waiting() -> None:
    """Look into all that waits."""
    SCANNING.leave()
    scan_waiting_images()
    scan_waiting_documents()


def scan_waiting_documents() -> None:
    """Give documents free whose every version was looked into, and whose newest is clean. An earlier one that is
    infected stops nothing: it is never served."""
    for document in waiting(LibraryDocument.objects.all()):
        by, newest = document.uploaded_by_user, document.file.name
        verdicts = {
            version.file.name: scan_stored(document, version.file, by=version.author or by)
            for version in document.versions.select_related("author")
        }
        if Verdict.UNKNOWN not in verdicts.values() and verdicts.get(newest) is Verdict.CLEAN:
            release(document)
