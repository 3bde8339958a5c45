"""What calendars and feed readers fetch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.access.readers import reader_of
from cms.reading.calendars import calendar_of
from cms.reading.finding import cards_seen_by
from cms.reading.models import PageType

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def event_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """One event as a file for somebody's calendar. Raises Http404 where there is none that the reader may see."""
    card = cards_seen_by(reader_of(request)).filter(type=PageType.EVENT, pk=number).first()
    if card is None:
        raise Http404
    return HttpResponse(
        calendar_of([card]),
        content_type=CALENDAR,
        headers={
            "Content-Disposition": f'attachment; filename="{card.slug}.ics"',
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie, Authorization",
        },
    )
