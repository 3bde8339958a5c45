"""Errors as front-ends get them: a stable `extensions.code`, and never the text of an unexpected exception."""

import logging
from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError
from graphql.language import ValueNode

logger = logging.getLogger(__name__)

UNEXPECTED = "Something went wrong on our side. It has been logged."


class ApiError(GraphQLError):
    """An error that is meant to be read by whoever asked."""

    code = "INTERNAL"

    def __init__(self, message: str, **extensions: Any) -> None:
        super().__init__(message, extensions={"code": self.code, **extensions})


class Unauthenticated(ApiError):
    """Nobody is signed in, or the token does not (any longer) say who asks."""

    code = "UNAUTHENTICATED"


class Forbidden(ApiError):
    """The person may not do this. For mutations only: what may not be seen is not there."""

    code = "FORBIDDEN"


class NotFound(ApiError):
    """What should be changed is not there, or not there for this person."""

    code = "NOT_FOUND"


class InvalidInput(ApiError):
    """What was asked cannot be understood."""

    code = "INVALID_INPUT"


class LimitExceeded(ApiError):
    """More was asked than one request may ask. `extensions` says which limit, its value and what was asked."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, limit: str, *, value: float, asked: float | None) -> None:
        words = f"more than {value}" if asked is None else str(asked)
        super().__init__(f"The {limit} asked is {words}; the limit is {value}.", limit=limit, value=value, asked=asked)


class RateLimited(ApiError):
    """Somebody asks too often. `extensions` says how much a minute has, and after how many seconds there is more."""

    code = "RATE_LIMITED"

    def __init__(self, limit: str, *, value: int, asked: int, seconds: int) -> None:
        message = f"That is more than {value} {limit}; come back in {seconds} seconds."
        super().__init__(message, limit=limit, value=value, asked=asked, retryAfter=seconds)


class DocumentNotTrusted(ApiError):
    """Trusted documents alone are answered here, and this is none."""

    code = "DOCUMENT_NOT_TRUSTED"


class DocumentNotFound(ApiError):
    """No trusted document has this id."""

    code = "DOCUMENT_NOT_FOUND"


class PersistedQueryNotFound(ApiError):
    """Apollo's: send the document once more, with its hash, and it will be known."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class PersistedQueryNotSupported(ApiError):
    """Apollo's: send documents, because no hash will ever be learned here."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"


def formatted(errors: Iterable[GraphQLError]) -> list[GraphQLFormattedError]:
    """The errors of an answer as JSON has them. Unexpected ones are logged with their traceback, once each."""
    logged: set[int] = set()
    return [_formatted(error, logged) for error in errors]


def is_unexpected(error: GraphQLError) -> bool:
    """Whether this error is a fault of ours: neither typed, nor about the question itself."""
    if "code" in (error.extensions or {}):
        return False
    if error.path is None:
        return error.original_error is not None and not isinstance(error.original_error, GraphQLError)
    # While executing, only a value that was sent can be the asker's fault; such an error points at the value.
    return not (error.nodes and isinstance(error.nodes[0], ValueNode))


def _formatted(error: GraphQLError, logged: set[int]) -> GraphQLFormattedError:
    answer = error.formatted
    if is_unexpected(error):
        cause = error.original_error or error
        if id(cause) not in logged:
            logged.add(id(cause))
            logger.error("Unexpected error in GraphQL at %s", error.path, exc_info=cause)
        answer["message"] = UNEXPECTED
        answer["extensions"] = {"code": "INTERNAL"}
    elif "code" not in (error.extensions or {}):
        answer["extensions"] = {**(error.extensions or {}), "code": InvalidInput.code}
    return answer
