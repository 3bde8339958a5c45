"""What people do with work groups through the API. A group that is closed to somebody is not there for them."""

from collections.abc import Callable
from typing import Any

import graphene
from django.core.exceptions import PermissionDenied
from graphene import ResolveInfo

from cms.access.readers import reader_for
from cms.directory.schema.asking import person_asking
from cms.directory.schema.groups import WorkGroup, WorkGroupKind, groups_seen_by
from cms.directory.schema.people import people_seen_by
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import ApiError, Forbidden, InvalidInput, NotFound
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.payloads import Payload
from cms.people import actions, models

LONGEST_NAME = 120
LONGEST_DESCRIPTION = 2000


class RefusedError(ApiError):
    """As the group is, this cannot be done; `extensions.reason` says why."""

    code = "GROUP_REFUSED"


class WorkGroupChange(graphene.ObjectType):
    """Something was done to a group."""

    class Meta:
        interfaces = (Payload,)

    group = graphene.Field(WorkGroup, description="The group as it is now; null once it is closed to who asks.")


class WorkGroupInput(graphene.InputObjectType):
    """A new group."""

    name = graphene.String(required=True, description="What it is called; at most 120 characters.")
    kind = graphene.Field(WorkGroupKind, required=True, description="What it is there for.")
    is_open = graphene.Boolean(required=True, description="Whether all who see it may come in.")
    description = graphene.String(default_value="", description="What it does; at most 2,000 characters.")
    language = graphene.String(description="The language it speaks; that of who makes it, where none is given.")


def _change(description: str, **others: Any) -> graphene.Field:
    group = graphene.ID(required=True, description="The group's id.")
    return graphene.Field(WorkGroupChange, description=description, group=group, **others)


def _ofperson_asking(description: str) -> graphene.Field:
    return _change(description, person=graphene.ID(required=True, description="The person's id."))


