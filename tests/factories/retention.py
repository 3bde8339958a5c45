"""Schedules and holds."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission
from wagtail.models import Collection

from cms.archive.models import DocumentKind, LibraryDocument
from cms.people.models import User
from cms.retention.models import LegalHold, RetentionSchedule, ScheduledCollection, ScheduledKind
from tests.factories.people import create_editor

_numbers = count(1)

MAY_ALL = (
    "add_retentionschedule", "change_retentionschedule", "delete_retentionschedule", "view_retentionschedule",
    "add_legalhold", "change_legalhold", "view_legalhold", "lift_legalhold", "propose_destruction",
    "approve_destruction", "view_certificate",
)  # fmt: skip


def create_schedule(
    years: int = 5, *, collections: Iterable[Collection] = (), kinds: Iterable[DocumentKind] = (), **fields: Any
) -> RetentionSchedule:
    """A schedule on these collections and kinds, by default from the document's date, then destroy."""
    schedule = RetentionSchedule.objects.create(**{"name": f"Rule {next(_numbers)}", **fields}, years=years)
    for collection in collections:
        ScheduledCollection.objects.create(schedule=schedule, collection=collection)
    for kind in kinds:
        ScheduledKind.objects.create(schedule=schedule, kind=kind)
    return schedule


def create_kind(name: str = "Nota") -> DocumentKind:
    """A kind of document."""
    return DocumentKind.objects.create(code=f"kind-{next(_numbers)}", name=name)


def create_hold(
    name: str = "Bezwaar 12", *, documents: Iterable[LibraryDocument] = (), collections: Iterable[Collection] = ()
) -> LegalHold:
    """A hold in force on these."""
    hold = LegalHold.objects.create(name=name, reason="Er loopt een bezwaar.")
    hold.documents.set(documents)
    hold.collections.set(collections)
    return hold


def create_archivist(
    name: str = "Anna Archief",
    *,
    collections: Iterable[Collection] = (),
    may: Iterable[str] = MAY_ALL,
    **fields: Any,
) -> User:
    """Somebody who may enter the admin, keeps these collections (the root by default), and may do this in retention."""
    kept = list(collections) or [Collection.get_first_root_node()]
    person = create_editor(collections=kept, name=name, **fields)
    granted = Permission.objects.filter(content_type__app_label="retention", codename__in=list(may))
    person.groups.get().permissions.add(*granted)
    return User.objects.select_related("profile__unit").get(pk=person.pk)
