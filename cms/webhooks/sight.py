"""Which messages somebody may know of: the endpoint's person before each sending, and whoever looks at its messages."""

from collections.abc import Iterable

from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.access.policy import open_to, visible_to
from cms.access.readers import Reader
from cms.webhooks.events import UNASKED, Event
from cms.webhooks.models import Delivery

# What is about something that readers cannot see any more: that its lock opens is enough to be told so.
CLOSING = frozenset({
    Event.PAGE_UNPUBLISHED, Event.PAGE_DELETED, Event.DOCUMENT_UNPUBLISHED, Event.DOCUMENT_DELETED,
})  # fmt: skip


def tellable(reader: Reader, deliveries: Iterable[Delivery]) -> set[int]:
    """Of these messages the ids of those that a reader may be told now.

    What is there must be visible to them; what was unpublished must open; for what is gone one of the locks that stood
    before it must. A message that tells an id alone says only that something closed, to who had been told of it.
    """
    deliveries = list(deliveries)
    seen, opened, there = _things(reader, deliveries)
    told = set()
    for delivery in deliveries:
        thing = (delivery.kind, delivery.object_id)
        is_open = thing in opened if thing in there else _opened_then(reader, delivery)
        is_closing_for_them = delivery.event in CLOSING and is_open
        if delivery.event in UNASKED or delivery.names_nothing or thing in seen or is_closing_for_them:
            told.add(delivery.pk)
    return told


def nameable(reader: Reader, deliveries: Iterable[Delivery]) -> set[int]:
    """Of these messages the ids of those whose contents somebody may read in the admin: it opens for them."""
    deliveries = list(deliveries)
    _seen, opened, there = _things(reader, deliveries)
    named = set()
    for delivery in deliveries:
        thing = (delivery.kind, delivery.object_id)
        is_open = thing in opened if thing in there else _opened_then(reader, delivery)
        if delivery.event in UNASKED or is_open:
            named.add(delivery.pk)
    return named


Things = set[tuple[str, int | None]]


def _things(reader: Reader, deliveries: Iterable[Delivery]) -> tuple[Things, Things, Things]:
    """Of what the messages are about: what the reader sees, what opens for them, and what is there at all."""
    seen: Things = set()
    opened: Things = set()
    there: Things = set()
    for kind, model in (("page", Page), ("document", get_document_model())):
        ids = {delivery.object_id for delivery in deliveries if delivery.kind == kind}
        if ids:
            things = model._default_manager.filter(pk__in=ids)
            seen |= {(kind, pk) for pk in visible_to(reader, things).values_list("pk", flat=True)}
            opened |= {(kind, pk) for pk in open_to(reader, things).values_list("pk", flat=True)}
            there |= {(kind, pk) for pk in things.values_list("pk", flat=True)}
    return seen, opened, there


def _opened_then(reader: Reader, delivery: Delivery) -> bool:
    return reader.passes_all or any(lock in reader.locks for lock in delivery.locks)
