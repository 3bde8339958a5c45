"""What the claims of an issuer mean here: which of them fill a person's fields, and which values give what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIELDS = frozenset(
    {"first_name", "last_name", "job_title", "phone", "unit", "location", "employment", "organisation", "roles"}
)
GIVEN = frozenset({"groups", "roles", "affiliation", "administrator"})
NAMES = {"first_name": "given_name", "last_name": "family_name"}


@dataclass(frozen=True)
class Grant:
    """What one value of a claim gives: Django groups and roles by name, an affiliation, administration."""

    groups: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    affiliation: str = ""
    is_administrator: bool = False


@dataclass(frozen=True)
class ClaimRules:
    """The rules of one issuer. `fields`: field -> claim; `grants`: claim -> value -> what it gives."""

    fields: Mapping[str, str]
    grants: Mapping[str, Mapping[str, Grant]]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "ClaimRules":
        """The rules as an operator wrote them. Raises ValueError, in words, for what no rule can be."""
        _refuse_others(told, {"fields", "grants"}, "OIDC claims know")
        fields = NAMES | told.get("fields", {})
        _refuse_others(fields, FIELDS, "Claims fill")
        grants = {
            claim: {value: _grant(given) for value, given in values.items()}
            for claim, values in told.get("grants", {}).items()
        }
        return cls(fields=fields, grants=grants)

    def managed(self) -> list[Grant]:
        """All that the issuer can give, and so take away."""
        return [grant for values in self.grants.values() for grant in values.values()]

    def earned(self, claims: Mapping[str, Any]) -> list[Grant]:
        """What these claims give."""
        return [
            grant
            for claim, values in self.grants.items()
            for value, grant in values.items()
            if value in values_at(claims, claim)
        ]


def values_at(claims: Mapping[str, Any], path: str) -> list[str]:
    """The values of a claim, none if it is not there; `realm_access.roles` reaches into a claim of claims."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    several = found if isinstance(found, list) else [found]
    return [str(each).strip() for each in several if isinstance(each, str | int)]


def value_at(claims: Mapping[str, Any], path: str) -> str:
    """The first value of a claim; empty where there is none."""
    return next(iter(values_at(claims, path)), "")


def _grant(told: Mapping[str, Any]) -> Grant:
    _refuse_others(told, GIVEN, "A claim gives")
    affiliation = told.get("affiliation", "")
    if affiliation not in ("", "staff", "partner"):
        raise ValueError(f"An affiliation is staff or partner, not {affiliation}.")
    return Grant(
        groups=frozenset(told.get("groups", ())),
        roles=frozenset(told.get("roles", ())),
        affiliation=affiliation,
        is_administrator=told.get("administrator", False) is True,
    )


def _refuse_others(told: Iterable[str], known: Iterable[str], opening: str) -> None:
    if others := set(told) - set(known):
        raise ValueError(f"{opening} {', '.join(sorted(known))}; not {', '.join(sorted(others))}.")
