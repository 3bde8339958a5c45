"""What a resource of SCIM says of somebody, in the words of accounts and profiles here."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from scim2_models import InvalidValueException

from cms.directory.scim import resources
from cms.people.models import Employment, Role, Unit
from cms.people.models.profile import Affiliation
from cms.people.models.trait import Trait
from cms.people.units import units_named

logger = logging.getLogger(__name__)

LONGEST_ADDRESS = 254
LONGEST_ID = 255


class ToldVocabulary:
    """Names as another system writes them: an unknown place is made, what carries rights is not."""

    def unit(self, told: str) -> Unit | None:
        """The unit of this name or path; None where it is not one alone."""
        named = units_named(told)
        if len(named) != 1:
            logger.warning("SCIM names a unit that is not one alone here: %s fit", len(named))
            return None
        return named[0]

    def trait(self, model: type[Trait], told: str) -> Trait | None:
        """The one of this name; of employments only one that is there, because userType says other things too."""
        if model is Employment:
            return Employment.objects.filter(Q(name__iexact=told) | Q(code=told)).first()
        named: Trait = model.objects.named(told[:120])
        return named

    def roles(self, told: Iterable[str]) -> set[Role]:
        """The roles of these names or codes that are there."""
        return set(Role.objects.filter(Q(name__in=told) | Q(code__in=told)))


def told_of(resource: Any) -> dict[str, Any]:
    """The fields of account and profile that a resource fills; what it does not say it empties.

    Names, language and affiliation are left out where it does not say them: there is always one.
    """
    enterprise = resource[resources.EnterpriseUser] or resources.EnterpriseUser()
    told: dict[str, Any] = {
        "job_title": _text(resource.title),
        "phone": _text(_chosen(resource.phone_numbers, "value", ("work", "mobile"))),
        "location": _text(_chosen(resource.addresses, "locality", ("work",))),
        "unit": _text(enterprise.department),
        "roles": sorted(_text(role.value) for role in resource.roles or [] if _text(role.value)),
        **_names(resource),
        **_belonging(_text(resource.user_type), _text(enterprise.organization)),
    }
    language = _text(resource.preferred_language).replace("_", "-").partition("-")[0].lower()
    if language in dict(settings.LANGUAGES):
        told["language"] = language
    return told


def address_of(resource: Any) -> str:
    """The address of mail that the account signs in with: the primary one, or userName where that is one.

    Raises InvalidValueException where there is none.
    """
    address = (_chosen(resource.emails, "value", ("work",)) or resource.user_name or "").strip()
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST_ADDRESS:
        raise InvalidValueException(detail="An account needs an e-mail address, in emails or as userName.")
    return address.lower()


def external_id_of(resource: Any) -> str:
    """What the other system calls it; empty where it says nothing. Raises InvalidValueException."""
    told = _text(resource.external_id)
    if len(told) > LONGEST_ID:
        raise InvalidValueException(detail=f"An externalId has at most {LONGEST_ID} characters.")
    return told


def _names(resource: Any) -> dict[str, str]:
    name = resource.name or resources.Name()
    first, last = _text(name.given_name), _text(name.family_name)
    if not (first or last):
        first, _space, last = _text(name.formatted or resource.display_name).partition(" ")
    return {field: value for field, value in (("first_name", first), ("last_name", last.strip())) if value}


def _belonging(user_type: str, organisation: str) -> dict[str, str]:
    if not user_type:
        return {"employment": "", "organisation": ""}
    if user_type.lower() in {each.lower() for each in (*settings.SCIM_PARTNER_TYPES, Affiliation.PARTNER)}:
        return {"affiliation": Affiliation.PARTNER, "employment": "", "organisation": organisation}
    # because a directory writes its own city's name at each employee
    return {"affiliation": Affiliation.STAFF, "employment": user_type, "organisation": ""}


def _chosen(entries: list[Any] | None, attribute: str, kinds: tuple[str, ...]) -> str:
    """Of several the primary one, else the first of these kinds, else the first."""
    entries = [entry for entry in entries or [] if getattr(entry, attribute)]
    primary = [entry for entry in entries if entry.primary]
    of_kind = [entry for kind in kinds for entry in entries if (entry.type or "").lower() == kind]
    chosen = (*primary, *of_kind, *entries)
    return getattr(chosen[0], attribute) if chosen else ""


def _text(value: str | None) -> str:
    """The text without spaces around it, and without what PostgreSQL does not take in one."""
    return (value or "").replace("\x00", "").strip()
