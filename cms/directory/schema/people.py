"""People and their units as the API shows them to those who may see them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphene import ResolveInfo

from cms.access.policy import Visible, visible_to
from cms.access.readers import Reader
from cms.graphql_kit.connections import Asked, Connection, Slice, paging_arguments, slice_of, slices_asked
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id, grouped_by, keyed
from cms.graphql_kit.nodes import Node
from cms.media.schema import Image, image_by_id
from cms.people import models
from cms.statements import AnyGiven, BoundStatement
from cms.tags.schema import Tag, labelled

ORDER = ("user__last_name", "user__first_name", "pk")


def people_seen_by(reader: Reader) -> QuerySet[models.Profile]:
    """The people a reader may see; an account that is closed is nobody's colleague any more."""
    return visible_to(reader, _colleagues(*BESIDE_NAMES))


# What somebody's name does not take; read along where it may be asked.
BESIDE_NAMES = ("unit", "location")


def _colleagues(*along: str) -> QuerySet[models.Profile]:
    return models.Profile.objects.select_related("user", *along).filter(user__is_active=True)


# What colleagues are shown of somebody, and no more: not their account's password either.
SHOWN = (
    "affiliation", "job_title", "phone", "photo_id", "user__first_name", "user__last_name", "user__email", "unit",
    "location",
)  # fmt: skip
PEOPLE = Visible(lambda along: _colleagues(*along).filter(pk__in=AnyGiven("ids")).only(*SHOWN).order_by())


@by_id
def person_by_id(context: Context, ids: Collection[int]) -> BoundStatement[list[models.Profile]]:
    along = tuple(name for name in BESIDE_NAMES if context.may_ask(name))
    return PEOPLE.asked_by(context.reader, along, ids=ids)


@grouped_by("profile_id")
def skills_of(context: Context, ids: Collection[int]) -> Iterable[Any]:
    rows = models.Profile.skills.through.objects.filter(profile__in=ids)
    return labelled(rows, context.language)


@by_id
def unit_by_id(context: Context, ids: Collection[int]) -> Iterable[models.Unit]:
    """Units have no rights of their own: whoever may see somebody in a unit, or below it, may know that it exists."""
    units = list(models.Unit.objects.filter(pk__in=ids))
    below = Q(pk__in=[])
    for unit in units:
        below |= Q(unit__path__startswith=unit.path)
    seen = people_seen_by(context.reader).filter(below).order_by().values_list("unit__path", flat=True).distinct()
    paths = list(seen)
    return [unit for unit in units if any(path.startswith(unit.path) for path in paths)]


@keyed
def unit_at(_context: Context, paths: Collection[str]) -> Mapping[str, models.Unit]:
    """Units by their place in the tree: those above a unit that is known already."""
    return {unit.path: unit for unit in models.Unit.objects.filter(path__in=paths)}


@keyed
def units_below(context: Context, paths: Collection[str]) -> Mapping[str, list[models.Unit]]:
    """The parts of units, by the place of the unit they are part of."""
    parts: dict[str, list[models.Unit]] = {path: [] for path in paths}
    for unit in _units_seen_in(context):
        parts.get(unit.path[: -unit.steplen], []).append(unit)
    return parts


@keyed
def people_of_unit(context: Context, asked: Collection[Asked]) -> Mapping[Asked, Slice[models.Profile]]:
    return slices_asked(people_seen_by(context.reader), asked, of="unit_id", order=ORDER)


class Unit(graphene.ObjectType):
    """A service, department or team."""

    class Meta:
        interfaces = (Node,)
        possible_types = (models.Unit,)

    name = graphene.String(required=True, description="What it is called.")
    parent = graphene.Field(lambda: Unit, description="The unit it is part of; null at the top.")
    children = graphene.Field(
        list_of(lambda: Unit),
        description="Its own parts, by name; those in which, or below which, the reader may see somebody.",
    )
    people = graphene.Field(
        lambda: PersonConnection,
        required=True,
        description="Who works in it, and not in a part of it, by last name.",
        **paging_arguments(),
    )

    @staticmethod
    def resolve_id(unit: models.Unit, _info: ResolveInfo) -> str:
        return to_global_id("Unit", unit.pk)

    @staticmethod
    def resolve_children(unit: models.Unit, info: ResolveInfo) -> Deferred:
        return units_below.load(info.context, unit.path)

    @staticmethod
    def resolve_people(unit: models.Unit, info: ResolveInfo, first: int, after: str | None = None) -> Deferred:
        return people_of_unit.load(info.context, Asked(unit.pk, first, after))

    @staticmethod
    def resolve_parent(unit: models.Unit, info: ResolveInfo) -> Deferred:
        return unit_at.load(info.context, unit.path[: -unit.steplen] or None)


