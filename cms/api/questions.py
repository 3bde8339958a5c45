"""Questions as they come over HTTP, read strictly: what is not GraphQL-over-HTTP is refused with the right status."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict, RawPostDataException, UnreadablePostError

from cms.graphql_kit.errors import ApiError, InvalidInput, LimitExceeded
from cms.graphql_kit.limits import LIMITS

# The parameters of a GET.
GIVEN_AS_TEXT = ("query", "operationName", "documentId")
GIVEN_AS_JSON = ("variables", "extensions")
# Questions of so many characters at most are kept as they were read, the last of them.
LONGEST_KNOWN, KNOWN_QUESTIONS = 10_000, 500
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
SHA256 = re.compile(r"[0-9a-f]{64}")


class HttpRefusalError(Exception):
    """A request that is refused before any GraphQL, with the HTTP status that says why."""

    def __init__(self, status: int, error: ApiError, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(error.message)
        self.status = status
        self.error = error
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class Question:
    """One operation to execute.

    Without a `text` its document is the one whose SHA-256 is `digest`, in lower hexadecimal; with one, the digest is
    what a client holds it to be. It `is_persisted_query` when Apollo's protocol said so, and is answered in its terms.
    """

    text: str
    variables: dict[str, Any]
    operation_name: str | None
    digest: str = ""
    is_persisted_query: bool = False


def question_of(request: HttpRequest) -> Question:
    """The question of a request. Raises HttpRefusalError: 405, 413, 415, or 400 for what cannot be understood."""
    if request.method in ("GET", "HEAD"):
        asked = request.META.get("QUERY_STRING", "")
        is_plain = len(asked) <= LONGEST_KNOWN and asked.isascii() and request.encoding is None
        return _known_parameters(asked) if is_plain else _question_given(request.GET)
    if request.method == "POST":
        body = _body(request)
        return _known_body(body) if len(body) <= LONGEST_KNOWN else question_in(json_in(body))
    refused = InvalidInput("Ask with POST, or with GET for queries.")
    raise HttpRefusalError(405, refused, {"Allow": "GET, HEAD, POST"})


# The same is asked again and again: to read it takes longer than to find its kept answer.
# Who runs an operation makes values of their own of its variables, so that nothing of a question is ever changed.
@lru_cache(maxsize=KNOWN_QUESTIONS)
def _known_body(body: str) -> Question:
    return question_in(json_in(body))


@lru_cache(maxsize=KNOWN_QUESTIONS)
def _known_parameters(asked: str) -> Question:
    return _question_given(QueryDict(asked))


def _question_given(parameters: QueryDict) -> Question:
    parts: dict[str, Any] = {name: parameters[name] for name in GIVEN_AS_TEXT if name in parameters}
    parts |= {name: json_in(parameters.get(name) or "null") for name in GIVEN_AS_JSON}
    return question_in(parts)


def _body(request: HttpRequest) -> str:
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != "application/json" or charset not in ("utf-8", "utf8"):
        raise HttpRefusalError(415, InvalidInput("Send application/json, in UTF-8."))
    length = request.META.get("CONTENT_LENGTH", "")
    if length.isdecimal() and int(length) > LIMITS.body_size:
        raise too_large(int(length))
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_large(None) from None
    except (RawPostDataException, UnreadablePostError, ValueError):
        # A ValueError is a Content-Length that is no number.
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
        raise bad_request("Send an object with `query` or `documentId`, and perhaps `variables` and `operationName`.")
    text, name = (_text_in(parts, key) for key in ("query", "operationName"))
    variables, extensions = (_object_in(parts, key) for key in ("variables", "extensions"))
    if not _is_storable([text, variables, name]):
        raise bad_request("Text with NUL characters or lone surrogates cannot be looked for.")
    document_id, hashed = _text_in(parts, "documentId"), _persisted_query_in(extensions)
    if document_id and (text.strip() or hashed):
        raise bad_request("Send either `documentId` or another way to say the document, not both.")
    if not (text.strip() or document_id or hashed):
        raise bad_request("`query` must be the text of an operation.")
    digest = _digest_in(document_id) if document_id else hashed
    return Question(text if text.strip() else "", variables, name or None, digest, bool(hashed))


def _text_in(parts: dict[str, Any], key: str) -> str:
    value = parts.get(key)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"`{key}` must be text.")
    return value or ""


def _object_in(parts: dict[str, Any], key: str) -> dict[str, Any]:
    value = parts.get(key)
    if value is not None and not isinstance(value, dict):
        raise bad_request(f"`{key}` must be an object.")
    return value or {}


def _persisted_query_in(extensions: dict[str, Any]) -> str:
    """The digest that Apollo's protocol names, or ""."""
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return ""
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str) or not SHA256.fullmatch(digest):
        raise bad_request("`persistedQuery` must have a `sha256Hash` of 64 hexadecimal digits.")
    return digest


def _digest_in(document_id: str) -> str:
    digest = document_id.removeprefix("sha256:")
    if not SHA256.fullmatch(digest):
        raise bad_request("`documentId` must be `sha256:` and 64 hexadecimal digits.")
    return digest


def _is_storable(value: Any) -> bool:
    """Whether all text in it is such as a database can hold."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if UNSTORABLE.search(value):
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
