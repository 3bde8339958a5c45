"""What an operator wrote of SCIM, looked at before anything starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

SHORTEST_TOKEN = 32


@register
def scim_settings(**_told: Any) -> list[CheckMessage]:
    """An error where the token could be guessed."""
    if settings.SCIM_TOKEN and len(settings.SCIM_TOKEN) < SHORTEST_TOKEN:
        return [Error(f"SCIM_TOKEN has {SHORTEST_TOKEN} characters or more.", id="directory.E001")]
    return []
