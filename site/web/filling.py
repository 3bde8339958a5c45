"""A form as it stands on the screen: what is asked, what was answered, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

INPUTS = {"email": "email", "number": "number", "url": "url", "date": "date", "datetime": "datetime-local"}
SEVERAL = ("checkboxes", "radio")
# Before every name, so that no question can be called what the form itself sends along.
PREFIX = "answer-"


@dataclass
class FilledField:
    """One question with its answers; `values` are as they were typed, right or wrong."""

    asked: Mapping[str, Any]
    values: list[str]
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What labels, descriptions and the summary of errors point to."""
        return PREFIX + self.asked["name"]

    @property
    def first_id(self) -> str:
        """What gets the focus: of a group its first choice."""
        return f"{self.id}-1" if self.is_group else self.id

    @property
    def is_group(self) -> bool:
        """Whether it is several choices under one question."""
        return self.asked["type"] in SEVERAL

    @property
    def input_type(self) -> str:
        """HTML's type of input, where it is one line."""
        return INPUTS.get(self.asked["type"], "text")

    @property
    def value(self) -> str:
        """The answer, where there can be only one."""
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        """The ids of its error and help text, those that are there."""
        parts = [f"{self.id}-error" if self.errors else "", f"{self.id}-help" if self.asked["helpText"] else ""]
        return " ".join(filter(None, parts))


@dataclass
class Filling:
    """A whole form; `ticket` is what the API wants back with it, `errors` are about no question in particular."""

    fields: list[FilledField]
    ticket: str
    errors: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether there is anything to mend."""
        return bool(self.errors) or any(each.errors for each in self.fields)


def blank(page: Mapping[str, Any], ticket: str | None) -> Filling:
    """A form that nobody has touched; without a ticket it cannot be sent, as in a preview."""
    return Filling([FilledField(each, list(each["defaultValues"])) for each in page["fields"]], ticket or "")


def filled(page: Mapping[str, Any], posted: QueryDict) -> Filling:
    """A form as somebody sent it."""
    fields = [FilledField(each, posted.getlist(PREFIX + each["name"])) for each in page["fields"]]
    return Filling(fields, posted.get("ticket", ""))


def answers_of(filling: Filling) -> list[dict[str, Any]]:
    """The answers as the API takes them."""
    return [{"name": each.asked["name"], "values": each.values} for each in filling.fields if any(each.values)]


def mark_errors(filling: Filling, errors: Iterable[Mapping[str, Any]]) -> None:
    """Put what the API refused beside the question it is about, or above the form."""
    by_name = {each.asked["name"]: each for each in filling.fields}
    for error in errors:
        told = error.get("extensions", {})
        about = told.get("fields", [])
        for each in about:
            if each["name"] in by_name:
                by_name[each["name"]].errors = list(each["messages"])
        if not any(each["name"] in by_name for each in about):
            filling.errors.append(_in_words(error, told))


def _in_words(error: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    if told.get("code") == "FORBIDDEN":
        return str(error["message"])
    words = {
        "answers_size": _("Your answers are too long. Make them shorter and send the form again."),
        "sendings_an_hour": _("You have sent many forms this hour. Try it again later."),
        "seconds": _("That went very fast. Wait a few seconds and send the form again."),
    }
    return words.get(told.get("limit") or told.get("part") or "", _("The form could not be sent. Try it once more."))