class Person(graphene.ObjectType):
    """A colleague, as they are known in the organisation."""

    class Meta:
        interfaces = (Node,)
        possible_types = (models.Profile,)

    name = graphene.String(required=True, description="Their full name.")
    job_title = graphene.String(required=True, description="What they do; empty where it is not known.")
    email = graphene.String(description="Their address at work.")
    phone = graphene.String(description="Their number at work; null where it is not known.")
    photo = graphene.Field(Image, description="Their portrait.")
    unit = graphene.Field(Unit, description="What they are part of.")
    location = graphene.String(required=True, description="Where they work; empty where it is not known.")
    skills = graphene.Field(list_of(Tag), description="What they can be asked about.")

    @staticmethod
    def resolve_id(profile: models.Profile, _info: ResolveInfo) -> str:
        return to_global_id("Person", profile.pk)

    @staticmethod
    def resolve_email(profile: models.Profile, _info: ResolveInfo) -> str | None:
        return profile.user.email or None

    @staticmethod
    def resolve_phone(profile: models.Profile, _info: ResolveInfo) -> str | None:
        return profile.phone or None

    @staticmethod
    def resolve_location(profile: models.Profile, _info: ResolveInfo) -> str:
        return profile.location.name if profile.location else ""

    @staticmethod
    def resolve_photo(profile: models.Profile, info: ResolveInfo) -> Deferred:
        return image_by_id.load(info.context, profile.photo_id)

    @staticmethod
    def resolve_skills(profile: models.Profile, info: ResolveInfo) -> Deferred:
        return skills_of.load(info.context, profile.pk)


class PersonEdge(graphene.ObjectType):
    """A person and their place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this person.")
    node = graphene.Field(Person, required=True, description="The person.")


class PersonConnection(Connection, graphene.ObjectType):
    """A page of a list of people."""

    edges = graphene.Field(list_of(PersonEdge), description="The people with their cursors.")
    nodes = graphene.Field(list_of(Person), description="The people.")


class PersonFilter(graphene.InputObjectType):
    """Which people are asked for; all that is given must hold."""

    name = graphene.String(description="Every word of it begins or is part of their first or last name.")
    unit = graphene.ID(description="They work in this unit or below it.")
    skill = graphene.List(graphene.NonNull(graphene.String), description="Slugs of tags, one of which is a skill.")
    location = graphene.String(description="The place where they work, as it is written there.")


class DirectoryQuery:
    """What can be asked about people."""

    person = graphene.Field(
        Person,
        description="A colleague; null when there is none or the reader may not see them.",
        id=graphene.ID(required=True, description="The id of a Person."),
    )
    people = graphene.Field(
        PersonConnection,
        required=True,
        description="Colleagues, by last name.",
        filter=PersonFilter(description="Which people."),
        **paging_arguments(),
    )
    unit = graphene.Field(
        Unit,
        description="A unit; null when there is none, or the reader may see nobody in it or below it.",
        id=graphene.ID(required=True, description="The id of a Unit."),
    )
    units = graphene.Field(
        list_of(Unit),
        description="The organisation's units, each after the one it is part of; those in which, or below which, the "
        "reader may see somebody.",
    )
    locations = graphene.Field(
        list_of(graphene.String),
        description="Where people work whom the reader may see, by name: what `PersonFilter.location` takes.",
    )

    @staticmethod
    def resolve_person(_root: None, info: ResolveInfo, id: str) -> Deferred:
        return person_by_id.load(info.context, pk_of(id, "Person"))

    @staticmethod
    def resolve_people(
        _root: None, info: ResolveInfo, first: int, after: str | None = None, filter: Any = None
    ) -> Slice[models.Profile]:
        rows = _filtered(people_seen_by(info.context.reader), filter or {})
        return slice_of(rows, order=ORDER, first=first, after=after)

    @staticmethod
    def resolve_unit(_root: None, info: ResolveInfo, id: str) -> Deferred:
        return unit_by_id.load(info.context, pk_of(id, "Unit"))

    @staticmethod
    def resolve_locations(_root: None, info: ResolveInfo) -> list[str]:
        people = people_seen_by(info.context.reader).exclude(location=None).order_by("location__name")
        return list(people.values_list("location__name", flat=True).distinct())

    @staticmethod
    def resolve_units(_root: None, info: ResolveInfo) -> list[models.Unit]:
        return _units_seen_in(info.context)


def _units_seen_in(context: Context) -> list[models.Unit]:
    """Units in the order of their tree, known to the loader by which each finds the one it is part of."""
    within = (
        people_seen_by(context.reader).exclude(unit=None).order_by().values_list("unit__path", flat=True).distinct()
    )
    step = models.Unit.steplen
    paths = {path[:end] for path in within for end in range(step, len(path) + 1, step)}
    units = list(models.Unit.objects.filter(path__in=paths).order_by("path"))
    for unit in units:
        unit_at.remember(context, unit.path, unit)
    return units


def _filtered(rows: QuerySet[models.Profile], asked: dict[str, Any]) -> QuerySet[models.Profile]:
    for word in (asked.get("name") or "").split()[:10]:
        rows = rows.filter(Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word))
    if asked.get("unit") is not None:
        unit = models.Unit.objects.filter(pk=pk_of(asked["unit"], "Unit")).first()
        rows = rows.filter(unit__path__startswith=unit.path) if unit else rows.none()
    if asked.get("skill") is not None:
        skilled = models.Profile.skills.through.objects.filter(tag__slug__in=asked["skill"])
        rows = rows.filter(pk__in=skilled.values("profile_id"))
    if asked.get("location"):
        rows = rows.filter(location__name__iexact=asked["location"])
    return rows
