"""What came of something that a person asked for with a form, in words to stand beside that form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from web.questions import UnansweredError, tell

# What the API says of these is meant for the person, in their language.
IN_ITS_WORDS = {"FOLDER_REFUSED", "GROUP_REFUSED", "DOCUMENT_KEPT", "INVALID_INPUT"}


@dataclass
class Attempt:
    """One form as it was sent: `form` names it on its screen, `reasons` say why it was refused, if it was.

    `version` is the number of somebody else's version of a document that came first.
    """

    form: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    version: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        """Whether it was done as asked."""
        return not self.reasons


def attempt(request: HttpRequest, form: str, operation: str, /, **variables: Any) -> Attempt:
    """Try what a form asks. Raises UnansweredError where the API failed, which is no fault of the person."""
    answer = tell(request, operation, **variables)
    tried = Attempt(form, typed=request.POST, data=answer.data or {})
    for error in answer.errors:
        told = error.get("extensions", {})
        if told.get("code") in ("", None, "INTERNAL"):
            raise UnansweredError(operation, answer.errors)
        tried.reasons.append(_in_words(str(error["message"]), told))
        tried.version = told.get("version")
    return tried


def refused(request: HttpRequest, form: str, *reasons: str) -> Attempt:
    """A form in which something is missing, so that nobody was asked yet."""
    return Attempt(form, typed=request.POST, reasons=list(reasons))


def _in_words(message: str, told: Mapping[str, Any]) -> str:
    code = told.get("code")
    if code in IN_ITS_WORDS:
        return message
    words = {
        "FORBIDDEN": _("You may not do this. Ask whoever looks after it."),
        "NOT_FOUND": _("This is not there any more, or not for you. Look whether somebody else changed it."),
        "LIMIT_EXCEEDED": _("That is more than fits. Choose fewer."),
        "VERSION_CONFLICT": _("Somebody was quicker: version %(number)s is there since you opened this screen."),
    }
    said = words.get(str(code), _("This could not be done. Try it once more."))
    return said % {"number": told.get("version")} if code == "VERSION_CONFLICT" else said


def status_of(tried: Attempt | None) -> HTTPStatus:
    """The status of a screen that is shown with a form on it as it was sent, or with none."""
    return HTTPStatus.OK if tried is None or tried.is_done else HTTPStatus.UNPROCESSABLE_ENTITY
