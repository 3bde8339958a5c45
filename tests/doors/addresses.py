"""The addresses that a row of the table stands for."""

import re
from typing import Any

from django.urls import reverse

# What the rest of an address is filled with, where it does not matter.
FILLED: dict[str, Any] = {
    "content_type_app_name": "pages", "content_type_model_name": "articlepage", "app_label": "pages",
    "model_name": "articlepage", "action_name": "approve", "task_state_id": 1, "workflow_state_id": 1, "task_id": 1,
    "session_id": 1, "revision_id": 1, "revision_id_a": "earliest", "revision_id_b": "latest", "workflow_pk": 1,
    "destination_id": 1, "overridable_segment_id": 1, "string_segment_id": 1, "mode": "default",
    "filter_spec": "width-10", "pk": 1, "action": "delete", "number": 1, "kept_id": 1, "user_id": 1,
}  # fmt: skip


def arguments_of(door: str) -> list[str]:
    """What a door's address takes, by name."""
    return [each for each in door.rpartition("(")[2].rstrip(")").split(", ") if each] if "(" in door else []


def address_of(door: str, **named: Any) -> str:
    """An address of a door that names these things, by argument."""
    if not door.endswith(")"):
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(named.get(found[1], 1)), door)
    arguments = {argument: named.get(argument, FILLED.get(argument)) for argument in arguments_of(door)}
    if door.startswith("wagtail_bulk_action"):
        arguments |= {"app_label": "wagtailcore", "model_name": "page"}
    return reverse(door.rpartition("(")[0], kwargs=arguments)
