"""Writing down what was searched and chosen, many at once, behind the answer."""

import hashlib
import hmac
import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.insights.models import AskedQuery, Asker, Chooser, ChosenResult, WeekSalt
from cms.insights.wording import normalised
from cms.people.models import Profile

LOWEST_RANK = 100
DATABASE = "DATABASE"


@dataclass(frozen=True, slots=True)
class Searched:
    """Somebody searched. `person_id` is their account's; None for visitors, who together count as one person."""

    person_id: int | None
    query: str
    language: str
    total: int
    engine: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody chose a result that they may see: a search's subject ("page", 7), at a rank from 1."""

    person_id: int | None
    query: str
    language: str
    subject: tuple[str, int]
    rank: int


class Cell(NamedTuple):
    """What a row of statistics is about."""

    query: str
    language: str
    unit: int


@dataclass(slots=True)
class _Noted:
    """What is to be added to one row."""

    counts: Counter[str] = field(default_factory=Counter)
    askers: set[str] = field(default_factory=set)
    choices: dict[tuple[str, int, int], set[str]] = field(default_factory=lambda: defaultdict(set))


def record_searches(searches: Sequence[Searched]) -> None:
    """Count searches, and each person who asked a query once a week. Nothing is kept of who they are."""
    _record(searches, [])


def record_choices(choices: Sequence[Chosen]) -> None:
    """Count which results were chosen, each person once for a result, a query and a week."""
    _record([], choices)


@transaction.atomic
def _record(searches: Sequence[Searched], choices: Sequence[Chosen]) -> None:
    if not settings.SEARCH_STATISTICS_DAYS:
        return
    week = week_of(timezone.localdate())
    people = [*(search.person_id for search in searches), *(choice.person_id for choice in choices)]
    units = _units_of(set(filter(None, people)))
    digest = _Digester.of(week)
    noted: dict[Cell, _Noted] = defaultdict(_Noted)
    for search in searches:
        if cell := _cell(search, units):
            noted[cell].counts.update(_counts(search))
            noted[cell].askers.add(digest(search.person_id, cell.query))
    for choice in choices:
        if cell := _cell(choice, units):
            place = (*choice.subject, min(choice.rank, LOWEST_RANK))
            noted[cell].choices[place].add(digest(choice.person_id, cell.query, *choice.subject))
    if noted:
        _write(week, noted)


def week_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def _units_of(people: Collection[int]) -> Mapping[int, int]:
    if not people:
        return {}
    return dict(Profile.objects.filter(user__in=people, unit__isnull=False).values_list("user_id", "unit_id"))


def _cell(event: Searched | Chosen, units: Mapping[int, int]) -> Cell | None:
    query = normalised(event.query)
    language = event.language if event.language in dict(settings.LANGUAGES) else ""
    return Cell(query, language, units.get(event.person_id or 0, 0)) if query else None


def _counts(search: Searched) -> Iterable[str]:
    yield "searches"
    limits = (("found_none", 1), ("found_few", 10), ("found_some", 100))
    yield next((name for name, limit in limits if search.total < limit), "found_many")
    if search.engine == DATABASE:
        yield "by_database"


@dataclass(frozen=True, slots=True)
class _Digester:
    """Tells people apart for a week, without saying who they are."""

    key: bytes

    @classmethod
    def of(cls, week: date) -> "_Digester":
        """The salt alone is in the database: a copy of it, kept for years, does not say who asked either."""
        row, _is_new = WeekSalt.objects.get_or_create(week=week, defaults={"salt": secrets.token_bytes(32)})
        return cls(settings.SECRET_KEY.encode() + bytes(row.salt))

    def __call__(self, person_id: int | None, *about: object) -> str:
        said = "\n".join(map(str, (person_id or 0, *about)))
        return hmac.new(self.key, said.encode(), hashlib.sha256).hexdigest()[:32]


def _write(week: date, noted: Mapping[Cell, _Noted]) -> None:
    """In the order of cells and digests, so that two writers never wait for each other in a ring."""
    rows = _rows(week, sorted(noted))
    askers = [
        Asker(week=week, digest=each, asked_id=rows[cell])
        for cell in sorted(noted)
        for each in sorted(noted[cell].askers)
    ]
    Asker.objects.bulk_create(askers, ignore_conflicts=True)
    for cell in sorted(noted):
        _write_choices(week, rows[cell], noted[cell].choices)
        _add(rows[cell], noted[cell].counts)


def _rows(week: date, cells: Sequence[Cell]) -> dict[Cell, int]:
    new = [AskedQuery(week=week, **cell._asdict()) for cell in cells]
    AskedQuery.objects.bulk_create(new, ignore_conflicts=True)
    found = AskedQuery.objects.filter(week=week, query__in={cell.query for cell in cells})
    return {Cell(row.query, row.language, row.unit): row.pk for row in found}


def _write_choices(week: date, asked_id: int, choices: Mapping[tuple[str, int, int], set[str]]) -> None:
    for (subject_type, subject_id, rank), digests in sorted(choices.items()):
        chosen, _is_new = ChosenResult.objects.get_or_create(
            asked_id=asked_id, subject_type=subject_type, subject_id=subject_id, rank=rank
        )
        new = [Chooser(week=week, digest=each, chosen=chosen) for each in sorted(digests)]
        Chooser.objects.bulk_create(new, ignore_conflicts=True)
        ChosenResult.objects.filter(pk=chosen.pk).update(people=Chooser.objects.filter(chosen=chosen).count())


def _add(asked_id: int, counts: Mapping[str, int]) -> None:
    """People and choices are counted anew, because whoever was here before this week is not added again."""
    people = Asker.objects.filter(asked=OuterRef("pk")).order_by().values("asked").annotate(n=Count("pk")).values("n")
    chosen = ChosenResult.objects.filter(asked=OuterRef("pk")).order_by().values("asked")
    choices = chosen.annotate(n=Sum("people")).values("n")
    none = Value(0, IntegerField())
    AskedQuery.objects.filter(pk=asked_id).update(
        people=Coalesce(Subquery(people), none),
        choices=Coalesce(Subquery(choices), none),
        **{name: F(name) + count for name, count in counts.items()},
    )
