"""What a preparation made other than it was: pages are prepared more often than they change."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import JSONField

from cms.reading.models import PageBody, PageCard

CARD_FIELDS = [each for each in PageCard._meta.concrete_fields if not each.primary_key]


@dataclass(slots=True)
class Differences:
    """Cards that were not there before, that have another address, and that, or whose bodies, say something else."""

    made: list[PageCard] = field(default_factory=list)
    moved: list[PageCard] = field(default_factory=list)
    changed: list[PageCard] = field(default_factory=list)


def differences(before: Mapping[int, PageCard], cards: Iterable[PageCard], bodies: Iterable[PageBody]) -> Differences:
    """How cards and their bodies, in the same order, differ from the cards that were there, by page id."""
    found = Differences()
    for card, body in zip(cards, bodies, strict=True):
        old = before.get(card.page_id)
        if old is None:
            found.made.append(card)
        elif old.path != card.path:
            found.moved.append(card)
        elif not _is_alike(old, card, body):
            found.changed.append(card)
    return found


def _is_alike(old: PageCard, card: PageCard, body: PageBody) -> bool:
    old_body: PageBody | None = getattr(old, "prepared_body", None)
    # What it refers to follows from its blocks and the card.
    if old_body is None or old_body.blocks != _as_kept(body.blocks):
        return False
    return all(_value(old, each.attname) == _value(card, each.attname) for each in CARD_FIELDS)


def _value(card: PageCard, name: str) -> object:
    value = getattr(card, name)
    return _as_kept(value) if isinstance(PageCard._meta.get_field(name), JSONField) else value


def _as_kept(value: object) -> object:
    """As it comes back from the database: lists for tuples, text for numbers that are keys."""
    return json.loads(json.dumps(value))
