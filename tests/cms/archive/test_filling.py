"""Documents that came before the archive numbered them and looked into their files."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from cms.archive.models import DocumentVersion, LibraryDocument
from tests.factories.archive import create_document

pytestmark = pytest.mark.django_db


def make_old(document: LibraryDocument) -> None:
    """As a release before versions left it."""
    LibraryDocument.objects.filter(pk=document.pk).update(archive_number=None, sha256="", media_type="")
    DocumentVersion.objects.filter(document=document).delete()


def test_what_is_not_known_of_old_documents_is_found_out_once() -> None:
    there, lost = create_document(content=b"een"), create_document(content=b"twee")
    for document in (there, lost):
        make_old(document)
    default_storage.delete(lost.file.name)
    told, missing = StringIO(), StringIO()
    call_command("archive_fill", stdout=told, stderr=missing)

    assert told.getvalue() == "2 documents numbered, 1 files looked into, 1 missing.\n"
    assert lost.file.name in missing.getvalue()
    there.refresh_from_db()
    lost.refresh_from_db()
    assert there.sha256 == there.versions.get().sha256 == sha256(b"een").hexdigest()
    assert (there.content_type, lost.sha256) == ("text/plain", "")
    assert there.archive_number != lost.archive_number

    again = StringIO()
    call_command("archive_fill", stdout=again, stderr=StringIO())
    assert again.getvalue() == "0 documents numbered, 0 files looked into, 1 missing.\n"
