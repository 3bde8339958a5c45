"""Accounts and groups, told as resources of SCIM."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import CharField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from scim2_models import Meta

from cms.directory.models import ProvisionedAccount, ProvisionedGroup
from cms.directory.scim import resources
from cms.people.models import Profile, Unit, User
from cms.people.models.profile import Affiliation

ROOT = "/scim/v2"


def accounts_told() -> QuerySet[User]:
    """The accounts that the other system may see: all but those that it deleted and those that were erased.

    `scim_user_name`, `scim_external_id` and `scim_name` are what it looks for by.
    """
    return User.objects.exclude(provision__deleted_at__isnull=False).annotate(
        scim_user_name=Coalesce(NullIf("provision__user_name", Value("")), F("email"), output_field=CharField()),
        scim_external_id=Coalesce("provision__external_id", Value("")),
        scim_name=Trim(Concat("first_name", Value(" "), "last_name")),
    )


def groups_told() -> QuerySet[Group]:
    """The groups that the other system may see: those it keeps, and those that the settings give it."""
    return Group.objects.filter(
        Q(provision__isnull=False) | Q(name__in=settings.SCIM_MANAGED_GROUPS)
    ).annotate(scim_external_id=Coalesce("provision__external_id", Value("")))  # fmt: skip


def with_all_told(people: QuerySet[User]) -> QuerySet[User]:
    """The same accounts, with what is told of them, in a number of statements that does not grow with theirs."""
    profile = ("profile__unit", "profile__location", "profile__employment", "profile__organisation", "provision")
    groups = Prefetch("groups", queryset=groups_told().order_by("name"), to_attr="groups_told")
    return people.select_related(*profile).prefetch_related("profile__roles", groups)


def tell_accounts(people: Iterable[User]) -> list[Any]:
    """The resources of accounts that `with_all_told` fetched."""
    people = list(people)
    unit_names = _unit_names(people)
    return [_tell_account(person, unit_names) for person in people]


def tell_account(person: User) -> Any:
    """The resource of one account."""
    return tell_accounts(with_all_told(accounts_told().filter(pk=person.pk)))[0]


def tell_group(group: Group, *, has_members: bool = True) -> Any:
    """The resource of a group, with who is in it where that is asked: it may be thousands."""
    provision = ProvisionedGroup.objects.filter(group=group.pk).first()
    told = resources.Group(display_name=group.name, external_id=(provision and provision.external_id) or None)
    if has_members:
        inside = accounts_told().filter(groups=group.pk).order_by("pk")
        told.members = [
            resources.GroupMember(
                value=str(person.pk), display=str(person), type="User", ref=_address("Users", person.pk)
            )
            for person in inside.only("first_name", "last_name", "email")
        ] or None
    return _stamped(told, "Group", group.pk, provision, None)


def _unit_names(people: list[User]) -> dict[str, str]:
    """The names of the units that people are in and of all above these, by their place in the tree."""
    units = [person.profile.unit for person in people if person.profile.unit]
    places = {path for unit in units for path in unit.paths_upward()}
    return dict(Unit.objects.filter(path__in=places).values_list("path", "name")) if places else {}


def _tell_account(person: User, unit_names: dict[str, str]) -> Any:
    profile, provision = person.profile, getattr(person, "provision", None)
    name = resources.Name(
        formatted=person.get_full_name() or None,
        given_name=person.first_name or None,
        family_name=person.last_name or None,
    )
    told = resources.Person(
        user_name=(provision and provision.user_name) or person.email,
        external_id=(provision and provision.external_id) or None,
        name=name if name.formatted else None,
        display_name=name.formatted,
        active=person.is_active,
        emails=[resources.Value(value=person.email, type="work", primary=True)],
        **_tell_profile(profile),
    )
    told.groups = [_tell_membership(group) for group in person.groups_told] or None  # type: ignore[attr-defined]
    unit = profile.unit and "/".join(unit_names.get(path, "") for path in profile.unit.paths_upward())
    organisation = profile.organisation.name if profile.organisation else None
    if unit or organisation:
        told[resources.EnterpriseUser] = resources.EnterpriseUser(department=unit, organization=organisation)
    return _stamped(told, "User", person.pk, provision, person)


def _tell_membership(group: Group) -> Any:
    return resources.GroupMembership(
        value=str(group.pk), display=group.name, type="direct", ref=_address("Groups", group.pk)
    )


def _tell_profile(profile: Profile) -> dict[str, Any]:
    phone, location = profile.phone, profile.location
    return {
        "title": profile.job_title or None,
        "user_type": user_type_of(profile),
        "preferred_language": profile.language,
        "phone_numbers": [resources.Value(value=phone, type="work", primary=True)] if phone else None,
        "addresses": [resources.Address(locality=location.name, type="work", primary=True)] if location else None,
        "roles": [
            resources.Value(value=role.code or role.name, display=role.name) for role in profile.roles.all()
        ] or None,
    }  # fmt: skip


def user_type_of(profile: Profile) -> str:
    """What somebody is to the organisation, in one word."""
    if profile.affiliation == Affiliation.PARTNER:
        return settings.SCIM_PARTNER_TYPES[0] if settings.SCIM_PARTNER_TYPES else profile.affiliation
    return profile.employment.name if profile.employment else profile.affiliation


def _stamped(
    told: Any, kind: str, number: int, provision: ProvisionedAccount | ProvisionedGroup | None, person: User | None
) -> Any:
    """The resource with its id and version: a hash of all that it says, because it is made of many rows."""
    told.id = str(number)
    version = hashlib.sha256(told.model_dump_json().encode()).hexdigest()[:24]
    told.meta = Meta(
        resource_type=kind,
        location=_address(f"{kind}s", number),
        version=f'W/"{version}"',
        created=person.date_joined if person else None,
        last_modified=provision.changed_at if provision else None,
    )
    return told


def _address(endpoint: str, number: int) -> Any:
    return f"{settings.PUBLIC_URL}{ROOT}/{endpoint}/{number}"
