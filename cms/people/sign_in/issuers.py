"""Who else may say who somebody is: the issuers of OpenID Connect that the deployment names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from cms.people.sign_in.claim_rules import ClaimRules, value_at, values_at


@dataclass(frozen=True)
class Issuer:
    """One issuer, and what it is trusted with."""

    code: str
    name: str
    url: str
    rules: ClaimRules
    verified_domains: frozenset[str]
    # claim -> values, any of which says that it asked for a second factor
    second_factor: Mapping[str, list[str]]
    is_making_accounts: bool

    def verified_address(self, claims: Mapping[str, Any]) -> str:
        """The e-mail address that the issuer answers for, in small letters; empty where it does not.

        Some never say that they verified one: for these the operator names the domains that they keep themselves.
        """
        address = value_at(claims, "email").lower()
        told = claims.get("email_verified")
        if told in (True, "true") or (told is None and address.rpartition("@")[2] in self.verified_domains):
            return address
        return ""

    def has_asked_for_factor(self, claims: Mapping[str, Any]) -> bool:
        """Whether these claims say that the issuer asked for a second factor itself."""
        return any(set(values) & set(values_at(claims, claim)) for claim, values in self.second_factor.items())


def issuers() -> list[Issuer]:
    """All issuers, in the order of the settings. Raises ValueError where the rules of one cannot be read."""
    return [_issuer(told) for told in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]]


def issuer_of(code: str) -> Issuer:
    """The issuer of this code. Raises LookupError."""
    for issuer in issuers():
        if issuer.code == code:
            return issuer
    raise LookupError(code)


def _issuer(told: Mapping[str, Any]) -> Issuer:
    options = told["settings"]
    return Issuer(
        code=told["provider_id"],
        name=told["name"],
        url=options["server_url"],
        rules=ClaimRules.read(options.get("claims", {})),
        verified_domains=frozenset(domain.lower() for domain in options.get("verified_domains", ())),
        second_factor=options.get("second_factor", {}),
        is_making_accounts=options.get("creates_accounts", False),
    )
