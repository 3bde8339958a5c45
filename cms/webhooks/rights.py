"""Who may look at webhooks, and who may do something with them: permissions that groups can be given."""

from typing import Any

LOOK = ("webhooks.view_endpoint", "webhooks.add_endpoint", "webhooks.change_endpoint", "webhooks.delete_endpoint")
CHANGE = "webhooks.change_endpoint"


def may_look(user: Any) -> bool:
    """Whether somebody may see that there are webhooks, and how it goes with them."""
    return any(user.has_perm(permission) for permission in LOOK)


def may_change(user: Any) -> bool:
    """Whether somebody may change them, and have messages sent."""
    return bool(user.has_perm(CHANGE))
