"""Each request has an id: in every line it logs, in its answer, and in one line that says what came of it."""

import contextlib
import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from config.logs import request_id

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
GIVEN = "HTTP_X_REQUEST_ID"
VALID_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
# What opens something to whoever knows it: in an address, but never in a log.
SECRET_ARGUMENTS = {"token", "key", "uidb36"}
# Our secrets by their looks, for addresses that lead nowhere: no slug has a capital letter.
SECRET = re.compile(r"(?<=/)(?=[^/]*[A-Z])[\w-]{43}(?=/|$)", re.ASCII)


class KnowsEachRequest:
    """Takes the proxy's id of a request, or makes one; logs method, path, status, duration and the user's number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get(GIVEN, "")
        known_as = given if VALID_ID.fullmatch(given) else uuid.uuid4().hex
        # for the audit log, which stands below
        request.META[GIVEN] = known_as
        with in_request(known_as):
            started = time.perf_counter()
            response = self.get_response(request)
            response[HEADER] = known_as
            if logger.isEnabledFor(logging.INFO):
                _log(request, response, time.perf_counter() - started)
            return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    logger.info("%s %s", request.method, response.status_code, extra={
        "method": request.method,
        "path": path_of(request),
        "status": response.status_code,
        "duration_ms": round(seconds * 1000, 1),
        "user": _number_of_user(request),
    })  # fmt: skip


@contextlib.contextmanager
def in_request(known_as: str) -> Iterator[None]:
    """Lets every line logged within know the request."""
    token = request_id.set(known_as)
    try:
        yield
    finally:
        request_id.reset(token)


class LeavesSecretsOut(logging.Filter):
    """What Django itself says of a request that was refused or failed has its path too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line stays, and its path is the one that we would write."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            path = path_of(request)
            record.args = tuple(path if argument == request.path else argument for argument in record.args)
        return True


def path_of(request: HttpRequest) -> str:
    """The path without its query, which says what people look for, and without what would let another in."""
    path = request.path
    match = request.resolver_match or _match_of_whole(path)
    for name, value in match.kwargs.items() if match else ():
        if name in SECRET_ARGUMENTS:
            path = path.replace(str(value), "***")
    return SECRET.sub("***", path)


def _match_of_whole(path: str) -> ResolverMatch | None:
    """Where an address leads that lost its last slash on the way."""
    try:
        return resolve(f"{path}/")
    except Resolver404:
        return None


def _number_of_user(request: HttpRequest) -> int | None:
    """Of who is signed in, where something asked; to ask here would cost the probes and pictures a query each."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user else None
