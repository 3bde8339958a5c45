"""What another system tells of somebody, written into their account and profile: the same for SCIM and for lists."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from cms.people.models import Employment, Location, Organisation, Profile, Role, Unit, User
from cms.people.models.trait import Trait

# Letters that there is room for; more are cut off, because a long title should keep nobody out.
NAMES = {"first_name": 150, "last_name": 150}
TEXTS = {"job_title": 120, "phone": 40}
PLAIN = ("language", "affiliation", "has_desk")
TRAITS: dict[str, type[Trait]] = {"location": Location, "employment": Employment, "organisation": Organisation}


class Vocabulary(Protocol):
    """Finds, or makes, what is told by name. Never asked for an empty name. May raise ValueError."""

    def unit(self, told: str) -> Unit | None:
        """The unit of a name or a path of names."""

    def trait(self, model: type[Trait], told: str) -> Trait | None:
        """The location, kind of employment or organisation of a name or code."""

    def roles(self, told: Iterable[str]) -> set[Role]:
        """The roles of names or codes."""


def fill_in(person: User, told: Mapping[str, Any], *, by_name: Vocabulary) -> list[str]:
    """Write what is told, and say which fields changed. Within a transaction.

    `told` has texts by the name of their field, booleans for `has_desk`, and lists of texts for `roles`. A field that
    is not in it stays; an empty text empties it, but for names, by which colleagues look for people.
    """
    return _fill_account(person, told) + _fill_profile(person.profile, told, by_name)


def _fill_account(person: User, told: Mapping[str, Any]) -> list[str]:
    wanted = {field: told[field][:longest] for field, longest in NAMES.items() if told.get(field)}
    return _write(person, wanted)


def _fill_profile(profile: Profile, told: Mapping[str, Any], by_name: Vocabulary) -> list[str]:
    wanted: dict[str, Any] = {field: told[field][:longest] for field, longest in TEXTS.items() if field in told}
    wanted |= {field: told[field] for field in PLAIN if field in told}
    for field, model in TRAITS.items():
        if field in told:
            wanted[field] = by_name.trait(model, told[field]) if told[field] else None
    if "unit" in told:
        wanted["unit"] = by_name.unit(told["unit"]) if told["unit"] else None
    return _write(profile, wanted) + _fill_roles(profile, told, by_name)


def _fill_roles(profile: Profile, told: Mapping[str, Any], by_name: Vocabulary) -> list[str]:
    if "roles" not in told:
        return []
    wanted = by_name.roles(told["roles"]) if told["roles"] else set()
    if wanted == set(profile.roles.all()):
        return []
    profile.roles.set(wanted)
    return ["roles"]


def _write(row: User | Profile, wanted: Mapping[str, Any]) -> list[str]:
    changed = [field for field, value in wanted.items() if value != getattr(row, field)]
    for field in changed:
        setattr(row, field, wanted[field])
    if changed:
        row.save(update_fields=changed)
    return changed
