"""Work groups as the API shows them to those who may see them; their people as far as the directory allows."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import graphene
from django.db.models import F, QuerySet
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.access.readers import Reader
from cms.directory.schema.people import ORDER, Person, PersonConnection, people_seen_by
from cms.graphql_kit.connections import Asked, Connection, Slice, paging_arguments, slice_of, slices_asked
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id, grouped_by, keyed
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import DateTime
from cms.people import models
from cms.people.models.work_group import MembershipRole

GROUP_ORDER = ("name", "pk")
KINDS = {
    "DEPARTMENT": "A service, department or team.",
    "PROJECT": "People who make something together, until it is made.",
    "INTEREST": "People who share a subject.",
    "PARTNER": "With people of other organisations.",
}
STANDINGS = {
    "OWNER": "They look after it.",
    "MEMBER": "They are in it.",
    "INVITED": "They may come in, and have not answered.",
    "NONE": "They are not in it.",
}


class WorkGroupKind(graphene.Enum):
    """What a group is there for."""

    DEPARTMENT = "department"
    PROJECT = "project"
    INTEREST = "interest"
    PARTNER = "partner"

    @property
    def description(self) -> str:
        return KINDS[self.name]


class WorkGroupStanding(graphene.Enum):
    """What the reader is to a group."""

    OWNER = "owner"
    MEMBER = "member"
    INVITED = "invited"
    NONE = "none"

    @property
    def description(self) -> str:
        return STANDINGS[self.name]


def groups_seen_by(reader: Reader) -> QuerySet[models.WorkGroup]:
    """The groups a reader may know of."""
    return visible_to(reader, models.WorkGroup.objects.all())


@by_id
def group_by_id(context: Context, ids: Collection[int]) -> Iterable[models.WorkGroup]:
    # Not kept for others, because the locks of groups are not among what tells kept answers apart.
    context.is_personal = True
    return groups_seen_by(context.reader).filter(pk__in=ids)


@keyed
def members_of(context: Context, asked: Collection[Asked]) -> Mapping[Asked, Slice[models.Profile]]:
    """The people of many groups, page by page."""
    rows = people_seen_by(context.reader).annotate(in_group=F("user__memberships__group"))
    return slices_asked(rows, asked, of="in_group", order=ORDER)


@grouped_by("in_group")
def owners_of(context: Context, ids: Collection[int]) -> Iterable[models.Profile]:
    people = people_seen_by(context.reader).annotate(
        in_group=F("user__memberships__group"), group_role=F("user__memberships__role")
    )
    return people.filter(in_group__in=ids, group_role=MembershipRole.OWNER).order_by(*ORDER)


@grouped_by("from_group")
def invited_to(context: Context, ids: Collection[int]) -> Iterable[models.Profile]:
    """Whom groups wait for: for who looks after them."""
    own = models.Membership.objects.filter(
        user_id=context.reader.user_id, role=MembershipRole.OWNER, group__in=ids
    ).values("group")
    people = people_seen_by(context.reader).annotate(from_group=F("user__invitations__group"))
    asked = people.filter(from_group__in=ids)
    return (asked if context.reader.passes_all else asked.filter(from_group__in=own)).order_by(*ORDER)


@keyed
def standing_in(context: Context, ids: Collection[int]) -> Mapping[int, str]:
    """What the reader is to each group."""
    of_reader = {"group__in": ids, "user": context.reader.user_id}
    invited = models.Invitation.objects.filter(**of_reader).values_list("group", flat=True)
    found = {**dict.fromkeys(ids, "none"), **dict.fromkeys(invited, "invited")}
    return found | dict(models.Membership.objects.filter(**of_reader).values_list("group", "role"))


class WorkGroup(graphene.ObjectType):
    """People who do something together."""

    class Meta:
        interfaces = (Node,)
        possible_types = (models.WorkGroup,)

    name = graphene.String(required=True, description="What it is called.")
    slug = graphene.String(required=True, description="The last part of its address.")
    kind = graphene.Field(WorkGroupKind, required=True, description="What it is there for.")
    is_open = graphene.Boolean(required=True, description="Whether all who see it may come in; else only who is asked.")
    is_archived = graphene.Boolean(required=True, description="Whether it is done: nobody comes in any more.")
    description = graphene.String(required=True, description="What it does, in plain text; may be empty.")
    language = graphene.String(required=True, description="The language it speaks, as a code such as `nl`.")
    created_at = DateTime(required=True, description="When it was made.")
    owners = graphene.Field(list_of(Person), description="Who looks after it, of those the reader may see.")
    members = graphene.Field(
        PersonConnection,
        required=True,
        description="Who is in it, owners too, by last name; of those the reader may see.",
        **paging_arguments(),
    )
    invited = graphene.Field(list_of(Person), description="Whom it waits for; empty for all but its owners.")
    standing = graphene.Field(WorkGroupStanding, required=True, description="What the reader is to it.")

    @staticmethod
    def resolve_id(group: models.WorkGroup, _info: ResolveInfo) -> str:
        return to_global_id("WorkGroup", group.pk)

    @staticmethod
    def resolve_owners(group: models.WorkGroup, info: ResolveInfo) -> Deferred:
        return owners_of.load(info.context, group.pk)

    @staticmethod
    def resolve_members(group: models.WorkGroup, info: ResolveInfo, first: int, after: str | None = None) -> Deferred:
        return members_of.load(info.context, Asked(group.pk, first, after))

    @staticmethod
    def resolve_invited(group: models.WorkGroup, info: ResolveInfo) -> Deferred:
        return invited_to.load(info.context, group.pk)

    @staticmethod
    def resolve_standing(group: models.WorkGroup, info: ResolveInfo) -> Deferred:
        info.context.is_personal = True
        return standing_in.load(info.context, group.pk)


class WorkGroupEdge(graphene.ObjectType):
    """A group and its place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this group.")
    node = graphene.Field(WorkGroup, required=True, description="The group.")


