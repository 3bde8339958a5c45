"""What is made up for documents that came before files were looked into, or by another release."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from cms.archive.files import facts_of
from cms.archive.models import DocumentVersion, LibraryDocument, take_numbers

BATCH = 200


def number_unnumbered() -> int:
    """Give documents without an archive number one, of the year in which they came, and their version. Says how many.

    While a release is rolled out, processes of the one before it go on adding documents."""
    count = 0
    for pk in LibraryDocument.objects.filter(archive_number=None).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            document = LibraryDocument.objects.select_for_update().filter(pk=pk, archive_number=None).first()
            if document:
                year = timezone.localtime(document.created_at).year
                LibraryDocument.objects.filter(pk=pk).update(archive_number=take_numbers(year)[0])
                document.begin_versions()
                count += 1
    return count


def look_into_files() -> Iterator[tuple[DocumentVersion, bool]]:
    """Look into each file that nobody looked into: its hash, size and type. Yields each version, and whether its file
    was there. Asked again, it looks only at what was missing or is new."""
    last = 0
    while some := list(DocumentVersion.objects.filter(sha256="", pk__gt=last).order_by("pk")[:BATCH]):
        for version in some:
            yield version, _look_into(version)
        last = some[-1].pk


def _look_into(version: DocumentVersion) -> bool:
    try:
        with version.file.storage.open(str(version.file.name), "rb") as content:
            facts = facts_of(content, version.filename)
    except OSError:
        return False
    with transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).update(
            sha256=facts.sha256, size=facts.size, content_type=facts.media_type
        )
        LibraryDocument.objects.filter(pk=version.document_id, version=version.number).update(
            sha256=facts.sha256, file_size=facts.size, file_hash=facts.sha1, media_type=facts.media_type
        )
    return True
