"""What `manage.py check`, and so every start, says of where webhooks may go."""

from ipaddress import ip_network
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def networks_can_be_read(**_options: Any) -> list[CheckMessage]:
    """An error for each allowed network that is none, because of which nothing would be sent into the others."""
    return [
        Error(f"WEBHOOKS_ALLOWED_NETWORKS: {network} is no network, such as 10.1.0.0/16.", id="webhooks.E001")
        for network in settings.WEBHOOKS_ALLOWED_NETWORKS
        if not _is_network(network)
    ]


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True
