"""Which messages somebody may know of: the endpoint's person before each sending, and whoever looks at its messages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.access.policy import open_to, visible_to
from cms.access.readers import Reader
from cms.changes.models import SITEWIDE
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
    listed = list(deliveries)
    sight = Sight.of(reader, listed)
    return {
        delivery.pk
        for delivery in listed
        if delivery.event in UNASKED
        or delivery.names_nothing
        or sight.sees(delivery)
        or ((delivery.event in CLOSING or delivery.kind in SITEWIDE) and sight.opens(delivery))
    }


def nameable(reader: Reader, deliveries: Iterable[Delivery]) -> set[int]:
    """Of these messages the ids of those whose contents somebody may read in the admin: it opens for them."""
    listed = list(deliveries)
    sight = Sight.of(reader, listed)
    return {delivery.pk for delivery in listed if delivery.event in UNASKED or sight.opens(delivery)}


@dataclass(frozen=True, slots=True)
class Sight:
    """Of the things that messages are about: what a reader sees, what opens for them, and what is there at all."""

    reader: Reader
    seen: set[tuple[str, int | None]] = field(default_factory=set)
    opened: set[tuple[str, int | None]] = field(default_factory=set)
    there: set[tuple[str, int | None]] = field(default_factory=set)

    @classmethod
    def of(cls, reader: Reader, deliveries: Collection[Delivery]) -> "Sight":
        """As it is now."""
        sight = cls(reader)
        for kind, model in (("page", Page), ("document", get_document_model())):
            ids = {delivery.object_id for delivery in deliveries if delivery.kind == kind}
            if ids:
                things = model._default_manager.filter(pk__in=ids)
                sight.seen.update((kind, pk) for pk in visible_to(reader, things).values_list("pk", flat=True))
                sight.opened.update((kind, pk) for pk in open_to(reader, things).values_list("pk", flat=True))
                sight.there.update((kind, pk) for pk in things.values_list("pk", flat=True))
        return sight

    def sees(self, delivery: Delivery) -> bool:
        """Whether the reader sees what a message is about."""
        return (delivery.kind, delivery.object_id) in self.seen

    def opens(self, delivery: Delivery) -> bool:
        """Whether it opens for them; of what is gone, and of the menu or the site, whether one of the locks does that
        stood before what changed of it then. What stood before none is for everybody."""
        thing = (delivery.kind, delivery.object_id)
        if thing in self.there:
            return thing in self.opened
        if delivery.kind in SITEWIDE and not delivery.locks:
            return True
        return self.reader.passes_all or any(lock in self.reader.locks for lock in delivery.locks)
