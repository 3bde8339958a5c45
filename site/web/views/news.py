"""The news of the whole site, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from web.caching import for_this_reader
from web.languages import source_of_address
from web.questions import ask

ITEMS_ON_A_SCREEN = 20


@require_safe
@for_this_reader
def news(request: HttpRequest) -> HttpResponse:
    """All news of this language; `theme` narrows it to themes, `after` goes on where the last screen ended."""
    chosen = request.GET.getlist("theme")
    data = ask(
        request,
        "news",
        language=get_language(),
        theme=chosen or None,
        first=ITEMS_ON_A_SCREEN,
        after=request.GET.get("after"),
    )
    source = source_of_address(request)
    return render(request, "web/news.html", {"news": data["news"], "chosen": chosen, "source": source})
