"""Answers as they leave by HTTP: their bytes, and what browsers and caches in between may do with them.

What a visitor without any credentials asked by GET may stand in a cache that everybody shares. All else is for who
asked alone, and is asked anew each time; who has it already is told so by a 304.
"""

import logging
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.api.answers import Answer, KeptAnswer, encoded
from cms.api.ingredients import LIST_OF
from cms.api.observing import note_errors
from cms.api.questions import HttpRefusalError
from cms.api.sharing import etag_of
from cms.graphql_kit.errors import UNEXPECTED, ApiError, Forbidden, LimitExceeded, Unauthenticated, formatted

logger = logging.getLogger(__name__)

# With the token of a preview, everything that is asked is answered through the eyes that its editor chose.
PREVIEW_HEADER = "Preview-Token"
# The headers that every request is looked at for, as WSGI names them: `request.headers` would read all there are.
PREVIEW, ACCEPT, KNOWN, AUTHORIZATION, COOKIE = (
    "HTTP_PREVIEW_TOKEN", "HTTP_ACCEPT", "HTTP_IF_NONE_MATCH", "HTTP_AUTHORIZATION", "HTTP_COOKIE",
)  # fmt: skip
GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"
VARY = f"Accept, Accept-Language, Authorization, Cookie, {PREVIEW_HEADER}"
PRIVATE = "private, no-cache"
# What caches in between take as the length of a line of headers.
LONGEST_KEYS = 4_000
COME_BACK = {"Retry-After": "30"}


def respond(request: HttpRequest, answer: Answer | KeptAnswer) -> HttpResponse:
    """The response with an answer; 304 without it for who has these bytes already.

    400 for what was not executed; 200 to a client that knows application/json alone, as the specification asks.
    """
    media_type = _media_type(request)
    if not answer.has_run and media_type == GRAPHQL_JSON:
        return _response(answer.content, media_type, status=400)
    etag = _etag(request, answer, media_type) if request.method != "POST" and not answer.errors else ""
    is_known = bool(etag) and _is_named(etag, request.META.get(KNOWN, ""))
    response = _response(b"" if is_known else answer.content, media_type, status=304 if is_known else 200)
    if etag:
        response.headers["ETag"] = etag
    if isinstance(answer, KeptAnswer) and _is_public(request):
        _let_caches_keep(response, answer)
    return response


def refuse(request: HttpRequest, refusal: HttpRefusalError) -> HttpResponse:
    """The response to what was not looked at."""
    errors = formatted([refusal.error])
    note_errors(errors)
    response = _response(encoded({"errors": errors}), _media_type(request), status=refusal.status)
    for name, value in refusal.headers.items():
        response.headers[name] = value
    return response


def refusal_of(error: Exception, *, door: str) -> HttpRefusalError:
    """How what went wrong at a door is told over HTTP. What is nobody's fault but ours is logged, and not explained."""
    match error:
        case HttpRefusalError():
            return error
        case LimitExceeded():
            return HttpRefusalError(503, error, COME_BACK)
        case Unauthenticated():
            return HttpRefusalError(401, error, {"WWW-Authenticate": "Bearer"})
        case Forbidden():
            return HttpRefusalError(403, error)
        case OperationalError() | InterfaceError():
            logger.error("The database did not answer at the %s door", door, exc_info=error)
            return HttpRefusalError(503, ApiError(UNEXPECTED), COME_BACK)
        case _:
            logger.error("Unexpected error at the %s door", door, exc_info=error)
            return HttpRefusalError(500, ApiError(UNEXPECTED))


def _response(content: bytes, media_type: str, *, status: int) -> HttpResponse:
    response = HttpResponse(content, status=status, content_type=f"{media_type}; charset=utf-8")
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Vary"] = VARY
    return response


def accepts_json(request: HttpRequest) -> bool:
    """Whether the client takes any of what the API answers in."""
    return _preferred_type(request.META.get(ACCEPT, "*/*")) is not None


def _media_type(request: HttpRequest) -> str:
    """The one that the client likes best; plain JSON for who does not say, or would have something else."""
    return _preferred_type(request.META.get(ACCEPT, "*/*")) or JSON


@lru_cache(maxsize=256)
def _preferred_type(accept: str) -> str | None:
    """What is read from a header, which few clients write in many ways."""
    asked = HttpRequest()
    asked.META[ACCEPT] = accept
    return asked.get_preferred_type([JSON, GRAPHQL_JSON])


def _etag(request: HttpRequest, answer: Answer | KeptAnswer, media_type: str) -> str:
    """Names these bytes of this type, for this reader or for those who may see the same."""
    if isinstance(answer, KeptAnswer):
        etag = answer.etag
    else:
        etag = etag_of(f"user {request.user.pk}".encode(), answer.content)
    return etag if media_type == JSON else f'{etag[:-1]}-g"'


def _is_named(etag: str, known: str) -> bool:
    """Whether it is among those of an If-None-Match header. Caches in between may have weakened it."""
    return (
        known == etag or known.strip() == "*" or etag in (each.strip().removeprefix("W/") for each in known.split(","))
    )


def _is_public(request: HttpRequest) -> bool:
    """Whether nothing in the request says who asks. A cookie that says nothing of it counts too: not every cache in
    between tells answers apart by cookies."""
    return request.method != "POST" and not any(request.META.get(name) for name in (AUTHORIZATION, COOKIE, PREVIEW))


def _names_of(answer: KeptAnswer) -> set[str]:
    """The names under which it is taken out of caches. Of what is hidden they name the kind alone."""
    kinds = {LIST_OF[name.partition(":")[0]] for name in answer.hidden}
    return {*answer.tags - answer.hidden, *kinds}


def _let_caches_keep(response: HttpResponse, answer: KeptAnswer) -> None:
    """Browsers ask each time; caches in between keep it for a while, by names under which it can be taken out."""
    seconds = settings.GRAPHQL_CDN_SECONDS
    left = int((answer.ends_at - timezone.now()) / timedelta(seconds=1))
    # Where something in it ends by itself, nobody may be shown it any longer.
    kept = f"s-maxage={seconds}, stale-while-revalidate={seconds}" if seconds <= left else f"s-maxage={max(left, 0)}"
    response.headers["Cache-Control"] = f"public, max-age=0, {kept}" if seconds else "public, no-cache"
    keys = " ".join(sorted(_names_of(answer)))
    if len(keys) <= LONGEST_KEYS:
        response.headers["Surrogate-Key"] = keys
