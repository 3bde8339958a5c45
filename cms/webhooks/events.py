"""What endpoints can be told of, and in which words."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What happened: the kind of thing, and what became of it. Receivers know it as the `type` of a message."""

    PAGE_PUBLISHED = "page.published", _("page published")
    PAGE_UPDATED = "page.updated", _("page changed")
    PAGE_UNPUBLISHED = "page.unpublished", _("page unpublished")
    PAGE_MOVED = "page.moved", _("page moved")
    PAGE_DELETED = "page.deleted", _("page deleted")
    PAGE_RIGHTS = "page.rights", _("rights of a page changed")
    DOCUMENT_PUBLISHED = "document.published", _("document added")
    DOCUMENT_UPDATED = "document.updated", _("document changed")
    DOCUMENT_UNPUBLISHED = "document.unpublished", _("document held back")
    DOCUMENT_DELETED = "document.deleted", _("document deleted")
    DOCUMENT_RIGHTS = "document.rights", _("rights of a document changed")
    SITE_UPDATED = "site.updated", _("site settings changed")
    NAVIGATION_UPDATED = "navigation.updated", _("menu changed")
    # Rights changed of many things at once, or more happened than is remembered: there is nothing to list.
    EVERYTHING = "everything.changed", _("what may be seen changed as a whole")
    TEST = "webhook.test", _("test")


# Of these an endpoint is told whatever it chose: without them it could not know what it missed.
UNASKED = frozenset({Event.EVERYTHING, Event.TEST})


CHOSEN = [(event.value, event.label) for event in Event if event not in UNASKED]


def body_of(event: str, at: datetime, data: Mapping[str, Any]) -> str:
    """A message as the Standard Webhooks specification has it: `type`, `timestamp` and thin `data`."""
    told = {"type": event, "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
