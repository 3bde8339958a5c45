"""Where the log hears of pages that say something else: of themselves, where others show them, and in the menu."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.dispatch import receiver

from cms.changes.actions import record_changes
from cms.changes.models import Change, ChangeKind, Happening
from cms.changes.showing import changes_of_showing, changes_where_shown, locks_of_shown_pages
from cms.changes.sitewide import changes_of_menus
from cms.reading.models import PageCard, PageType
from cms.reading.showing import pages_below
from cms.reading.signals import cards_written

# What others show of a page, and what a menu is made of besides the order of its pages.
OF_CARDS = ("title", "summary", "image_id")
OF_MENUS = (*OF_CARDS, "path", "is_in_menus", "parent_id")

Written = list[tuple[Happening, list[PageCard]]]


@receiver(cards_written)
def record_written_cards(
    sender: type,
    made: list[PageCard],
    moved: list[PageCard],
    changed: list[PageCard],
    before: Mapping[int, PageCard],
    **kwargs: Any,
) -> None:
    """Pages are new, stand elsewhere, or say something else. What nobody may see is told when it comes to light."""
    written: Written = [(Happening.PUBLISHED, made), (Happening.MOVED, moved), (Happening.UPDATED, changed)]
    locks = locks_of_shown_pages(card.pk for _what, cards in written for card in cards)
    seen = [(what, [card for card in cards if card.pk in locks]) for what, cards in written]
    record_changes(_changes_of_themselves(seen, locks))
    record_changes(_changes_elsewhere(seen, locks, before))
    record_changes(_changes_of_menus(seen, locks, before))


def _changes_of_themselves(written: Written, locks: Mapping[int, int]) -> Iterator[Change]:
    for what, cards in written:
        for card in cards:
            yield Change(
                kind=ChangeKind.PAGE, object_id=card.pk, what=what, lock_id=locks[card.pk],
                lock_id_before=None if what == Happening.PUBLISHED else locks[card.pk], language=card.language,
            )  # fmt: skip


def _changes_elsewhere(written: Written, locks: Mapping[int, int], before: Mapping[int, PageCard]) -> Iterator[Change]:
    """Pages link to one another, and name those above them. All pages stand below the home page, whose title is like
    the menu that of the site."""
    looks = [
        card.pk
        for what, cards in written
        for card in cards
        if what != Happening.UPDATED or _differ(before[card.pk], card, *OF_CARDS)
    ]
    yield from changes_where_shown("page", {pk: [locks[pk]] for pk in looks})
    for what, cards in written:
        for card in cards:
            if what != Happening.PUBLISHED and card.type != PageType.HOME and _differ(before[card.pk], card, "title"):
                yield from changes_of_showing(pages_below([card.pk]), locks[card.pk])


def _changes_of_menus(written: Written, locks: Mapping[int, int], before: Mapping[int, PageCard]) -> Iterator[Change]:
    """A page that is or was in the menu is new, or other than it was there; or the home page has another title."""
    cards = [card for _what, some in written for card in some]
    yield from changes_of_menus(
        (card.language, locks[card.pk]) for card in cards if _is_other_in_menus(before.get(card.pk), card)
    )


def _is_other_in_menus(old: PageCard | None, card: PageCard) -> bool:
    if old is None:
        return card.is_in_menus or card.type == PageType.HOME
    if card.type == PageType.HOME and _differ(old, card, "title"):
        return True
    return (old.is_in_menus or card.is_in_menus) and _differ(old, card, *OF_MENUS)


def _differ(card: PageCard, other: PageCard, *names: str) -> bool:
    return any(getattr(card, name) != getattr(other, name) for name in names)
