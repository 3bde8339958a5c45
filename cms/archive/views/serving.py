"""The doors of /documents/: the newest file of a document, and each that it has been.

What is not there, not for this reader, held back as a danger or called otherwise is one and the same 404, found by the
same question.
"""

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served

from cms.access.policy import note_passing, visible_to
from cms.access.readers import reader_of
from cms.archive.models import LibraryDocument
from cms.archive.sniffing import BINARY
from cms.media.models import QuarantinedFile
from cms.media.serving import is_for_everyone, serve_file


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """The newest file of a document, under any name that a file of it had: a kept address gives the newest."""
    document = _visible_document(request, document_id)
    if document.filename != document_filename and not document.versions.filter(filename=document_filename).exists():
        raise Http404
    return _served(request, document, document.file, document.filename, document.content_type)


@require_safe
def serve_version(request: HttpRequest, document_id: int, number: int, filename: str) -> HttpResponseBase:
    """One file that a document is or has been; who may see the document may see what it was."""
    document = _visible_document(request, document_id)
    version = document.versions.filter(number=number, filename=filename).first()
    if version is None or QuarantinedFile.objects.infected().filter(stored=version.file.name).exists():
        raise Http404
    # because what is written down is which version somebody took
    document.version = version.number
    return _served(request, document, version.file, version.filename, version.content_type or BINARY)


def _visible_document(request: HttpRequest, document_id: int) -> LibraryDocument:
    reader = reader_of(request)
    asked = LibraryDocument.objects.filter(pk=document_id)
    document = visible_to(reader, asked).first()
    if document is None:
        raise Http404
    if reader.passes_all:
        note_passing(reader, asked)
    return document


def _served(
    request: HttpRequest, document: LibraryDocument, file: FieldFile, name: str, content_type: str
) -> HttpResponseBase:
    """The file, which is written down as taken; not where somebody asks whether it changed, or for no part of it."""
    is_open = is_for_everyone(reader_of(request), document)
    answer = serve_file(request, file, name=name, content_type=content_type, is_for_everyone=is_open)
    if answer.status_code in (200, 206):
        document_served.send(sender=LibraryDocument, instance=document, request=request)
    return answer
