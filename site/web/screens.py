"""What the screen of a page shows: the page itself, and what belongs beside it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from web.contents import contents_of
from web.fallbacks import Card, interface, not_in
from web.filling import blank
from web.languages import languages_of_page
from web.months import moment_asked
from web.questions import ask

CHILDREN_ON_A_SCREEN = 48
NEWS_ON_HOME = 5
EVENTS_ON_HOME = 4
SECTIONS = {"TOPIC": "topics", "NEWS": "news", "EVENT": "events", "UNIT": "units"}


def context_of(request: HttpRequest, page: Card) -> dict[str, Any]:
    """The template context of a page as the API answered it, whatever its type."""
    context: dict[str, Any] = {"page": page, "languages": languages_of_page(page)}
    context["contents"] = contents_of(page["body"])
    if page["type"] == "HOME":
        return context | _home(request)
    source = _source(request, page)
    cards = page["children"]["nodes"] + not_in(page["language"], source.get("children", {}).get("nodes", []))
    context |= {"children": _sections(cards), "source": source}
    if page["type"] == "FORM":
        context["filling"] = blank(page, ticket_of(request, page["id"]))
    if page["type"] == "THEME":
        context |= ask(request, "theme_latest", theme=page["id"], now=moment_asked())
    return context


def ticket_of(request: HttpRequest, page_id: str) -> str:
    """What goes along with a form that is shown now; empty for a draft, which cannot be sent."""
    return ask(request, "form_ticket", id=page_id)["formTicket"] or ""


def _home(request: HttpRequest) -> dict[str, Any]:
    """Themes, news and events: those of this language, and those that only the source language has."""
    asked = interface()
    data = ask(request, "home", now=moment_asked(), **asked)
    if not asked["isTranslation"]:
        return data
    themes = data["themes"]["nodes"] + not_in(asked["language"], data["sourceThemes"]["nodes"])
    news = data["news"]["nodes"] + not_in(asked["language"], data["sourceNews"]["nodes"])
    newest = sorted(news, key=lambda card: card["firstPublishedAt"] or "", reverse=True)
    events = data["events"]["nodes"] + not_in(asked["language"], data["sourceEvents"]["nodes"])
    earliest = sorted(events, key=lambda card: card["startsAt"])
    return {
        "themes": {"nodes": themes},
        "news": {"nodes": newest[:NEWS_ON_HOME]},
        "events": {"nodes": earliest[:EVENTS_ON_HOME]},
    }


def _source(request: HttpRequest, page: Card) -> Card:
    """The page in its source language, when this is a translation of it; else nothing."""
    sources = [each["id"] for each in page["translations"] if each["language"] == settings.LANGUAGE_CODE]
    if page["language"] == settings.LANGUAGE_CODE or not sources:
        return {}
    return ask(request, "source", id=sources[0], first=CHILDREN_ON_A_SCREEN)["page"] or {}


def _sections(cards: Iterable[Card]) -> Mapping[str, list[Card]]:
    """Cards under `topics`, `units` and `articles`; news and events stand apart, in lists of their own by date."""
    sections: dict[str, list[Card]] = {}
    for card in cards:
        sections.setdefault(SECTIONS.get(card["type"], "articles"), []).append(card)
    return sections
