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
from web.search_questions import FILE_KIND_LABELS, KINDS, SearchQuestion
from web.views.searches import ALERTS, shown_searches

HITS_ON_A_SCREEN = 20
SHORTEST_PREFIX = 2
FACETS = {
    "KIND": _("Kind"),
    "THEME": _("Theme"),
    "LANGUAGE": _("Language"),
    "UNIT": _("Unit"),
    "FILE_KIND": _("Kind of file"),
    "TAG": _("Tag"),
}


@require_safe
@for_this_reader
def search(request: HttpRequest) -> HttpResponse:
    """The search screen; without a query it is the form alone."""
    question = SearchQuestion.from_address(request.GET)
    context: dict[str, Any] = {
        "question": question,
        "facets": [],
        "found": None,
        "similar": None,
        "is_search_screen": True,
    }
    if not question.query and request.user.is_authenticated:
        own = ask(request, "recent_searches")["viewer"]
        context |= {"own": own, "own_saved": shown_searches(own["savedSearches"])}
    if like := request.GET.get("like", ""):
        context |= {"similar": ask(request, "similar", id=like, language=get_language())["similar"]}
    elif question.query:
        found = ask(request, "search", first=HITS_ON_A_SCREEN, **question.variables)["search"]
        context |= {
            "found": found,
            "hits": [_hit(hit) for hit in found["nodes"]],
            "facets": [facet for name in FACETS if (facet := _facet(name, found, question))["buckets"]],
            "periods": _periods(found, question),
            "other_languages": _other_languages(found, question),
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
    found: dict[str, Any] = {"suggest": [], "frequentQueries": []}
    if len(prefix) >= SHORTEST_PREFIX:
        found = ask(request, "suggest", prefix=prefix, language=get_language())
    return render(request, "web/suggestions.html", {"options": found["suggest"], "queries": found["frequentQueries"]})


def _hit(hit: dict[str, Any]) -> dict[str, Any]:
    """A hit as the screen shows it. Browsers open a PDF at the page that is named behind its address."""
    is_in_pdf = hit["pageNumber"] and hit["url"].lower().endswith(".pdf")
    address = f"{hit['url']}#page={hit['pageNumber']}" if is_in_pdf else hit["url"]
    return hit | {"address": address}


def _facet(name: str, found: dict[str, Any], question: SearchQuestion) -> dict[str, Any]:
    """One facet with its buckets; a chosen value stays listed when nothing has it, or it could not be let go."""
    buckets = _buckets(name, found)
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


def _buckets(name: str, found: dict[str, Any]) -> list[dict[str, Any]]:
    return next((facet["buckets"] for facet in found["facets"] if facet["field"] == name), [])


def _periods(found: dict[str, Any], question: SearchQuestion) -> list[dict[str, Any]]:
    """The last week, month and year, each with the address of what was published in it."""
    return [
        bucket
        | {"address": question.address_since(bucket["value"])}
        | {"is_chosen": bucket["value"] == question.published_from and not question.published_to}
        for bucket in _buckets("DATE", found)
    ]


def _other_languages(found: dict[str, Any], question: SearchQuestion) -> list[dict[str, Any]]:
    """How much there is in languages that the reader did not choose, for who may read those too."""
    own = question.language or get_language()
    return [
        bucket | {"label": _label("LANGUAGE", bucket), "address": question.address_in(bucket["value"])}
        for bucket in _buckets("LANGUAGE", found)
        if bucket["value"] != own
    ]


def _label(facet: str, bucket: dict[str, Any]) -> str:
    """Languages are named as people call them; the API names all else, but for what was chosen and is nowhere."""
    if facet in ("KIND", "FILE_KIND") and not bucket["count"]:
        return str(KINDS[bucket["value"]].many if facet == "KIND" else FILE_KIND_LABELS[bucket["value"]])
    if facet == "LANGUAGE" and bucket["value"] in dict(settings.LANGUAGES):
        return capfirst(str(get_language_info(bucket["value"])["name_translated"]))
    return bucket["label"]


def _next_address(found: dict[str, Any], question: SearchQuestion) -> str:
    info = found["pageInfo"]
    return question.address_of_next(info["endCursor"], shown=len(found["nodes"])) if info["hasNextPage"] else ""
