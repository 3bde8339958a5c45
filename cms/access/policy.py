"""The whole law of who may see what. Every door asks here; none decides.

A thing is visible when its lock is in the reader's set, and it is published, not expired, and below nothing that is
not. The admin, which shows drafts, asks `open_to` and `may_open`: the lock alone.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import Collection, CollectionMember, Page

from cms.access.acts import PASSED
from cms.access.models import Audience, Lock, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.readers import Reader
from cms.access.sight import Admits, Sight, ThingsBehind
from cms.activity.actions import record_when_answered
from cms.people.models import Profile, WorkGroup
from cms.statements import AnyGiven, BoundStatement, Given, Statement

ModelT = TypeVar("ModelT", bound=Model)

# Administrators pass every lock, and leave a trace where their own audiences would not have let them.
logger = logging.getLogger("cms.access.passed")


@dataclass(frozen=True, slots=True)
class SeenAs:
    """Which row decides about a model's objects: the kind, and the field that holds the object's id there.

    Where `held_back` names a field, what it is true of is shown to no reader, whoever they are: a file that nobody has
    looked into, or with a virus. The admin's own screens have it all the same."""

    kind: str
    field: str
    held_back: str = ""


def seen_as(model: type[Model]) -> SeenAs:
    """How a model's objects are seen. A model says so itself in `seen_as`; raises TypeError where nobody said."""
    declared = getattr(model, "seen_as", None)
    if isinstance(declared, SeenAs):
        return declared
    if issubclass(model, Page):
        return SeenAs(VisibilityKind.PAGE, "pk")
    if issubclass(model, Collection):
        return SeenAs(VisibilityKind.COLLECTION, "pk")
    if issubclass(model, CollectionMember):
        return SeenAs(VisibilityKind.COLLECTION, "collection_id")
    if issubclass(model, Profile):
        return SeenAs(VisibilityKind.PERSON, "pk")
    if issubclass(model, WorkGroup):
        return SeenAs(VisibilityKind.WORK_GROUP, "pk")
    raise TypeError(f"Nobody said who may see a {model.__name__}: give it `seen_as`.")


def visible_to(reader: Reader, queryset: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Of these things, those that a reader may see now. Adds one subquery, whatever the number of restrictions."""
    return _not_held_back(queryset).filter(_behind(_what_is_shown(reader), queryset.model))


class Visible(Generic[ModelT]):
    """Of the things that a queryset describes, those that a reader may see now: `visible_to` for what every request
    asks, whose text is kept. `write` makes the queryset, with `Given` for what differs besides the reader, from what
    else it depends on."""

    def __init__(self, write: Callable[..., QuerySet[ModelT]]) -> None:
        def seen(passes_all: bool, *key: Any) -> QuerySet[ModelT]:
            queryset = write(*key)
            sight = Sight(locks=None if passes_all else AnyGiven("locks"), at=Given("at"))
            return _not_held_back(queryset).filter(_behind(sight, queryset.model))

        self._statement: Statement[ModelT] = Statement(seen)

    def to(self, reader: Reader, *key: Any, at_most: int | None = None, **given: Any) -> list[ModelT]:
        """Those that a reader may see, `at_most` so many. One query."""
        return self.asked_by(reader, *key, **given).answer(at_most=at_most)

    def asked_by(self, reader: Reader, *key: Any, **given: Any) -> BoundStatement[list[ModelT]]:
        """The question which of them a reader may see, to be asked together with others."""
        given |= {"locks": reader.locks, "at": timezone.now()}
        return self._statement.bound(reader.passes_all, *key, given=given)


def open_to(reader: Reader, queryset: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Of these things, those whose lock opens for a reader, drafts and expired ones too: what the admin may show."""
    return queryset.filter(_behind(_what_opens(reader), queryset.model))


def closed_to(reader: Reader, queryset: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Of these things, those whose lock does not open for a reader: what the admin must not show."""
    return queryset.exclude(_behind(_what_opens(reader), queryset.model))


def may_see(reader: Reader, thing: Model) -> bool:
    """Whether a reader may see one thing now."""
    held_back = seen_as(type(thing)).held_back
    if held_back and _value(thing, held_back):
        return False
    return _passes(reader, _what_is_shown(reader), thing)


def may_open(reader: Reader, thing: Model) -> bool:
    """Whether one thing's lock opens for a reader, published or not."""
    return _passes(reader, _what_opens(reader), thing)


def visible_ids(reader: Reader, kind: str, object_ids: Iterable[int]) -> set[int]:
    """Of the things of one kind with these ids, the ids of those that a reader may see now."""
    rows = Visibility.objects.filter(Admits(_what_is_shown(reader)), kind=kind, object_id__in=list(object_ids))
    return set(rows.values_list("object_id", flat=True))


def lock_of(thing: Model) -> Lock | None:
    """The lock of one thing; None is a thing that nobody may see."""
    row = Visibility.objects.select_related("lock").filter(_row_of(thing)).first()
    return row.lock if row else None


def is_restricted(thing: Model) -> bool:
    """Whether not all staff may see a thing: to read it is then worth a line in the audit log."""
    staff, lock = Audience.objects.filter(code="staff").first(), lock_of(thing)
    if staff is None or lock is None:
        return True
    return not Lock.objects.opened_by(Audience.objects.surrounding(staff)).filter(pk=lock.pk).exists()


def note_passing(reader: Reader, things: QuerySet[ModelT]) -> None:
    """Write to the audit log which of these things an administrator saw that would not have opened for them."""
    own_locks = Sight(reader.locks)
    for thing in things.exclude(_behind(own_locks, things.model)):
        _note(reader, thing)


def _note(reader: Reader, thing: Model) -> None:
    logger.info("Administrator %s passed the lock of %s %s", reader.user_id, thing._meta.label, thing.pk)
    record_when_answered(PASSED, by_id=reader.user_id, thing=thing)


def _passes(reader: Reader, sight: Sight, thing: Model) -> bool:
    lock_id = Visibility.objects.filter(Admits(sight), _row_of(thing)).values_list("lock", flat=True).first()
    if lock_id is not None and lock_id not in reader.locks:
        _note(reader, thing)
    return lock_id is not None


def _what_opens(reader: Reader) -> Sight:
    return Sight(locks=None if reader.passes_all else reader.locks)


def _what_is_shown(reader: Reader) -> Sight:
    return replace(_what_opens(reader), at=timezone.now())


def _behind(sight: Sight, model: type[Model]) -> Q:
    seen = seen_as(model)
    return Q(**{f"{seen.field}__in": ThingsBehind(seen.kind, sight)})


def _not_held_back(queryset: QuerySet[ModelT]) -> QuerySet[ModelT]:
    held_back = seen_as(queryset.model).held_back
    return queryset.filter(**{held_back: False}) if held_back else queryset


def _row_of(thing: Any) -> Q:
    seen = seen_as(type(thing))
    return Q(kind=seen.kind, object_id=_value(thing, seen.field))


def _value(thing: Any, field: str) -> Any:
    return attrgetter(field.replace("__", "."))(thing)