class WorkGroupConnection(Connection, graphene.ObjectType):
    """A page of a list of groups."""

    edges = graphene.Field(list_of(WorkGroupEdge), description="The groups with their cursors.")
    nodes = graphene.Field(list_of(WorkGroup), description="The groups.")


class WorkGroupFilter(graphene.InputObjectType):
    """Which groups are asked for; all that is given must hold."""

    name = graphene.String(description="Every word of it is part of the name.")
    kind = graphene.List(graphene.NonNull(WorkGroupKind), description="Kinds, one of which it is.")
    is_open = graphene.Boolean(description="Whether all who see it may come in.")
    is_archived = graphene.Boolean(description="Whether it is done. Those that are not, where nothing is given.")
    language = graphene.String(description="The language it speaks.")


class GroupQuery:
    """What can be asked about groups."""

    work_group = graphene.Field(
        WorkGroup,
        description="A group; null when there is none or the reader may not know of it.",
        id=graphene.ID(description="The id of a WorkGroup."),
        slug=graphene.String(description="Its slug, where no id is given."),
    )
    work_groups = graphene.Field(
        WorkGroupConnection,
        required=True,
        description="Groups, by name.",
        filter=WorkGroupFilter(description="Which groups."),
        **paging_arguments(),
    )

    @staticmethod
    def resolve_work_group(
        _root: None, info: ResolveInfo, id: str | None = None, slug: str | None = None
    ) -> Deferred | models.WorkGroup | None:
        info.context.is_personal = True
        if id is not None:
            return group_by_id.load(info.context, pk_of(id, "WorkGroup"))
        return groups_seen_by(info.context.reader).filter(slug=slug).first()

    @staticmethod
    def resolve_work_groups(
        _root: None, info: ResolveInfo, first: int, after: str | None = None, filter: Any = None
    ) -> Slice[models.WorkGroup]:
        info.context.is_personal = True
        rows = _filtered(groups_seen_by(info.context.reader), filter or {})
        return slice_of(rows, order=GROUP_ORDER, first=first, after=after)


class GroupFields:
    """What `viewer` tells of groups."""

    groups = graphene.Field(list_of(WorkGroup), description="The groups they are in, by name, archived ones too.")
    invitations = graphene.Field(list_of(WorkGroup), description="The groups that wait for their answer, by name.")

    @staticmethod
    def resolve_groups(user: models.User, info: ResolveInfo) -> QuerySet[models.WorkGroup]:
        return groups_seen_by(info.context.reader).filter(
            pk__in=models.WorkGroup.objects.with_member(user).values("pk")
        )

    @staticmethod
    def resolve_invitations(user: models.User, info: ResolveInfo) -> QuerySet[models.WorkGroup]:
        return groups_seen_by(info.context.reader).filter(pk__in=models.WorkGroup.objects.inviting(user).values("pk"))


def _filtered(rows: QuerySet[models.WorkGroup], asked: dict[str, Any]) -> QuerySet[models.WorkGroup]:
    rows = rows.filter(archived_at__isnull=not asked.get("is_archived"))
    for word in (asked.get("name") or "").split()[:10]:
        rows = rows.filter(name__icontains=word)
    if asked.get("kind") is not None:
        rows = rows.filter(kind__in=[getattr(kind, "value", kind) for kind in asked["kind"]])
    if asked.get("is_open") is not None:
        rows = rows.filter(is_open=asked["is_open"])
    return rows.filter(language=asked["language"]) if asked.get("language") else rows
