"""The nouns of search: what can be found (`Entry`), what must be looked at again (`Ticket`), and what serves those."""

from search.models.entries import Entry, EntryKey, EntryQuerySet, EntryTag
from search.models.leases import Lease
from search.models.tickets import Ticket, TicketQuerySet
from search.models.tuning import Origin, PinnedResult, StopPhrase, SynonymGroup, TuningStamp
from search.models.vectors import EntryVector
from search.models.words import Word

__all__ = [
    "Entry",
    "EntryKey",
    "EntryQuerySet",
    "EntryTag",
    "EntryVector",
    "Lease",
    "Origin",
    "PinnedResult",
    "StopPhrase",
    "SynonymGroup",
    "Ticket",
    "TicketQuerySet",
    "TuningStamp",
    "Word",
]
