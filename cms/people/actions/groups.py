"""What is done to work groups: made, joined, left, handed on, closed. Who looks after one is asked here, because every
door does the same; who may see one is the law's business (cms/access/policy.py), and every door asks that first."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cms.activity.actions import record_act
from cms.activity.acts import declare_act
from cms.people.models import Invitation, Membership, User, WorkGroup
from cms.people.models.work_group import ACTIVE_OWNER, MembershipRole, WorkGroupKind
from cms.people.signals import group_changed

GROUP_CHANGED = declare_act("work_group.changed", _("Work group, or who is in it, changed"))

WORDS: dict[str, str | Promise] = {
    "archived": _("This group is archived: nobody comes in any more."),
    "by_invitation": _("Only whom its owners invite comes into this group."),
    "last_owner": _("This is the last owner. Make somebody else owner first."),
    "not_a_member": _("They are not in this group."),
    "not_invited": _("There is no invitation to answer."),
    "account_closed": _("This account is closed."),
}


class GroupRefusedError(ValidationError):
    """As the group is, this cannot be done; `code` is a key of WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(str(WORDS[code]), code=code)


def looks_after(person: User, group: WorkGroup) -> bool:
    """Whether somebody may change a group and who is in it: its owners, and those who may change groups at all."""
    return group.pk in looked_after_by(person, {group.pk})


def looked_after_by(person: User, groups: Collection[int]) -> set[int]:
    """Of the groups with these ids, those that somebody looks after."""
    if not person.is_active or not groups:
        return set()
    rows = Membership.objects.filter(user=person, role=MembershipRole.OWNER, group__in=groups)
    owned = set(rows.values_list("group", flat=True))
    is_any = len(owned) < len(groups) and person.has_perm("people.change_workgroup")
    return set(groups) if is_any else owned


@transaction.atomic
def create_group(
    *,
    name: str,
    by: User,
    kind: str = WorkGroupKind.PROJECT,
    is_open: bool = False,
    description: str = "",
    language: str = "nl",
) -> WorkGroup:
    """Make a group, with its maker as the first owner. Raises PermissionDenied for who may not make any."""
    if not by.has_perm("people.add_workgroup"):
        raise PermissionDenied
    group = WorkGroup(name=name, kind=kind, is_open=is_open, description=description, language=language)
    group.slug = free_slug(name)
    group.save()
    Membership.objects.create(group=group, user=by, role=MembershipRole.OWNER)
    _tell("made", group, by=by, person=by)
    return group


def free_slug(name: str) -> str:
    """A slug that no group has yet."""
    wanted = slugify(name)[:100] or "group"
    taken = set(WorkGroup.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if _numbered(wanted, number) not in taken)
    return _numbered(wanted, number)


@transaction.atomic
def join_group(group: WorkGroup, *, by: User) -> Membership:
    """Come into an open group; who is in it already stays what they are. Raises GroupRefusedError."""
    group = _held(group)
    _refuse_archived(group)
    if not group.is_open and not Membership.objects.filter(group=group, user=by).exists():
        raise GroupRefusedError("by_invitation")
    return _let_in(group, by, by=by)


@transaction.atomic
def leave_group(group: WorkGroup, *, by: User) -> None:
    """Go out of a group; who is not in it changes nothing. Raises GroupRefusedError for the last owner of others."""
    _let_out(_held(group), by, by=by)


@transaction.atomic
def remove_member(group: WorkGroup, person: User, *, by: User) -> None:
    """Put somebody out of a group. Raises PermissionDenied, or GroupRefusedError for the last owner of others."""
    group = _held_by(group, by)
    if not _let_out(group, person, by=by):
        raise GroupRefusedError("not_a_member")


@transaction.atomic
def make_owner(group: WorkGroup, person: User, *, by: User) -> None:
    """Let a member look after the group too. Raises PermissionDenied or GroupRefusedError."""
    group = _held_by(group, by)
    if not person.is_active:
        raise GroupRefusedError("account_closed")
    _give_role(group, person, MembershipRole.OWNER, by=by)


@transaction.atomic
def make_member(group: WorkGroup, person: User, *, by: User) -> None:
    """Let an owner be a member like the others. Raises PermissionDenied or GroupRefusedError."""
    group = _held_by(group, by)
    _give_role(group, person, MembershipRole.MEMBER, by=by)
    _refuse_ownerless(group)


@transaction.atomic
def fill_group(group: WorkGroup, *, owners: Collection[User], members: Collection[User], by: User) -> None:
    """Let these and nobody else be in a group, whoever was; an owner is a member too. Raises PermissionDenied, or
    GroupRefusedError where nobody is left to look after the others."""
    group = _held_by(group, by)
    wanted = {**dict.fromkeys(members, MembershipRole.MEMBER), **dict.fromkeys(owners, MembershipRole.OWNER)}
    for person in [each.user for each in group.memberships.select_related("user") if each.user not in wanted]:
        Membership.objects.filter(group=group, user=person).delete()
        _tell("removed", group, by=by, person=person)
    inside = {each.user_id for each in group.memberships.all()}
    for person, role in wanted.items():
        if person.pk in inside:
            _give_role(group, person, role, by=by)
        else:
            Membership.objects.create(group=group, user=person, role=role)
            Invitation.objects.filter(group=group, user=person).delete()
            _tell("put_in", group, by=by, person=person)
    _refuse_ownerless(group)


