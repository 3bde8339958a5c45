"""What an operator wrote of signing in, looked at before anything starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cms.people.sign_in.issuers import issuers

REQUIRED_OF = ("none", "admin", "all")


@register
def sign_in_settings(**_told: Any) -> list[CheckMessage]:
    """Errors in the settings of issuers and second factors, in words."""
    found: list[CheckMessage] = []
    if settings.SECOND_FACTOR_REQUIRED not in REQUIRED_OF:
        found.append(Error(f"SECOND_FACTOR_REQUIRED is one of {', '.join(REQUIRED_OF)}.", id="people.E001"))
    try:
        found += [
            Error(f"The issuer {issuer.code} is asked by https alone.", id="people.E002")
            for issuer in issuers()
            if not issuer.url.startswith("https://") and not settings.DEBUG
        ]
    except (ValueError, AttributeError, TypeError) as error:
        found.append(Error(f"The claims of an issuer of OpenID Connect cannot be read: {error}", id="people.E003"))
    return found
