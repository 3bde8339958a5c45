"""Which schedule holds for which document, and what follows from it.

Why both the collection and the kind count: docs/adr/every-rule-on-a-document-must-run-out.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Collection

from cms.archive.models import LibraryDocument
from cms.retention.models import Event, Outcome, RetentionSchedule, ScheduledCollection, ScheduledKind
from cms.retention.terms import last_event_due

STEP = Collection.steplen
# Who created a document without saying when it is dated did it on the day it was added.
CREATED_ON = Coalesce("dated_on", TruncDate("created_at"), output_field=DateField())
FIELDS = {Event.CREATED: "created_on", Event.SUPERSEDED: "superseded_on", Event.CASE_CLOSED: "case_closed_on"}


@dataclass(frozen=True, slots=True)
class Term:
    """What the schedules on one document come to: when the last of them is over, and what is to become of it.

    `due_on` is None as long as the event of one of them has not happened.
    """

    schedules: tuple[RetentionSchedule, ...]
    due_on: date | None
    outcome: str

    @property
    def rule(self) -> str:
        """The schedules in words, as certificates have them."""
        return "; ".join(str(schedule) for schedule in self.schedules)[:500]

    def is_over(self, today: date | None = None) -> bool:
        """Whether the document need not be kept any longer."""
        return self.due_on is not None and self.due_on <= (today or timezone.localdate())


def term_under(schedules: Iterable[RetentionSchedule], document: LibraryDocument) -> Term | None:
    """What these schedules come to for a document: all must be over, and one that says transfer is enough.

    None where there are none: the document is kept by no rule, and is never due.
    """
    found = tuple(dict.fromkeys(schedules))
    if not found:
        return None
    days = [schedule.due_on(document) for schedule in found]
    known = [day for day in days if day is not None]
    transfers = any(schedule.outcome == Outcome.TRANSFER for schedule in found)
    return Term(
        schedules=found,
        due_on=max(known) if len(known) == len(days) else None,
        outcome=Outcome.TRANSFER if transfers else Outcome.DESTROY,
    )


class Rules:
    """The schedules in force, read once: of collections by their path in the filing plan, and of kinds."""

    @cached_property
    def by_path(self) -> dict[str, RetentionSchedule]:
        """The schedule of each collection that has one of its own."""
        rows = ScheduledCollection.objects.select_related("schedule", "collection")
        return {row.collection.path: row.schedule for row in rows}

    @cached_property
    def by_kind(self) -> dict[int, RetentionSchedule]:
        """The schedule of each kind that has one, by the kind's id."""
        return {row.kind_id: row.schedule for row in ScheduledKind.objects.select_related("schedule")}

    def of_collection(self, path: str) -> RetentionSchedule | None:
        """The nearest schedule at a place in the filing plan: the collection's own, or that of the nearest above."""
        above = (path[:end] for end in range(len(path), 0, -STEP))
        return next((self.by_path[each] for each in above if each in self.by_path), None)

    def of(self, document: LibraryDocument) -> tuple[RetentionSchedule, ...]:
        """The schedules that hold for a document: the nearest collection's, and its kind's."""
        found = (self.of_collection(document.collection.path), self.by_kind.get(document.kind_id or 0))
        return tuple(schedule for schedule in found if schedule)

    def term_of(self, document: LibraryDocument) -> Term | None:
        """What the schedules come to for a document; None where none holds for it."""
        return term_under(self.of(document), document)

    def governed(self, documents: QuerySet[Any]) -> QuerySet[Any]:
        """Of these documents, those for which any schedule holds."""
        return documents.filter(self._is_in_scheduled_collection() | Q(kind__in=list(self.by_kind)))

    def due(self, documents: QuerySet[Any], today: date | None = None) -> QuerySet[Any]:
        """Of these documents, those whose every schedule is over. Decided in the database, for any number of them."""
        today = today or timezone.localdate()
        in_plan, of_kind = self._is_in_scheduled_collection(), Q(kind__in=list(self.by_kind))
        over_in_plan, over_of_kind = Q(pk__in=[]), Q(pk__in=[])
        for path, schedule in self.by_path.items():
            over_in_plan |= self._is_governed_from(path) & _is_over(schedule, today)
        for kind, schedule in self.by_kind.items():
            over_of_kind |= Q(kind=kind) & _is_over(schedule, today)
        without_kind = Q(kind=None) | ~Q(kind__in=list(self.by_kind))
        is_due = (over_in_plan & (without_kind | over_of_kind)) | (~in_plan & of_kind & over_of_kind)
        return documents.annotate(created_on=CREATED_ON).filter(is_due)

    def transferred(self, documents: QuerySet[Any]) -> QuerySet[Any]:
        """Of these documents, those that a schedule says to transfer."""
        condition = Q(kind__in=[kind for kind, each in self.by_kind.items() if each.outcome == Outcome.TRANSFER])
        for path, schedule in self.by_path.items():
            if schedule.outcome == Outcome.TRANSFER:
                condition |= self._is_governed_from(path)
        return documents.filter(condition)

    def _is_in_scheduled_collection(self) -> Q:
        condition = Q(pk__in=[])
        for path in self.by_path:
            condition |= Q(collection__path__startswith=path)
        return condition

    def _is_governed_from(self, path: str) -> Q:
        """Those below a collection for which none nearer has a schedule of its own."""
        condition = Q(collection__path__startswith=path)
        for nearer in self.by_path:
            if nearer != path and nearer.startswith(path):
                condition &= ~Q(collection__path__startswith=nearer)
        return condition


def _is_over(schedule: RetentionSchedule, today: date) -> Q:
    last = last_event_due(today, schedule.years, counts_from_new_year=schedule.counts_from_new_year)
    return Q(**{f"{FIELDS[Event(schedule.event)]}__lte": last}) if last else Q(pk__in=[])
