"""The look of the site, as its administrators chose it."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from web.questions import ask

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _colours(request: HttpRequest) -> dict[str, str]:
    """The colours chosen, those that a style sheet may hold; asked once a request."""
    if not hasattr(request, "site_colours"):
        site = ask(request, "site_colours")["site"]
        colours = {name: site[name] for name in ("accent", "accentDark") if COLOUR.fullmatch(site[name])}
        request.site_colours = colours  # type: ignore[attr-defined]
    found: dict[str, str] = request.site_colours  # type: ignore[attr-defined]
    return found


def _version(request: HttpRequest) -> str:
    return '"' + "-".join(_colours(request).values()).replace("#", "") + '"'


@require_safe
@cache_control(public=True, no_cache=True)
@condition(etag_func=_version)
def style(request: HttpRequest) -> HttpResponse:
    """The chosen colours as a style sheet of its own, because our pages may not bring styles along with them. Browsers
    ask each time whether it is still the same, and get it again only when it is not."""
    return render(request, "web/site.css", {"colours": _colours(request)}, content_type="text/css; charset=utf-8")
