"""The door of a meeting's papers as one PDF, for who may see the meeting, of the papers that they may see."""

import shutil
import tempfile
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import formats, timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served

from cms.access.policy import visible_to
from cms.access.readers import Reader, reader_of
from cms.archive.extraction.limits import Limits
from cms.archive.models import DocumentTextPage, LibraryDocument
from cms.folders.binding.papers import Paper, Volume, Words
from cms.folders.binding.running import BindingError, bind
from cms.folders.models import Meeting, MeetingPaper

# Somebody waits for it at a screen.
LIMITS = Limits(seconds=60, memory=1_024)


@require_safe
def meeting_papers(request: HttpRequest, number: int) -> HttpResponseBase:
    """All papers of a meeting in their order, bound anew each time: what closed since, or changed, is so at once."""
    reader = reader_of(request)
    meeting = visible_to(reader, Meeting.objects.filter(pk=number)).first()
    if meeting is None:
        raise Http404
    papers = _papers_for(reader, meeting)
    try:
        with tempfile.TemporaryDirectory(prefix="plein-meeting-") as folder:
            bound = bind(_volume(meeting, papers, Path(folder)), folder=Path(folder), limits=LIMITS)
            answer = FileResponse(bound.open("rb"), filename=f"{slugify(meeting.title) or 'meeting'}.pdf")
    except BindingError:
        told = _("These papers are too many for one file. Open them one by one.")
        return HttpResponse(told, status=503, content_type="text/plain; charset=utf-8")
    for paper in papers:
        document_served.send(sender=LibraryDocument, instance=paper.document, request=request)
    answer["Content-Type"] = "application/pdf"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(answer, ["Cookie"])
    return answer


def _papers_for(reader: Reader, meeting: Meeting) -> list[MeetingPaper]:
    documents = visible_to(reader, LibraryDocument.objects.all())
    return list(meeting.papers.filter(document__in=documents.values("pk")).select_related("document"))


def _volume(meeting: Meeting, papers: list[MeetingPaper], folder: Path) -> Volume:
    held_at = formats.date_format(timezone.localtime(meeting.held_at), "DATETIME_FORMAT")
    words = Words(
        papers=_("Papers"),
        as_text=_("This paper has no pages of its own. Here is its text, without its layout."),
        unreadable=_("This paper cannot be shown here. Open it by itself."),
        too_many_pages=_("This paper has too many pages to be bound with the others. Open it by itself."),
    )
    lines = [line for line in (held_at, meeting.place) if line]
    return Volume(meeting.title, lines, [_copied(paper, folder) for paper in papers], words)


def _copied(paper: MeetingPaper, folder: Path) -> Paper:
    """A paper with its file where the program that binds may read it; a missing one is an empty file."""
    document, path = paper.document, folder / str(paper.pk)
    try:
        with document.file.storage.open(str(document.file.name)) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    except FileNotFoundError:
        path.touch()
    pages = DocumentTextPage.objects.filter(text__document=document, text__version=document.version)
    text = "\n\n".join(pages.values_list("content", flat=True))
    return Paper(document.title, paper.get_part_display(), str(path), document.content_type, text)
