"""People as colleagues see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from graphql_relay import to_global_id

from web.caching import for_this_reader
from web.questions import ask
from web.views.errors import not_found


@require_safe
@for_this_reader
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person: what they do and how to reach them."""
    found = ask(request, "person", id=to_global_id("Person", number))["person"]
    return render(request, "web/person.html", {"person": found}) if found else not_found(request)
