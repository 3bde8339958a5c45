from django.http import Http404, HttpRequest
from wagtail import hooks

from cms.access.policy import may_see
from cms.access.readers import reader_of
from cms.archive.models import LibraryDocument


@hooks.register("before_serve_document", order=-1)
def ask_policy(document: LibraryDocument, request: HttpRequest) -> None:
    """A document that somebody may not see is not there for them, whoever gave them the address."""
    if not may_see(reader_of(request), document):
        raise Http404
