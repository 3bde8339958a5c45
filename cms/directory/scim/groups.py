"""What another system does with groups of accounts: for whom something is, and nothing more.

A group that may do something in the admin is the administrators' to fill, unless SCIM_MANAGED_GROUPS names it: else
whoever has the token, or keeps the other system's groups, could make editors.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from scim2_models import ForbiddenException, InvalidValueException, PatchOp, UniquenessException

from cms.activity.actions import record_act
from cms.directory.acts import GROUP_PROVISIONED
from cms.directory.models import ProvisionedGroup
from cms.directory.powers import may_do_something
from cms.directory.scim.filters import is_number
from cms.directory.scim.telling import accounts_told, tell_group
from cms.directory.scim.told import external_id_of

BY = "scim"
LONGEST_NAME = 150


@transaction.atomic
def make_group(resource: Any) -> Group:
    """Make a group, which may do nothing. Raises UniquenessException where there is one of this name."""
    name = _free_name(resource.display_name, group=None)
    if name in settings.SCIM_MANAGED_GROUPS:
        raise ForbiddenException(detail="A group that SCIM is given by name is made by an administrator.")
    group = Group.objects.create(name=name)
    ProvisionedGroup.objects.create(group=group, external_id=external_id_of(resource), is_made_by_system=True)
    _record("made", group)
    _let_in_only(group, _people(resource.members))
    return group


@transaction.atomic
def replace_group(group: Group, resource: Any) -> None:
    """Let a group be as the resource says, and nobody else be in it. Raises SCIMException."""
    _refuse_powerful(group)
    _rename(group, resource.display_name)
    _keep_external_id(group, resource)
    _let_in_only(group, _people(resource.members))


@transaction.atomic
def patch_group(group: Group, patch: "PatchOp[Any]") -> None:
    """Change of a group what a patch changes. Raises SCIMException."""
    _refuse_powerful(group)
    after = tell_group(group)
    was = {member.value for member in after.members or ()}
    _take_out_by_id(patch)
    if not patch.patch(after):
        return
    _rename(group, after.display_name)
    _keep_external_id(group, after)
    if {member.value for member in after.members or ()} != was:
        _let_in_only(group, _people(after.members))


@transaction.atomic
def delete_group(group: Group) -> None:
    """Delete a group that the other system made. Raises ForbiddenException for any other."""
    _refuse_powerful(group)
    if not ProvisionedGroup.objects.filter(group=group, is_made_by_system=True).exists():
        raise ForbiddenException(detail="This group was not made by SCIM: an administrator deletes it.")
    _record("deleted", group)
    group.delete()


def _take_out_by_id(patch: "PatchOp[Any]") -> None:
    """Let who is to go be told by their id alone: Entra ID says `"$ref": null` beside it, which nobody's is."""
    for operation in patch.operations or ():
        if operation.op == "remove" and isinstance(operation.value, list):
            named = [entry for entry in operation.value if isinstance(entry, dict) and "value" in entry]
            operation.value = [{"value": entry["value"]} for entry in named] or operation.value


def _refuse_powerful(group: Group) -> None:
    if group.name not in settings.SCIM_MANAGED_GROUPS and may_do_something(group):
        raise ForbiddenException(detail="This group gives rights in the admin: an administrator says who is in it.")


def _rename(group: Group, told: str | None) -> None:
    name = _free_name(told, group=group)
    if name == group.name:
        return
    if {name, group.name} & set(settings.SCIM_MANAGED_GROUPS):
        raise ForbiddenException(detail="A group that SCIM is given by name keeps it.")
    _record("renamed", group, renamed_to=name)
    group.name = name
    group.save(update_fields=["name"])


def _let_in_only(group: Group, wanted: set[int]) -> None:
    """Let these be in a group, and of the accounts that the other system sees nobody else."""
    inside = set(accounts_told().filter(groups=group).values_list("pk", flat=True))
    coming, going = wanted - inside, inside - wanted
    group.user_set.add(*coming)
    group.user_set.remove(*going)
    if coming or going:
        ProvisionedGroup.objects.get(group=group).save()
        _record("members", group, added=len(coming), removed=len(going))


def _people(members: Iterable[Any] | None) -> set[int]:
    """The accounts that these members are. Raises InvalidValueException where one is none."""
    told = {member.value for member in members or ()}
    wanted = {int(value) for value in told if is_number(value)}
    known = set(accounts_told().filter(pk__in=wanted).values_list("pk", flat=True))
    if len(known) < len(told):
        raise InvalidValueException(detail="A member of a group is an account, by the id that it has here.")
    return known


def _free_name(told: str | None, *, group: Group | None) -> str:
    name = (told or "").strip()
    if not name or len(name) > LONGEST_NAME or "\x00" in name:
        raise InvalidValueException(detail=f"A displayName has 1 to {LONGEST_NAME} characters.")
    others = Group.objects.exclude(pk=group.pk) if group else Group.objects.all()
    if others.filter(name__iexact=name).exists():
        raise UniquenessException(detail="There is a group of this name already.")
    return name


def _keep_external_id(group: Group, resource: Any) -> None:
    row, _is_new = ProvisionedGroup.objects.get_or_create(group=group)
    told = external_id_of(resource)
    if row.external_id != told:
        row.external_id = told
        row.save()
        _record("external_id", group)


def _record(what: str, group: Group, **details: Any) -> None:
    record_act(GROUP_PROVISIONED, by=None, thing=group, details={"by": BY, "what": what, **details})