class GroupMutation:
    """What is done with groups.

    NOT_FOUND is a group or person that is not there for who asks; FORBIDDEN is for owners alone; GROUP_REFUSED says why
    in `reason`: archived, by_invitation, last_owner, not_a_member, not_invited or account_closed.
    """

    group_create = graphene.Field(
        WorkGroupChange,
        description="Makes a group, with who asks as its first owner. FORBIDDEN for who may not make any.",
        input=WorkGroupInput(required=True, description="The group."),
    )
    group_join = _change("Comes into an open group; doing it again changes nothing.")
    group_leave = _change("Goes out of a group. The last owner makes somebody else owner first.")
    group_invitation_answer = _change(
        "Answers an invitation.", accept=graphene.Boolean(required=True, description="Whether to come in.")
    )
    group_invite = _ofperson_asking("Asks somebody in. For owners; asking again changes nothing.")
    group_invitation_withdraw = _ofperson_asking("Asks somebody in no longer. For owners.")
    group_member_remove = _ofperson_asking("Puts somebody out. For owners.")
    group_owner_add = _ofperson_asking("Lets a member look after the group too. For owners.")
    group_owner_remove = _ofperson_asking("Makes an owner a member like the others. For owners.")
    group_archive = _change("Says that a group is done. For owners.")
    group_reopen = _change("Takes a group up again. For owners.")

    @staticmethod
    def resolve_group_create(_root: None, info: ResolveInfo, input: Any) -> dict[str, Any]:
        person = person_asking(info.context)
        name, description = " ".join(input["name"].split()), input["description"]
        if not 0 < len(name) <= LONGEST_NAME or len(description) > LONGEST_DESCRIPTION:
            raise InvalidInput("A group needs a name of at most 120 characters, and a description of at most 2,000.")
        language = input.get("language") or person.profile.language
        if language not in dict(models.WorkGroup._meta.get_field("language").flatchoices):
            raise InvalidInput("`language` is none of the languages of this site.")
        kind = getattr(input["kind"], "value", input["kind"])
        wanted = {"kind": kind, "is_open": input["is_open"], "description": description, "language": language}
        try:
            group = actions.create_group(name=name, by=person, **wanted)
        except PermissionDenied:
            raise Forbidden("You may not make groups.") from None
        return _as_it_is_now(info.context, group)

    @staticmethod
    def resolve_group_join(_root: None, info: ResolveInfo, group: str) -> dict[str, Any]:
        return _own(info, group, actions.join_group)

    @staticmethod
    def resolve_group_leave(_root: None, info: ResolveInfo, group: str) -> dict[str, Any]:
        return _own(info, group, actions.leave_group)

    @staticmethod
    def resolve_group_invitation_answer(_root: None, info: ResolveInfo, group: str, accept: bool) -> dict[str, Any]:
        return _own(info, group, actions.accept_invitation if accept else actions.decline_invitation)

    @staticmethod
    def resolve_group_invite(_root: None, info: ResolveInfo, group: str, person: str) -> dict[str, Any]:
        return _of(info, group, person, actions.invite_to_group)

    @staticmethod
    def resolve_group_invitation_withdraw(_root: None, info: ResolveInfo, group: str, person: str) -> dict[str, Any]:
        return _of(info, group, person, actions.withdraw_invitation)

    @staticmethod
    def resolve_group_member_remove(_root: None, info: ResolveInfo, group: str, person: str) -> dict[str, Any]:
        return _of(info, group, person, actions.remove_member)

    @staticmethod
    def resolve_group_owner_add(_root: None, info: ResolveInfo, group: str, person: str) -> dict[str, Any]:
        return _of(info, group, person, actions.make_owner)

    @staticmethod
    def resolve_group_owner_remove(_root: None, info: ResolveInfo, group: str, person: str) -> dict[str, Any]:
        return _of(info, group, person, actions.make_member)

    @staticmethod
    def resolve_group_archive(_root: None, info: ResolveInfo, group: str) -> dict[str, Any]:
        return _own(info, group, actions.archive_group)

    @staticmethod
    def resolve_group_reopen(_root: None, info: ResolveInfo, group: str) -> dict[str, Any]:
        return _own(info, group, actions.reopen_group)


def _own(info: ResolveInfo, group_id: str, act: Callable[..., Any]) -> dict[str, Any]:
    """Do something to a group as oneself."""
    person, group = person_asking(info.context), _group(info.context, group_id)
    return _done(info.context, group, lambda: act(group, by=person))


def _of(info: ResolveInfo, group_id: str, person_id: str, act: Callable[..., Any]) -> dict[str, Any]:
    """Do something in a group to somebody else, who must be there for who asks."""
    person, group = person_asking(info.context), _group(info.context, group_id)
    if not actions.looks_after(person, group):
        raise Forbidden("This is for the owners of the group.")
    other = people_seen_by(info.context.reader).filter(pk=pk_of(person_id, "Person")).first()
    if other is None:
        raise NotFound("There is no such person.")
    return _done(info.context, group, lambda: act(group, other.user, by=person))


def _done(context: Context, group: models.WorkGroup, act: Callable[[], Any]) -> dict[str, Any]:
    try:
        act()
    except PermissionDenied:
        raise Forbidden("This is for the owners of the group.") from None
    except actions.GroupRefusedError as error:
        raise RefusedError(" ".join(error.messages), reason=error.code) from None
    return _as_it_is_now(context, group)


def _as_it_is_now(context: Context, group: models.WorkGroup) -> dict[str, Any]:
    """The group for who did something to it, whose own rights may be others since."""
    context.reader = reader_for(context.request.user)
    return {"group": groups_seen_by(context.reader).filter(pk=group.pk).first()}


def _group(context: Context, group_id: str) -> models.WorkGroup:
    group = groups_seen_by(context.reader).filter(pk=pk_of(group_id, "WorkGroup")).first()
    if group is None:
        raise NotFound("There is no such group.")
    return group
