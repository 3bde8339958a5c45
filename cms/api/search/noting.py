"""What is written down of a search once it is answered: for the statistics, without who asked, and for the person."""

import re
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from cms.access.readers import reader_of
from cms.api.afterwards import afterwards
from cms.graphql_kit.context import Context
from cms.insights.actions.record import Searched, record_searches
from cms.searches.actions.recent import Typed, keep_recent
from search.engines.base import Sort
from search.query import Request, Results

BOTS = re.compile(r"bot\b|crawl|spider|slurp|monitor|uptime|preview|curl|wget|python|java/|go-http|headless", re.I)
TOKEN_SALT = "search"  # noqa: S105 - sets these tokens apart from others, and is no secret
TOKEN_SECONDS = 24 * 60 * 60


def note_search(context: Context, request: Request, asked: Mapping[str, Any], results: Results) -> str | None:
    """Keep a search for the person who made it, and count it; further pages of it are the same search. Gives the token
    by which the choice of one of its results is counted; None for what is not: narrower filters, another order,
    previews, and what no person asked."""
    if not request.query.strip() or not _is_of_person(context):
        return None
    is_asked_now = not request.after
    if context.reader.user_id and is_asked_now:
        afterwards(keep_recent, Typed(context.reader.user_id, request.query, timezone.now()))
    is_narrower = any(asked.get(name) for name in asked if name != "language")
    if is_narrower or request.sort is not Sort.RELEVANCE:
        return None
    searched = Searched(context.reader.user_id, request.query, request.language, results.total, results.engine.value)
    if is_asked_now:
        afterwards(record_searches, searched)
    return token_of(searched)


def token_of(searched: Searched) -> str:
    """A search as its reader hands it back, signed: clicks are counted on what was really asked, by who asked it."""
    return signing.dumps([searched.person_id, searched.query, searched.language], salt=TOKEN_SALT)


def search_behind(token: str, *, person_id: int | None) -> tuple[str, str] | None:
    """The query and language behind a token; None where it is not this person's, not ours, or a day old."""
    try:
        owner, query, language = signing.loads(token, salt=TOKEN_SALT, max_age=TOKEN_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (query, language) if owner == person_id else None


def _is_of_person(context: Context) -> bool:
    """Whether a person asks with their own eyes: no preview through others', no browser that fetches ahead, no bot."""
    request: HttpRequest = context.request
    if context.reader is not reader_of(request) or "prefetch" in _purpose(request):
        return False
    agent = request.headers.get("User-Agent", "")
    return not context.reader.is_visitor or bool(agent and not BOTS.search(agent))


def _purpose(request: HttpRequest) -> str:
    return request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
