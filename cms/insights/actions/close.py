"""The end of a week: who can be told apart no more, and what too few asked is kept no more."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from cms.insights.actions.record import Cell, week_of
from cms.insights.models import FEWEST_PEOPLE, AskedQuery, Asker, Chooser, ChosenResult, WeekSalt
from cms.people.models import Unit

COUNTS = ("people", "searches", "found_none", "found_few", "found_some", "found_many", "by_database", "choices")


@dataclass(slots=True)
class _Row:
    """What a row of statistics says, and the people who chose each result at each rank."""

    counts: Counter[str] = field(default_factory=Counter)
    chosen: Counter[tuple[str, int, int]] = field(default_factory=Counter)

    def add(self, other: "_Row") -> None:
        self.counts.update(other.counts)
        self.chosen.update(other.chosen)


Rows = dict[Cell, _Row]


def close_weeks() -> None:
    """Close each week that is over. May be run again."""
    this_week = week_of(timezone.localdate())
    for week in list(WeekSalt.objects.filter(week__lt=this_week).values_list("week", flat=True)):
        _close(week)


def clear_statistics() -> int:
    """Forget the weeks that ended SEARCH_STATISTICS_DAYS ago. Says how many rows."""
    over = timezone.localdate() - timedelta(days=settings.SEARCH_STATISTICS_DAYS + 6)
    WeekSalt.objects.filter(week__lt=over).delete()
    _all, by_model = AskedQuery.objects.filter(week__lt=over).delete()
    return by_model.get(AskedQuery._meta.label, 0)


@transaction.atomic
def _close(week: date) -> None:
    """Whoever asked can be told from others no more, and what fewer than FEWEST_PEOPLE asked is added to something
    wider: the department above, the organisation, all languages, all that too few asked."""
    salt = WeekSalt.objects.select_for_update().filter(week=week).first()
    if salt is None:
        return
    widened = _widened(_rows_of(week))
    for model in (Asker, Chooser, AskedQuery):
        model._default_manager.filter(week=week).delete()
    _write(week, widened)
    salt.delete()


def _rows_of(week: date) -> Rows:
    """The rows of a week, with the people counted once more: meanwhile two writers may have missed each other's."""
    people = dict(_counted(Asker.objects.filter(week=week), "asked"))
    choosers = dict(_counted(Chooser.objects.filter(week=week), "chosen"))
    chosen: dict[int, Counter[tuple[str, int, int]]] = defaultdict(Counter)
    for row in ChosenResult.objects.filter(asked__week=week):
        chosen[row.asked_id][row.subject_type, row.subject_id, row.rank] += choosers.get(row.pk, 0)
    rows: Rows = {}
    for asked in AskedQuery.objects.filter(week=week):
        counts = Counter({name: getattr(asked, name) for name in COUNTS})
        counts["people"] = people.get(asked.pk, 0)
        counts["choices"] = chosen[asked.pk].total()
        rows[Cell(asked.query, asked.language, asked.unit)] = _Row(counts, chosen[asked.pk])
    return rows


def _counted(digests: QuerySet, of: str) -> Iterable[tuple[int, int]]:
    return digests.order_by().values(of).annotate(count=Count("pk")).values_list(of, "count")


def _widened(rows: Rows) -> Rows:
    parents, depths = _tree()
    for depth in sorted(set(depths.values()), reverse=True):
        higher = {unit: parents[unit] for unit, at in depths.items() if at == depth}
        rows = _moved(rows, partial(_above, higher))
    rows = _moved(rows, lambda cell: cell._replace(unit=0))
    rows = _moved(rows, lambda cell: cell._replace(language=""))
    return _moved(rows, lambda cell: Cell("", "", 0))


def _above(higher: Mapping[int, int], cell: Cell) -> Cell:
    return cell._replace(unit=higher.get(cell.unit, cell.unit))


def _moved(rows: Rows, wider: Callable[[Cell], Cell]) -> Rows:
    """The rows, those of too few people added to a wider one."""
    moved: Rows = defaultdict(_Row)
    for cell, row in rows.items():
        moved[wider(cell) if row.counts["people"] < FEWEST_PEOPLE else cell].add(row)
    return dict(moved)


def _tree() -> tuple[Mapping[int, int], Mapping[int, int]]:
    """The unit above each unit, 0 above the highest, and how deep each lies."""
    by_path = dict(Unit.objects.values_list("path", "pk"))
    parents = {pk: by_path.get(path[: -Unit.steplen], 0) for path, pk in by_path.items()}
    return parents, {pk: len(path) // Unit.steplen for path, pk in by_path.items()}


def _write(week: date, rows: Rows) -> None:
    asked = [AskedQuery(week=week, **cell._asdict(), **row.counts) for cell, row in rows.items()]
    AskedQuery.objects.bulk_create(asked, batch_size=500)
    ids = AskedQuery.objects.filter(week=week).values_list("query", "language", "unit", "pk")
    by_cell = {Cell(query, language, unit): pk for query, language, unit, pk in ids}
    chosen = [
        ChosenResult(asked_id=by_cell[cell], subject_type=kind, subject_id=pk, rank=rank, people=people)
        for cell, row in rows.items()
        for (kind, pk, rank), people in row.chosen.items()
    ]
    ChosenResult.objects.bulk_create(chosen, batch_size=500)
