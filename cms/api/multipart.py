"""Questions with files, as the GraphQL multipart request specification has them.

https://github.com/jaydenseric/graphql-multipart-request-spec: a form whose `operations` is the question with null where
files belong, whose `map` says which part goes where, and whose other parts are the files.
"""

from dataclasses import replace
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from cms.api.questions import HttpRefusalError, Question, bad_request, json_in, question_in, too_large
from cms.graphql_kit.errors import LimitExceeded

MOST_FILES = 20


def has_files(request: HttpRequest) -> bool:
    """Whether a request is of this kind."""
    return request.method == "POST" and request.content_type == "multipart/form-data"


def question_with_files(request: HttpRequest) -> Question:
    """The question of such a request, with its files in its variables. Raises HttpRefusalError: 400 or 413."""
    try:
        fields, files = request.POST, request.FILES
    except RequestDataTooBig:
        raise too_large(None) from None
    except (MultiPartParserError, SuspiciousOperation, BadRequest, UnicodeDecodeError, OSError):
        raise bad_request("The form could not be read.") from None
    question = question_in(json_in(fields.get("operations", "")))
    places = json_in(fields.get("map", ""))
    if not isinstance(places, dict) or not all(isinstance(each, list) for each in places.values()):
        raise bad_request("`map` must say for each part a list of paths.")
    if len(places) > MOST_FILES:
        raise HttpRefusalError(413, LimitExceeded("files", value=MOST_FILES, asked=len(places)))
    return replace(question, variables=_filled(question.variables, places, files))


def _filled(variables: dict[str, Any], places: dict[str, list[Any]], files: Any) -> dict[str, Any]:
    for part, paths in places.items():
        file = files.get(part)
        if file is None:
            raise bad_request("`map` names a part that did not come.")
        for path in paths:
            _put(variables, path, file)
    return variables


def _put(variables: dict[str, Any], path: Any, file: UploadedFile) -> None:
    """Put a file in the place of the null at a path such as `variables.input.files.0`."""
    first, *steps = path.split(".") if isinstance(path, str) else [""]
    if first != "variables" or not steps:
        raise bad_request("A path in `map` begins with `variables.`.")
    place: Any = variables
    try:
        for step in steps[:-1]:
            place = place[_key(place, step)]
        key = _key(place, steps[-1])
        is_free = place[key] is None
    except (KeyError, IndexError, TypeError, ValueError):
        raise bad_request("A path in `map` leads nowhere.") from None
    if not is_free:
        raise bad_request("A path in `map` leads to something else than null.")
    place[key] = file


def _key(place: Any, step: str) -> Any:
    return int(step) if isinstance(place, list) else step
