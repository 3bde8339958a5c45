"""Who keeps a page true: its owner; when they left, the moderators of its theme; without those, the administrators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet

from cms.access.policy import visible_to
from cms.access.readers import reader_for
from cms.pages.models import ThemePage
from cms.people.models import User
from cms.reading.models import PageCard

WEEK = 7


def stage_of(review_on: date, today: date) -> int:
    """How far a review is: -1 ahead of its day, 0 from that day on, 1 a week later, and so on."""
    return max(-1, (today - review_on).days // WEEK)


class Keepers:
    """Finds the keepers of many pages with as few questions as of one.

    Whoever cannot see a page any more has left it, as one whose account is closed has.
    """

    def __init__(self, cards: Iterable[PageCard]) -> None:
        self._cards = list(cards)
        self._seen: dict[int, set[int]] = {}

    def of(self, card: PageCard) -> list[User]:
        """Those who are to keep one of these pages."""
        owner = card.page.owner
        moderators = self._moderators[card.theme_id] if card.theme_id else []
        for group in ([owner] if owner else [], moderators, self._administrators):
            keeping = [person for person in group if person.is_active and self._sees(person, card)]
            if keeping:
                return keeping
        return []

    def by_person(self) -> Mapping[User, list[PageCard]]:
        """The pages of each keeper, in the order they came."""
        kept: dict[User, list[PageCard]] = defaultdict(list)
        for card in self._cards:
            for person in self.of(card):
                kept[person].append(card)
        return kept

    def _sees(self, person: AbstractUser, card: PageCard) -> bool:
        if person.pk not in self._seen:
            ids = [each.pk for each in self._cards]
            seen: QuerySet[PageCard] = visible_to(reader_for(person), PageCard.objects.filter(pk__in=ids))
            self._seen[person.pk] = set(seen.values_list("pk", flat=True))
        return card.pk in self._seen[person.pk]

    @cached_property
    def _moderators(self) -> Mapping[int, list[User]]:
        themes = ThemePage.objects.filter(pk__in={card.theme_id for card in self._cards if card.theme_id})
        groups = dict(themes.values_list("pk", "moderators"))
        members: dict[int, list[User]] = defaultdict(list)
        people = User.objects.filter(groups__in=set(groups.values()) - {None}, is_active=True).order_by("pk")
        for person in people.distinct().select_related("profile").prefetch_related("groups"):
            for group in person.groups.all():
                members[group.pk].append(person)
        return defaultdict(list, {theme_id: members[group_id] for theme_id, group_id in groups.items()})

    @cached_property
    def _administrators(self) -> list[User]:
        return list(User.objects.filter(is_superuser=True, is_active=True).select_related("profile").order_by("pk"))
