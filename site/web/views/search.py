"""Search: results with facets, and completions while typing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from web.caching import for_this_reader
from web.questions import ask
from web.search_questions import KIND_OF_HIT, KINDS, SearchQuestion
from web.views.searches import ALERTS, shown_searches

HITS_ON_A_SCREEN = 20
SHORTEST_PREFIX = 2
FACETS = {"KIND": _("Kind"), "THEME": _("Theme"), "LANGUAGE": _("Language"), "TAG": _("Tag")}


@require_safe
@for_this_reader
def search(request: HttpRequest) -> HttpResponse:
    """The search screen; without a query it is the form alone."""
    question = SearchQuestion.from_address(request.GET)
    context: dict[str, Any] = {"question": question, "facets": [], "found": None, "is_search_screen": True}
    if not question.query and request.user.is_authenticated:
        own = ask(request, "recent_searches")["viewer"]
        context |= {"own": own, "own_saved": shown_searches(own["savedSearches"])}
    if question.query:
        found = ask(request, "search", first=HITS_ON_A_SCREEN, **question.variables)["search"]
        context |= {
            "found": found,
            "hits": [_hit(hit) for hit in found["nodes"]],
            "facets": [facet for name in FACETS if (facet := _facet(name, found, question))["buckets"]],
            "correction_address": question.address_of(found["correction"] or ""),
            "next_address": _next_address(found, question),
            "alerts": ALERTS,
            "is_stand_in": found["engine"] == "DATABASE" and bool(settings.ELASTICSEARCH_URL),
        }
    return render(request, "web/search.html", context)


@require_safe
@for_this_reader
def suggestions(request: HttpRequest) -> HttpResponse:
    """Completions of what is being typed, as options for the listbox under the search field."""
    prefix = request.GET.get("q", "").strip()
    found = []
    if len(prefix) >= SHORTEST_PREFIX:
        found = ask(request, "suggest", prefix=prefix, language=get_language())["suggest"]
    options = [suggestion | {"kind_label": KIND_OF_HIT[suggestion["kind"]]} for suggestion in found]
    return render(request, "web/suggestions.html", {"options": options})


def _hit(hit: dict[str, Any]) -> dict[str, Any]:
    """A hit as the screen shows it. Browsers open a PDF at the page that is named behind its address."""
    is_in_pdf = hit["pageNumber"] and hit["url"].lower().endswith(".pdf")
    address = f"{hit['url']}#page={hit['pageNumber']}" if is_in_pdf else hit["url"]
    return hit | {"kind_label": KIND_OF_HIT[hit["kind"]], "address": address}


def _facet(name: str, found: dict[str, Any], question: SearchQuestion) -> dict[str, Any]:
    """One facet with its buckets; a chosen value stays listed when nothing has it, or it could not be let go."""
    buckets: list[dict[str, Any]] = next((facet["buckets"] for facet in found["facets"] if facet["field"] == name), [])
    chosen = question.chosen(name)
    missing = set(chosen) - {bucket["value"] for bucket in buckets}
    listed = [*buckets, *({"value": value, "label": value, "count": 0} for value in sorted(missing))]
    return {
        "name": name.lower(),
        "label": FACETS[name],
        "is_single": name == "LANGUAGE",
        "buckets": [
            bucket | {"label": _label(name, bucket), "is_chosen": bucket["value"] in chosen} for bucket in listed
        ],
    }


def _label(facet: str, bucket: dict[str, Any]) -> str:
    """Kinds and languages are named in the language of the interface; themes and tags have names of their own."""
    if facet == "KIND":
        return str(KINDS.get(bucket["value"], bucket["label"]))
    if facet == "LANGUAGE" and bucket["value"] in dict(settings.LANGUAGES):
        return capfirst(str(get_language_info(bucket["value"])["name_translated"]))
    return bucket["label"]


def _next_address(found: dict[str, Any], question: SearchQuestion) -> str:
    info = found["pageInfo"]
    return question.address_of_next(info["endCursor"]) if info["hasNextPage"] else ""
