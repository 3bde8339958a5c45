"""Published pages: one catch-all view, since the tree decides what lies at an address."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from web.caching import for_this_reader
from web.contents import contents_of
from web.languages import languages_of_page
from web.questions import ask
from web.views.errors import not_found

CHILDREN_ON_A_SCREEN = 48
TEMPLATES = {
    "HOME": "web/pages/home.html",
    "THEME": "web/pages/theme.html",
    "TOPIC": "web/pages/topic.html",
    "NEWS": "web/pages/news.html",
}


@require_safe
@for_this_reader
def page(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address, mounted as `wagtail_serve` so that Wagtail can reverse it with a path of its own."""
    after = request.GET.get("after")
    found = ask(request, "page", path=request.path_info, first=CHILDREN_ON_A_SCREEN, after=after)["page"]
    if found and found["path"] != request.path_info and not found["isFallback"]:
        return HttpResponseRedirect(found["path"])
    if found:
        return _screen(request, found, is_continued=bool(after))
    is_home = not path
    if is_home and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _redirect(request) or not_found(request)


@require_safe
@for_this_reader
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A draft, as the token from an editor's preview button shows it to whom it was given."""
    draft = ask(request, "preview", token=token, first=CHILDREN_ON_A_SCREEN)["page"]
    return _screen(request, draft, is_preview=True) if draft else not_found(request)


def _screen(request: HttpRequest, found: dict[str, Any], **extra: Any) -> HttpResponse:
    context = {
        "page": found,
        "languages": languages_of_page(found),
        "contents": contents_of(found["body"]),
        "children": _by_type(found["children"]["nodes"]),
        **_beside(request, found),
        **extra,
    }
    return render(request, TEMPLATES.get(found["type"], "web/pages/article.html"), context)


def _beside(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    """What a screen shows that does not belong to the page itself."""
    if found["type"] == "THEME":
        return ask(request, "theme", theme=found["id"])
    if found["type"] == "HOME":
        return _entrances(request)
    return {}


def _entrances(request: HttpRequest) -> dict[str, Any]:
    """All themes: those of this language, then those that only the source language has."""
    language, source = get_language(), settings.LANGUAGE_CODE
    data = ask(request, "home", language=language, source=source, inTranslation=language != source)
    untranslated = [
        theme | {"path": f"/{language}{theme['path']}"}
        for theme in data.get("sourceThemes", {"nodes": []})["nodes"]
        if language not in {each["language"] for each in theme["translations"]}
    ]
    return {"themes": data["themes"]["nodes"] + untranslated, "news": data["news"]}


def _by_type(cards: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Cards under `topics`, `articles` and `others`; news has a list of its own, by date."""
    groups = {"TOPIC": "topics", "ARTICLE": "articles", "THEME": "themes", "NEWS": "news"}
    grouped: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        grouped.setdefault(groups.get(card["type"], "others"), []).append(card)
    return grouped


def _redirect(request: HttpRequest) -> HttpResponse | None:
    """Where this address moved to, when the reader may go there."""
    target = ask(request, "redirect", path=request.path_info)["redirect"]
    if not target:
        return None
    answer = HttpResponsePermanentRedirect if target["permanent"] else HttpResponseRedirect
    return answer(target["url"])
