"""People as colleagues see them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from graphql_relay import to_global_id

from web.caching import for_this_reader
from web.questions import ask
from web.views.errors import not_found

PEOPLE_ON_A_SCREEN = 24
LONGEST_NAME = 100


@require_safe
@for_this_reader
def people(request: HttpRequest) -> HttpResponse:
    """Who is who: `name` and `unit` (an id) narrow the list, `after` goes on where the last screen ended."""
    name, unit = request.GET.get("name", "").strip()[:LONGEST_NAME], request.GET.get("unit", "")
    wanted = {key: value for key, value in {"name": name, "unit": unit}.items() if value}
    data = ask(
        request,
        "people",
        filter=wanted,
        language=get_language(),
        first=PEOPLE_ON_A_SCREEN,
        after=request.GET.get("after"),
    )
    context = {
        "people": data["people"],
        "units": _indented(data["units"]),
        "unit_pages": data["unitPages"]["nodes"],
        "name": name,
        "unit": unit,
    }
    return render(request, "web/people.html", context)


@require_safe
@for_this_reader
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person: what they do and how to reach them."""
    found = ask(request, "person", id=to_global_id("Person", number))["person"]
    return render(request, "web/person.html", {"person": found}) if found else not_found(request)


def _indented(units: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Units with names that show how deep in the tree they stand; each comes after the one it is part of."""
    depths: dict[str, int] = {}
    for unit in units:
        depths[unit["id"]] = depths.get(unit["parent"]["id"], 0) + 1 if unit["parent"] else 0
    return [{"id": unit["id"], "name": "– " * depths[unit["id"]] + unit["name"]} for unit in units]
