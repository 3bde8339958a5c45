"""What the forms of a meeting hold: when it is, and which papers lie on its table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from graphql_relay import from_global_id

MEETING_FIELDS = ("title", "day", "time", "place")
YEARS = range(2000, 2100)
PARTS = ("AGENDA", "MINUTES", "ANNEX")


def blank_meeting(meeting: Mapping[str, Any] | None = None) -> dict[str, str]:
    """What stands in the form before anybody typed: nothing, or the meeting as it is."""
    if meeting is None:
        return dict.fromkeys(MEETING_FIELDS, "")
    held_at = timezone.localtime(parse_datetime(meeting["heldAt"]))
    day, time = held_at.date().isoformat(), f"{held_at:%H:%M}"
    return {"title": meeting["title"], "day": day, "time": time, "place": meeting["place"]}


def typed_meeting(posted: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, right or wrong."""
    return {name: posted.get(name, "").strip() for name in MEETING_FIELDS}


def held_at_of(values: Mapping[str, str]) -> str | None:
    """The moment that a form says, by the clock of the organisation, as the API takes it; None where it says none."""
    try:
        moment = datetime.fromisoformat(f"{values['day']}T{values['time']}")
    except ValueError:
        return None
    if moment.tzinfo or moment.year not in YEARS:
        return None
    return timezone.make_aware(moment).isoformat()


@dataclass(frozen=True)
class Row:
    """A document that can lie on the table; `place` is what is typed in its field, empty for none."""

    id: str
    title: str
    language: str
    place: str
    part: str

    @property
    def key(self) -> str:
        """What its fields are called after."""
        return str(from_global_id(self.id).id)

    @property
    def is_readable(self) -> bool:
        """Whether its place is a number, or none."""
        return not self.place or (self.place.isdecimal() and len(self.place) < 5)


def table_of(
    papers: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]], posted: Mapping[str, str] | None
) -> list[Row]:
    """The papers in their order, then what else lies in the folder; as it is, or as somebody just typed it."""
    parts = {each["document"]["id"]: each["part"] for each in papers if each["document"]}
    things = {each["document"]["id"]: each["document"] for each in papers if each["document"]}
    places = {document_id: str(place) for place, document_id in enumerate(things, start=1)}
    things |= {each["id"]: each for each in documents}
    rows = []
    for document_id, thing in things.items():
        row = Row(
            document_id, thing["title"], thing["language"], places.get(document_id, ""), parts.get(document_id, "ANNEX")
        )
        rows.append(_typed(row, posted) if posted is not None else row)
    return rows


def papers_chosen(rows: Iterable[Row]) -> list[dict[str, str]]:
    """The papers as the API takes them, by their numbers; alike ones as they are listed."""
    chosen = sorted((row for row in rows if row.place), key=lambda row: int(row.place))
    return [{"document": row.id, "part": row.part} for row in chosen]


def _typed(row: Row, posted: Mapping[str, str]) -> Row:
    part = posted.get(f"part-{row.key}", row.part)
    place = posted.get(f"place-{row.key}", "").strip()
    return Row(row.id, row.title, row.language, place, part if part in PARTS else row.part)
