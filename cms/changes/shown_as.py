"""As what pages show a thing that has a name, and who sees it there."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.archive.models import DocumentKind, DocumentKindLabel, LibraryDocument
from cms.changes.showing import LocksOfShown
from cms.media.models import Image
from cms.people.models import Location, Profile, Unit, User
from cms.tags.models import Tag, TagLabel

FILES: Mapping[type[Model], str] = {Image: "image", LibraryDocument: "document"}

# By the kinds of what pages show.
Shown = dict[str, LocksOfShown]


def shown_as(thing: Any, *, collection_before: int | None = None) -> Shown:
    """What pages show of it, and the locks by which each is seen: none where nobody does, None where all who see the
    page do. A picture or document may have come from another collection, whose readers see it no more."""
    if type(thing) in FILES:
        collections = {thing.collection_id, collection_before or thing.collection_id}
        locks = set(locks_of(VisibilityKind.COLLECTION, collections).values())
        return {FILES[type(thing)]: {thing.pk: locks} if thing.pk else {}}
    return NAMED[type(thing)](thing)


def locks_of(kind: str, object_ids: Iterable[int] | QuerySet[Any]) -> dict[int, int]:
    """The locks of those of these that somebody can see, by id. One query."""
    rows = Visibility.objects.filter(kind=kind, object_id__in=object_ids, is_published=True)
    return dict(rows.values_list("object_id", "lock_id"))


def _as_persons(profiles: Iterable[int] | QuerySet[Any]) -> Shown:
    return {"person": _each(locks_of(VisibilityKind.PERSON, profiles))}


def _as_documents(kind_id: int) -> Shown:
    places = dict(LibraryDocument.objects.filter(kind=kind_id).values_list("pk", "collection_id"))
    locks = locks_of(VisibilityKind.COLLECTION, set(places.values()))
    return {"document": _each({pk: locks[place] for pk, place in places.items() if place in locks})}


def _each(locks: Mapping[int, int]) -> LocksOfShown:
    return {pk: [lock_id] for pk, lock_id in locks.items()}


def _person(user: User) -> Shown:
    profile = getattr(user, "profile", None)
    return _as_persons([profile.pk]) if profile and profile.pk else {}


# The name of a unit or location is told of people wherever these are named, and that of a kind of documents.
NAMED: Mapping[type[Model], Callable[[Any], Shown]] = {
    User: _person,
    Profile: lambda profile: _as_persons([profile.pk]),
    Page: lambda page: {"page": _each(locks_of(VisibilityKind.PAGE, [page.pk]))},
    Tag: lambda tag: {"tag": {tag.pk: [None]}},
    TagLabel: lambda label: {"tag": {label.tag_id: [None]}},
    Unit: lambda unit: {"unit": {unit.pk: [None]}, **_as_persons(Profile.objects.filter(unit=unit.pk).values("pk"))},
    Location: lambda location: _as_persons(Profile.objects.filter(location=location.pk).values("pk")),
    DocumentKind: lambda kind: _as_documents(kind.pk),
    DocumentKindLabel: lambda label: _as_documents(label.kind_id),
}
