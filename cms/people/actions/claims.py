"""What an issuer of OpenID Connect says of somebody, written into their account: at each sign-in anew."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from cms.people.actions.accounts import LastAdministratorError, demote_administrator
from cms.people.models import Profile, Unit, User
from cms.people.models.profile import Affiliation
from cms.people.models.trait import Employment, Location, Organisation, Role
from cms.people.sign_in.claim_rules import ClaimRules, Grant, value_at, values_at
from cms.people.units import units_named

logger = logging.getLogger(__name__)

# Letters that there is room for; more are cut off, because a long claim should keep nobody out.
TEXTS = {"job_title": 120, "phone": 40}
TRAITS = {"location": Location, "employment": Employment, "organisation": Organisation}


@transaction.atomic
def apply_claims(person: User, claims: Mapping[str, Any], *, rules: ClaimRules) -> None:
    """Give somebody what these claims give, and take away what they do not give any more.

    Only what the rules name is managed: other groups, roles and fields stay as they are. A claim that is not there says
    that there is nothing: whoever falls out of all groups must not keep their rights because a list is left out.
    """
    earned = rules.earned(claims)
    _set_names(person, claims, rules)
    _set_fields(person.profile, claims, rules, earned)
    _set_roles(person.profile, claims, rules, earned)
    _set_groups(person, rules, earned)
    _set_administration(person, rules, earned)


def _set_names(person: User, claims: Mapping[str, Any], rules: ClaimRules) -> None:
    """Names are never emptied, because colleagues look for people by them."""
    told = {field: value_at(claims, rules.fields[field])[:150] for field in ("first_name", "last_name")}
    changed = [field for field, value in told.items() if value and value != getattr(person, field)]
    for field in changed:
        setattr(person, field, told[field])
    if changed:
        person.save(update_fields=changed)


def _set_fields(profile: Profile, claims: Mapping[str, Any], rules: ClaimRules, earned: list[Grant]) -> None:
    wanted: dict[str, Any] = {}
    for field, longest in TEXTS.items():
        if field in rules.fields:
            wanted[field] = value_at(claims, rules.fields[field])[:longest]
    for field, model in TRAITS.items():
        if field in rules.fields:
            name = value_at(claims, rules.fields[field])[:120]
            wanted[field] = model.objects.named(name) if name else None
    if "unit" in rules.fields:
        wanted["unit"] = _unit(value_at(claims, rules.fields["unit"]))
    if any(grant.affiliation for grant in rules.managed()):
        wanted["affiliation"] = _affiliation(earned)
    changed = [field for field, value in wanted.items() if value != getattr(profile, field)]
    for field in changed:
        setattr(profile, field, wanted[field])
    if changed:
        profile.save(update_fields=changed)


def _affiliation(earned: Iterable[Grant]) -> str:
    """Staff where any claim says so; else partner, because that is who sees least."""
    is_staff = any(grant.affiliation == Affiliation.STAFF for grant in earned)
    return Affiliation.STAFF if is_staff else Affiliation.PARTNER


def _unit(told: str) -> Unit | None:
    """The unit of this name or path. None where it is not one alone."""
    named = units_named(told)
    if told.strip() and len(named) != 1:
        logger.warning("A claim names a unit that is not one alone here: %s fit", len(named))
    return named[0] if len(named) == 1 else None


def _set_roles(profile: Profile, claims: Mapping[str, Any], rules: ClaimRules, earned: list[Grant]) -> None:
    given = set().union(*(grant.roles for grant in earned))
    managed = set().union(*(grant.roles for grant in rules.managed()))
    kept = set(profile.roles.all())
    if "roles" in rules.fields:
        given |= set(values_at(claims, rules.fields["roles"]))
        leaving = kept
    else:
        leaving = kept & _roles(managed)
    wanted = (kept - leaving) | _roles(given)
    if wanted != kept:
        profile.roles.set(wanted)


def _roles(names: Iterable[str]) -> set[Role]:
    """The roles with these names or codes. None is made: who names a role that is not there gives nothing."""
    return set(Role.objects.filter(Q(name__in=names) | Q(code__in=names)))


def _set_groups(person: User, rules: ClaimRules, earned: list[Grant]) -> None:
    managed = set().union(*(grant.groups for grant in rules.managed()))
    given = set().union(*(grant.groups for grant in earned))
    has = set(person.groups.filter(name__in=managed).values_list("name", flat=True))
    if new := given - has:
        person.groups.add(*Group.objects.filter(name__in=new))
    if gone := has - given:
        person.groups.remove(*Group.objects.filter(name__in=gone))


def _set_administration(person: User, rules: ClaimRules, earned: list[Grant]) -> None:
    """Administrators are made and unmade by claims only where a rule names administration."""
    if not any(grant.is_administrator for grant in rules.managed()):
        return
    is_administrator = any(grant.is_administrator for grant in earned)
    if is_administrator and not person.is_superuser:
        person.is_superuser = True
        person.save(update_fields=["is_superuser"])
        logger.warning("Account %s became administrator by a claim", person.pk)
    elif person.is_superuser and not is_administrator:
        try:
            demote_administrator(person, by=None)
        except LastAdministratorError:
            logger.warning("Account %s stays administrator, against its claims: it is the last one", person.pk)
