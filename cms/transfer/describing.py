"""What is said of one file of a bag or folder: a row of its table, the same going out and coming in."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from django.conf import settings
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

TABLE = "metadata/documents.csv"
TAGS_APART = ";"


class BadRowError(ValueError):
    """A row says something that cannot be; its text says what."""


@dataclass(frozen=True, slots=True)
class Description:
    """One version of one document. `path` is its file's, below the bag or folder, with slashes; `collection` is the
    path of its collection below the one that was asked for, with slashes, "" for that one itself."""

    path: str
    title: str
    archive_number: str = ""
    version: int = 1
    collection: str = ""
    language: str = ""
    kind: str = ""
    dated_on: date | None = None
    source: str = ""
    description: str = ""
    tags: tuple[str, ...] = field(default_factory=tuple)
    owner: str = ""
    author: str = ""
    added_at: datetime | None = None
    note: str = ""
    content_type: str = ""
    size: int | None = None
    sha256: str = ""

    def row(self) -> dict[str, str]:
        """The row of the table that says this."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values |= {"tags": TAGS_APART.join(self.tags)}
        return {name: "" if value is None else str(value) for name, value in values.items()}


COLUMNS = [each.name for each in fields(Description)]


def read_table(lines: Iterable[str]) -> Iterator[tuple[int, Description | BadRowError]]:
    """Each row of a CSV text with a heading, by its line; a row that cannot be is its error. A row needs a path alone.

    Raises BadRowError where the heading has no `path`, or a column that means nothing here: it may be one misspelt.
    """
    rows = csv.DictReader(lines)
    heading = rows.fieldnames or []
    unknown = [name for name in heading if name not in COLUMNS]
    if "path" not in heading:
        raise BadRowError(_("The first row must name the columns, and one of them “path”."))
    if unknown:
        told = {"unknown": ", ".join(unknown), "known": ", ".join(COLUMNS)}
        raise BadRowError(_("Unknown columns: %(unknown)s. There are: %(known)s.") % told)
    while (row := _next_of(rows)) is not None:
        if isinstance(row, BadRowError):
            yield rows.line_num, row
            continue
        if None in row:
            yield rows.line_num, BadRowError(_("The row has more cells than the heading."))
            continue
        try:
            yield rows.line_num, _described({name: (value or "").strip() for name, value in row.items()})
        except BadRowError as error:
            yield rows.line_num, error


def _next_of(rows: "csv.DictReader[str]") -> dict[str, str] | BadRowError | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        return BadRowError(str(error))


def _described(row: dict[str, str]) -> Description:
    path = row.get("path", "")
    if not path:
        raise BadRowError(_("The row names no file."))
    texts = {name: row.get(name, "") for name in TEXTS}
    return Description(
        path=path,
        title=row.get("title") or title_of(path),
        version=_number(row, "version") or 1,
        dated_on=_day(row),
        tags=tuple(tag.strip() for tag in row.get("tags", "").split(TAGS_APART) if tag.strip()),
        language=_language(row),
        added_at=_moment(row),
        size=_number(row, "size"),
        sha256=_digest(row),
        **texts,
    )


TEXTS = (
    "archive_number", "collection", "kind", "source", "description", "owner", "author", "note", "content_type",
)  # fmt: skip


def title_of(path: str) -> str:
    """A title for a file that nobody gave one: its name, without what ties its words together."""
    name = path.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name[1:] else name
    return stem.replace("_", " ").replace("-", " ").strip() or name


def _number(row: dict[str, str], name: str) -> int | None:
    given = row.get(name, "")
    if given and not (given.isascii() and given.isdigit() and len(given) < 16):
        raise BadRowError(_("“%(value)s” is no number, in the column %(name)s.") % {"value": given, "name": name})
    return int(given) if given else None


def _day(row: dict[str, str]) -> date | None:
    given = row.get("dated_on", "")
    try:
        day = parse_date(given) if given else None
    except ValueError:
        day = None
    if given and day is None:
        raise BadRowError(_("“%(value)s” is no date such as 2026-03-31.") % {"value": given})
    return day


def _moment(row: dict[str, str]) -> datetime | None:
    given = row.get("added_at", "")
    try:
        moment = parse_datetime(given) if given else None
    except ValueError:
        moment = None
    if given and (moment is None or moment.tzinfo is None):
        raise BadRowError(_("“%(value)s” is no moment such as 2026-03-31T12:00:00+02:00.") % {"value": given})
    return moment


def _language(row: dict[str, str]) -> str:
    given = row.get("language", "").lower()
    known = [code for code, _name in settings.LANGUAGES]
    if given and given not in known:
        told = {"value": given, "known": ", ".join(known)}
        raise BadRowError(_("“%(value)s” is none of the languages %(known)s.") % told)
    return given


def _digest(row: dict[str, str]) -> str:
    given = row.get("sha256", "").lower()
    if given and (len(given) != 64 or set(given) - set("0123456789abcdef")):
        raise BadRowError(_("“%(value)s” is no SHA-256 in hexadecimal.") % {"value": given[:80]})
    return given
