"""How the front-end gets everything it shows: stored GraphQL operations, executed in-process through cms.api."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest

from cms.api.answers import Answer, KeptAnswer
from cms.api.execution import execute

OPERATIONS = Path(__file__).parent / "operations"
SPREAD = re.compile(r"\.\.\.\s*([A-Z]\w*)")


class UnansweredError(Exception):
    """The API answered with errors: a fault of ours, since every stored operation is valid, or a refused change.

    `codes` are the errors' codes, such as "NOT_FOUND".
    """

    def __init__(self, operation: str, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(f"{operation}: " + "; ".join(error["message"] for error in errors))
        self.codes = {error.get("extensions", {}).get("code", "") for error in errors}


@cache
def operation(name: str) -> str:
    """The text of operations/<name>.graphql with the fragments it uses, ready to execute or to trust by its digest."""
    text = (OPERATIONS / f"{name}.graphql").read_text()
    return "\n".join([text, *(_fragment(fragment) for fragment in _fragments_of(text))])


def ask(request: HttpRequest, name: str, /, **variables: Any) -> dict[str, Any]:
    """The data of one stored operation as this request's reader gets it, or as the preview that it shows does.

    Raises Http404 when the variables, which come from an address, ask what cannot be; else UnansweredError.
    """
    answer = execute(operation(name), variables, request=request, preview=getattr(request, "preview_token", ""))
    if answer.errors:
        if all(_is_about_a_value(error) for error in answer.errors):
            raise Http404
        raise UnansweredError(name, answer.errors)
    return answer.data or {}


def tell(request: HttpRequest, name: str, /, **variables: Any) -> Answer | KeptAnswer:
    """What came of a stored operation that changes something: its `errors` say why it did not."""
    return execute(operation(name), variables, request=request)


def _is_about_a_value(error: Mapping[str, Any]) -> bool:
    """Whether a resolver refused what it was given, such as a cursor from nowhere; our own mistakes have no path."""
    return bool(error.get("path")) and error.get("extensions", {}).get("code") == "INVALID_INPUT"


def _fragments_of(text: str) -> list[str]:
    """Names of all fragments a text needs, those of its fragments included, each once."""
    names: list[str] = []
    waiting = SPREAD.findall(text)
    while waiting:
        name = waiting.pop(0)
        if name not in names and (path := _path_of(name)).exists():
            names.append(name)
            waiting += SPREAD.findall(path.read_text())
    return names


def _path_of(fragment: str) -> Path:
    return OPERATIONS / "fragments" / f"{fragment}.graphql"


def _fragment(name: str) -> str:
    return _path_of(name).read_text()