@transaction.atomic
def archive_group(group: WorkGroup, *, by: User) -> None:
    """Say that a group is done: its members keep what they see, nobody comes in. Raises PermissionDenied."""
    group = _held_by(group, by)
    if group.archived_at is None:
        group.archived_at = timezone.now()
        group.save(update_fields=["archived_at"])
        Invitation.objects.filter(group=group).delete()
        _tell("archived", group, by=by)


@transaction.atomic
def reopen_group(group: WorkGroup, *, by: User) -> None:
    """Take a group up again. Raises PermissionDenied."""
    group = _held_by(group, by)
    if group.archived_at is not None:
        group.archived_at = None
        group.save(update_fields=["archived_at"])
        _tell("reopened", group, by=by)


@transaction.atomic
def invite_to_group(group: WorkGroup, person: User, *, by: User) -> Invitation | None:
    """Ask somebody in; None where they are in already. Raises PermissionDenied or GroupRefusedError."""
    group = _held_by(group, by)
    _refuse_archived(group)
    if not person.is_active:
        raise GroupRefusedError("account_closed")
    if Membership.objects.filter(group=group, user=person).exists():
        return None
    invitation, is_new = Invitation.objects.get_or_create(group=group, user=person, defaults={"invited_by": by})
    if is_new:
        _tell("invited", group, by=by, person=person)
    return invitation


@transaction.atomic
def withdraw_invitation(group: WorkGroup, person: User, *, by: User) -> None:
    """Ask somebody in no longer. Raises PermissionDenied or GroupRefusedError."""
    _end_invitation(_held_by(group, by), person)
    _tell("invitation_withdrawn", group, by=by, person=person)


@transaction.atomic
def accept_invitation(group: WorkGroup, *, by: User) -> Membership:
    """Come in as asked. Raises GroupRefusedError where nobody asks (any more)."""
    group = _held(group)
    _refuse_archived(group)
    if not Invitation.objects.filter(group=group, user=by).exists():
        raise GroupRefusedError("not_invited")
    return _let_in(group, by, by=by)


@transaction.atomic
def decline_invitation(group: WorkGroup, *, by: User) -> None:
    """Stay out. Raises GroupRefusedError where nobody asks (any more)."""
    _end_invitation(_held(group), by)
    _tell("declined", group, by=by, person=by)


@transaction.atomic
def keep_an_owner(group: WorkGroup) -> None:
    """Where the last owner's account is closed or gone, whoever is in the group longest looks after it."""
    group = _held(group)
    if group.memberships.filter(ACTIVE_OWNER).exists():
        return
    longest = group.memberships.filter(user__is_active=True).select_related("user").first()
    if longest:
        _give_role(group, longest.user, MembershipRole.OWNER, by=None)


def _numbered(slug: str, number: int) -> str:
    return slug if number == 1 else f"{slug}-{number}"


def _held(group: WorkGroup) -> WorkGroup:
    """The group as it is now, held until the transaction ends: of two owners who leave at once, one stays."""
    return WorkGroup.objects.select_for_update().get(pk=group.pk)


def _held_by(group: WorkGroup, person: User) -> WorkGroup:
    held = _held(group)
    if not looks_after(person, held):
        raise PermissionDenied
    return held


def _let_in(group: WorkGroup, person: User, *, by: User) -> Membership:
    membership, is_new = Membership.objects.get_or_create(group=group, user=person, defaults=_first_role(group))
    Invitation.objects.filter(group=group, user=person).delete()
    if is_new:
        _tell("joined", group, by=by, person=person)
    return membership


def _first_role(group: WorkGroup) -> dict[str, str]:
    """Whoever comes into a group that nobody looks after does."""
    has_owner = group.memberships.filter(ACTIVE_OWNER).exists()
    return {"role": MembershipRole.MEMBER if has_owner else MembershipRole.OWNER}


def _let_out(group: WorkGroup, person: User, *, by: User) -> bool:
    gone, _by_model = Membership.objects.filter(group=group, user=person).delete()
    _refuse_ownerless(group)
    if gone:
        _tell("left" if by == person else "removed", group, by=by, person=person)
    return bool(gone)


def _give_role(group: WorkGroup, person: User, role: str, *, by: User | None) -> None:
    membership = group.memberships.filter(user=person).first()
    if membership is None:
        raise GroupRefusedError("not_a_member")
    if membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
        _tell(f"made_{role}", group, by=by, person=person)


def _end_invitation(group: WorkGroup, person: User) -> None:
    gone, _by_model = Invitation.objects.filter(group=group, user=person).delete()
    if not gone:
        raise GroupRefusedError("not_invited")


def _refuse_archived(group: WorkGroup) -> None:
    if group.is_archived:
        raise GroupRefusedError("archived")


def _refuse_ownerless(group: WorkGroup) -> None:
    is_peopled = group.memberships.filter(user__is_active=True).exists()
    if is_peopled and not group.memberships.filter(ACTIVE_OWNER).exists():
        raise GroupRefusedError("last_owner")


def _tell(what: str, group: WorkGroup, *, by: User | None, person: User | None = None) -> None:
    details = {"what": what, **({"account": person.pk, "person": str(person)} if person else {})}
    record_act(GROUP_CHANGED, by=by, thing=group, details=details)
    group_changed.send(sender=WorkGroup, what=what, group=group, by=by, person=person)
