"""What stands around every screen: the signed-in person, the themes, the language switch."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from web.fallbacks import interface, not_in
from web.languages import languages_of_address
from web.questions import ask

TONES = 8


def layout(request: HttpRequest) -> dict[str, Any]:
    """`layout`, `languages` and `site_name` for templates; they cost nothing where a template uses none of them."""
    around = SimpleLazyObject(lambda: _layout(request))
    return {
        "site_name": SimpleLazyObject(lambda: around["site"]["name"]),
        "layout": around,
        "languages": SimpleLazyObject(lambda: languages_of_address(request)),
    }


def _layout(request: HttpRequest) -> dict[str, Any]:
    asked = interface()
    answer = ask(request, "navigation", **asked)
    offered = [item["page"] for item in answer.get("sourceNavigation", [])]
    menu = [item["page"] for item in answer["navigation"]] + not_in(asked["language"], offered)
    themes = [page for page in menu if page["type"] == "THEME"]
    viewer = ask(request, "viewer")["viewer"]
    return {
        "site": answer["site"],
        "viewer": viewer,
        "favourite_ids": {page["id"] for page in viewer["favourites"]} if viewer else set(),
        "menu": menu,
        "themes": themes,
        "tones": {theme["id"]: position % TONES + 1 for position, theme in enumerate(themes)},
    }
