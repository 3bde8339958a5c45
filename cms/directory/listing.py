"""The table of a list of people: what its columns are called, and what may stand in them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cms.people.models.profile import Affiliation

APART = ";"
TEXTS = {
    "first_name": 150, "last_name": 150, "job_title": 120, "phone": 40, "unit": 600, "location": 120,
    "employment": 120, "organisation": 120,
}  # fmt: skip
LISTS = ("roles", "groups")
TRUTHS = ("has_desk", "active")
COLUMNS = ("email", *TEXTS, "affiliation", "language", *LISTS, *TRUTHS)
YES = {"1", "yes", "true", "ja", "oui", "wahr"}
NO = {"0", "no", "false", "nee", "non", "nein", "falsch"}


class BadRowError(ValueError):
    """A row says something that cannot be; its text says what."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one person: texts, lists and booleans by the name of their column, for those that it has."""

    number: int
    email: str
    told: dict[str, Any]


def read_list(lines: Iterable[str]) -> Iterator[Row | tuple[int, BadRowError]]:
    """Each row of a CSV text with a heading; a row that cannot be is its line and its error.

    Raises BadRowError where the heading has no `email`, a column twice, or one that means nothing here.
    """
    rows = csv.DictReader(lines, strict=True)
    try:
        heading = [name.strip() for name in rows.fieldnames or []]
    except csv.Error as error:
        raise BadRowError(str(error)) from error
    _refuse_heading(heading)
    rows.fieldnames = heading
    while (read := _next_of(rows)) is not None:
        if isinstance(read, BadRowError):
            yield rows.reader.line_num, read
            continue
        try:
            yield _row(rows.line_num, read)
        except BadRowError as error:
            yield rows.line_num, error


def _refuse_heading(heading: list[str]) -> None:
    unknown = [name for name in heading if name not in COLUMNS]
    if "email" not in heading:
        raise BadRowError(_("The first row must name the columns, and one of them “email”."))
    if unknown:
        told = {"unknown": ", ".join(unknown), "known": ", ".join(COLUMNS)}
        raise BadRowError(_("Unknown columns: %(unknown)s. There are: %(known)s.") % told)
    if len(set(heading)) < len(heading):
        raise BadRowError(_("The first row names a column twice."))


def _next_of(rows: "csv.DictReader[str]") -> dict[str | None, Any] | BadRowError | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        return BadRowError(str(error))


def _row(number: int, read: dict[str | None, Any]) -> Row:
    if None in read or None in read.values():
        raise BadRowError(_("The row has more or fewer cells than the heading."))
    cells = {str(name): value.strip() for name, value in read.items()}
    if any("\x00" in value for value in cells.values()):
        raise BadRowError(_("The row has a character that no text has."))
    return Row(number, _address(cells.pop("email")), {name: _cell(name, value) for name, value in cells.items()})


def _address(given: str) -> str:
    try:
        validate_email(given)
    except ValidationError:
        raise BadRowError(_("“%(value)s” is no e-mail address.") % {"value": given[:80]}) from None
    if len(given) > 254:
        raise BadRowError(_("“%(value)s” is too long.") % {"value": given[:80]})
    return given.lower()


def _cell(name: str, given: str) -> Any:
    if name in LISTS:
        return [part.strip() for part in given.split(APART) if part.strip()]
    if name in TRUTHS:
        return _truth(given)
    if name == "affiliation":
        return _one_of(given, Affiliation.values)
    if name == "language":
        return _one_of(given, [code for code, _name in settings.LANGUAGES])
    if len(given) > TEXTS[name]:
        told = {"value": given[:80], "name": name, "longest": TEXTS[name]}
        raise BadRowError(_("“%(value)s” is too long: %(name)s has at most %(longest)s characters.") % told)
    return given


def _truth(given: str) -> bool | None:
    if given.lower() not in YES | NO | {""}:
        raise BadRowError(_("“%(value)s” is neither yes nor no.") % {"value": given[:80]})
    return given.lower() in YES if given else None


def _one_of(given: str, known: list[str]) -> str | None:
    if given and given.lower() not in known:
        raise BadRowError(_("“%(value)s” is none of %(known)s.") % {"value": given[:80], "known": ", ".join(known)})
    return given.lower() or None
