"""Questions as they come over HTTP, read strictly: what is not GraphQL-over-HTTP is refused with the right status."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, RawPostDataException

from cms.graphql_kit.errors import ApiError, InvalidInput, LimitExceeded
from cms.graphql_kit.limits import LIMITS


class HttpRefusalError(Exception):
    """A request that is refused before any GraphQL, with the HTTP status that says why."""

    def __init__(self, status: int, error: ApiError, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(error.message)
        self.status = status
        self.error = error
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class Question:
    """One operation to execute."""

    text: str
    variables: dict[str, Any]
    operation_name: str | None


def question_of(request: HttpRequest) -> Question:
    """The question of a request. Raises HttpRefusalError: 405, 413, 415, or 400 for what cannot be understood."""
    if request.method in ("GET", "HEAD"):
        parts: Any = {name: request.GET[name] for name in ("query", "operationName") if name in request.GET}
        parts["variables"] = json_in(request.GET.get("variables") or "null")
    elif request.method == "POST":
        parts = json_in(_body(request))
    else:
        refused = InvalidInput("Ask with POST, or with GET for queries.")
        raise HttpRefusalError(405, refused, {"Allow": "GET, HEAD, POST"})
    return question_in(parts)


def _body(request: HttpRequest) -> str:
    if request.content_type != "application/json":
        raise HttpRefusalError(415, InvalidInput("Send application/json."))
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > LIMITS.body_size:
        raise too_large(int(length))
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_large(None) from None
    except RawPostDataException:
        raise bad_request("The body could not be read.") from None
    if len(body) > LIMITS.body_size:
        raise too_large(len(body))
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise bad_request("The body is not UTF-8.") from None


def json_in(text: str) -> Any:
    """What a text of JSON says. Raises HttpRefusalError."""
    if len(text) > LIMITS.body_size:
        raise too_large(len(text))
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise bad_request("This is not JSON.") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def question_in(parts: Any) -> Question:
    """The question in what was sent. Raises HttpRefusalError."""
    if isinstance(parts, list):
        raise bad_request("Batching is off: send one operation a request.")
    if not isinstance(parts, dict):
        raise bad_request("Send an object with `query`, and perhaps `variables` and `operationName`.")
    text = parts.get("query")
    variables = parts.get("variables")
    name = parts.get("operationName")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("`query` must be the text of an operation.")
    if variables is not None and not isinstance(variables, dict):
        raise bad_request("`variables` must be an object.")
    if name is not None and not isinstance(name, str):
        raise bad_request("`operationName` must be text.")
    if not _is_storable([text, variables, name]):
        raise bad_request("Text with NUL characters or lone surrogates cannot be looked for.")
    return Question(text, variables or {}, name or None)


def _is_storable(value: Any) -> bool:
    """Whether all text in it is such as a database can hold."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
                return False
        elif isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return True


def bad_request(message: str) -> HttpRefusalError:
    """The refusal of what cannot be understood."""
    return HttpRefusalError(400, InvalidInput(message))


def too_large(size: int | None) -> HttpRefusalError:
    """The refusal of a body of so many bytes; None where nobody counted."""
    return HttpRefusalError(413, LimitExceeded("body_size", value=LIMITS.body_size, asked=size))
