"""The library."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from web.caching import for_this_reader
from web.questions import ask

DOCUMENTS_ON_A_SCREEN = 24
WORD = ("application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
SHEET = ("application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv")
SLIDES = (
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
)
# What stands in an address, what readers call it, and the media types it is.
TYPES = {
    "pdf": (_("PDF"), ("application/pdf",)),
    "text": (_("Text document"), (*WORD, "application/vnd.oasis.opendocument.text", "text/plain")),
    "sheet": (_("Spreadsheet"), (*SHEET, "application/vnd.oasis.opendocument.spreadsheet")),
    "slides": (_("Presentation"), (*SLIDES, "application/vnd.oasis.opendocument.presentation")),
}


@require_safe
@for_this_reader
def documents(request: HttpRequest) -> HttpResponse:
    """The documents, the newest first; `type` (a key of TYPES) and `tag` narrow them, `after` goes on."""
    chosen_type, tag = request.GET.get("type", ""), request.GET.get("tag", "")
    wanted: dict[str, list[str]] = {}
    if chosen_type in TYPES:
        wanted["contentType"] = list(TYPES[chosen_type][1])
    if tag:
        wanted["tag"] = [tag]
    after = request.GET.get("after")
    found = ask(request, "documents", filter=wanted, first=DOCUMENTS_ON_A_SCREEN, after=after)["documents"]
    labels = {each["slug"]: each["label"] for document in found["nodes"] for each in document["tags"]}
    context = {
        "documents": found,
        "types": [(key, label) for key, (label, _types) in TYPES.items()],
        "chosen_type": chosen_type,
        "tag": tag,
        "tag_label": labels.get(tag, tag),
    }
    return render(request, "web/documents.html", context)
