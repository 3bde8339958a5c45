"""Published pages: one catch-all view, since the tree decides what lies at an address."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.caching import for_this_reader
from web.questions import ask
from web.screens import CHILDREN_ON_A_SCREEN, context_of
from web.views.errors import not_found

TEMPLATES = {
    "HOME": "web/pages/home.html",
    "THEME": "web/pages/theme.html",
    "TOPIC": "web/pages/topic.html",
    "NEWS": "web/pages/news.html",
    "EVENT": "web/pages/event.html",
    "UNIT": "web/pages/unit.html",
    "FORM": "web/pages/form.html",
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
    """A draft, as the token from an editor's preview button shows it to whom it was given; all around it too."""
    request.preview_token = token  # type: ignore[attr-defined]
    # as Wagtail says of the previews that it makes itself
    request.in_preview_panel = True  # type: ignore[attr-defined]
    answer = ask(request, "preview", token=token, first=CHILDREN_ON_A_SCREEN)
    if not answer["page"]:
        return not_found(request)
    return _screen(request, answer["page"], is_preview=True, seen_as=answer["previewAudience"])


def _screen(request: HttpRequest, found: dict[str, Any], **extra: Any) -> HttpResponse:
    template = TEMPLATES.get(found["type"], "web/pages/article.html")
    return render(request, template, context_of(request, found) | extra)


def _redirect(request: HttpRequest) -> HttpResponse | None:
    """Where this address moved to, when the reader may go there."""
    target = ask(request, "redirect", path=request.path_info)["redirect"]
    if not target:
        return None
    answer = HttpResponsePermanentRedirect if target["permanent"] else HttpResponseRedirect
    return answer(target["url"])
