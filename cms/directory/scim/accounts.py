"""What another system does with accounts: makes, changes, closes, opens again and takes away.

It never makes an administrator, and takes over nobody's: the address of one, by which a password is chosen, stays.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from scim2_models import ForbiddenException, InvalidValueException, PatchOp, UniquenessException

from cms.activity.actions import record_act
from cms.directory.acts import ACCOUNT_PROVISIONED
from cms.directory.intake import fill_in
from cms.directory.models import ProvisionedAccount, Source
from cms.directory.scim.telling import tell_account
from cms.directory.scim.told import ToldVocabulary, address_of, external_id_of, told_of
from cms.people.actions import LastAdministratorError, deactivate_person, reactivate_person
from cms.people.models import User

BY = "scim"
LONGEST = 255


@transaction.atomic
def make_account(resource: Any) -> User:
    """Make an account, or open again the one that the other system deleted under the same externalId.

    Raises UniquenessException where somebody has the address or the userName, and InvalidValueException.
    """
    address, external_id = address_of(resource), external_id_of(resource)
    _refuse_taken(address, resource.user_name, person=None)
    person = _left_under(external_id)
    is_new = person is None
    if resource.active is None:
        resource.active = True
    if person is None:
        person = User.objects.create_user(address, is_active=resource.active)
    _write(person, resource, told_of(resource), address=address)
    _record("made" if is_new else "returned", person, [])
    return person


@transaction.atomic
def replace_account(person: User, resource: Any) -> None:
    """Let an account be as the resource says. `active` that it leaves out stays: nobody comes back by being forgotten.

    Raises UniquenessException, InvalidValueException, or ForbiddenException for what is not the other system's to do.
    """
    _record("changed", person, _write(person, resource, told_of(resource), address=address_of(resource)))


@transaction.atomic
def patch_account(person: User, patch: "PatchOp[Any]") -> None:
    """Change of an account what a patch changes, and nothing else. Raises SCIMException."""
    before = tell_account(person)
    after = before.model_copy(deep=True)
    if not patch.patch(after):
        return
    has_new_name = before.user_name != after.user_name
    if has_new_name and before.user_name.lower() == person.email and before.emails == after.emails:
        # because they sign in with what is their userName, where a patch says no other address
        after.emails = None
    was, told = told_of(before), told_of(after)
    changed = {field: value for field, value in told.items() if was.get(field) != value}
    address = address_of(after) if after.emails or has_new_name else person.email
    _record("changed", person, _write(person, after, changed, address=address))


@transaction.atomic
def delete_account(person: User) -> None:
    """Close an account for good, and hide it from the other system. What the person made stays, under their name.

    Their address is free: whoever has it next gets an account of their own. Raises ForbiddenException for the last
    administrator.
    """
    _close(person)
    person.email = f"left-{person.pk}@left.invalid"
    person.save(update_fields=["email"])
    ProvisionedAccount.objects.update_or_create(
        user=person, defaults={"source": Source.SCIM, "user_name": "", "deleted_at": timezone.now()}
    )
    person.groups.remove(*person.groups.filter(provision__is_made_by_system=True))
    _record("deleted", person, [])


def _write(person: User, resource: Any, told: dict[str, Any], *, address: str) -> list[str]:
    """Write all that there is to write; the names of what changed."""
    _refuse_taken(address, resource.user_name, person=person)
    changed = _move(person, address) + _settle_active(person, resource.active)
    changed += fill_in(person, told, by_name=ToldVocabulary())
    return changed + _keep_names(person, resource)


def _move(person: User, address: str) -> list[str]:
    if address == person.email:
        return []
    if person.is_superuser:
        raise ForbiddenException(detail="The address of an administrator is changed by an administrator.")
    person.email = address
    person.save(update_fields=["email"])
    return ["email"]


def _settle_active(person: User, is_active: bool | None) -> list[str]:
    if is_active is None or is_active == person.is_active:
        return []
    if not is_active:
        _close(person)
    elif person.is_superuser:
        raise ForbiddenException(detail="The account of an administrator is opened by an administrator.")
    else:
        reactivate_person(person, by=None)
    return ["is_active"]


def _close(person: User) -> None:
    try:
        deactivate_person(person, by=None)
    except LastAdministratorError as error:
        raise ForbiddenException(detail=" ".join(error.messages)) from error


def _keep_names(person: User, resource: Any) -> list[str]:
    """Keep what the other system calls somebody."""
    user_name = (resource.user_name or "").strip()
    wanted = {
        "source": Source.SCIM,
        "external_id": external_id_of(resource),
        "user_name": "" if user_name.lower() == person.email else user_name,
        "deleted_at": None,
    }
    row = ProvisionedAccount.objects.filter(user=person).first() or ProvisionedAccount(user=person)
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    row.save()
    return [name for name in changed if name in ("external_id", "user_name")]


def _refuse_taken(address: str, user_name: str | None, *, person: User | None) -> None:
    others = User.objects.exclude(pk=person.pk) if person else User.objects.all()
    name = (user_name or "").strip()
    if not name or len(name) > LONGEST or "\x00" in name:
        raise InvalidValueException(detail=f"A userName has 1 to {LONGEST} characters.")
    if others.filter(email=address).exists():
        raise UniquenessException(detail="Somebody has this e-mail address already.")
    if others.filter(provision__user_name__iexact=name).exists():
        raise UniquenessException(detail="Somebody has this userName already.")


def _left_under(external_id: str) -> User | None:
    """Who left with this externalId. An administrator does not come back so."""
    left = User.objects.select_for_update(of=("self",)).filter(
        provision__external_id=external_id, provision__deleted_at__isnull=False, is_superuser=False
    )
    return left.first() if external_id else None


def _record(what: str, person: User, fields: list[str]) -> None:
    if fields or what != "changed":
        record_act(ACCOUNT_PROVISIONED, by=None, thing=person, details={"by": BY, "what": what, "fields": fields})
