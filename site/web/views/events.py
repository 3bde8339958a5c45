"""Events by month."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from web.caching import for_this_reader
from web.languages import source_of_address
from web.months import Month
from web.questions import ask

EVENTS_ON_A_SCREEN = 100


@require_safe
@for_this_reader
def events(request: HttpRequest) -> HttpResponse:
    """The events of a month: this one, or that of `month`; `theme` narrows them to themes."""
    asked = request.GET.get("month", "")
    month = Month.written(asked) if asked else Month.current()
    if month is None:
        raise Http404
    chosen = request.GET.getlist("theme")
    data = ask(
        request,
        "events",
        language=get_language(),
        theme=chosen or None,
        **{"from": month.begin.isoformat(), "to": month.end.isoformat()},
        first=EVENTS_ON_A_SCREEN,
        after=request.GET.get("after"),
    )
    source = source_of_address(request)
    context = {"events": data["events"], "month": month, "chosen": chosen, "source": source}
    return render(request, "web/events.html", context | {"is_this_month": month == Month.current()})
