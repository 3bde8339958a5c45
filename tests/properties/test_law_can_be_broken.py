"""A property that cannot fail proves nothing: each rule is broken in turn, and some world has to show it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q
from django.db.models.functions import Substr
from hypothesis import Phase, given, seed, settings

from cms.access import policy, sight
from cms.access.actions import settle
from cms.access.models import audience
from cms.access.models.audience import AudienceQuerySet
from cms.access.models.lock import LockQuerySet
from cms.access.readers import OPENED_TO_VISITORS
from cms.access.sight import Sight
from cms.access.tree import Dependants, Neighbourhood
from cms.people.models import Unit
from cms.people.models.user import ASKING
from tests.properties.deeds import do
from tests.properties.ground import Ground
from tests.properties.judging import assert_lawful
from tests.properties.plans import PLANS, Plan
from tests.properties.worlds import world_of

pytestmark = pytest.mark.django_db

Patch = pytest.MonkeyPatch


def forget_language_versions(patch: Patch) -> None:
    patch.setattr(Neighbourhood, "lineage", lambda self, pk: self._closure(pk, with_versions=False))


def forget_sources(patch: Patch) -> None:
    closure = Neighbourhood._closure

    def without_sources(self: Neighbourhood, page_id: int, **kwargs: Any) -> set[int]:
        page = self.by_id[page_id]
        return closure(self, page_id, **kwargs) - {page.alias_of_id}

    patch.setattr(Neighbourhood, "_closure", without_sources)


def forget_what_lies_above(patch: Patch) -> None:
    patch.setattr(Neighbourhood, "lineage", lambda self, pk: {pk})


def forget_that_parents_are_drafts(patch: Patch) -> None:
    patch.setattr(Neighbourhood, "publication", lambda self, pk: (self.by_id[pk].live, self.by_id[pk].expire_at))


def forget_dependants(patch: Patch) -> None:
    patch.setattr(Dependants, "of", lambda self, page_ids: set())


def show_expired_pages(patch: Patch) -> None:
    patch.setattr(sight, "ADMITS", "{row}.is_published AND %s IS NOT NULL")


def show_drafts(patch: Patch) -> None:
    patch.setattr(policy, "_what_is_shown", policy._what_opens)


def open_all_to_all(patch: Patch) -> None:
    patch.setattr(policy, "_what_opens", lambda reader: Sight(locks=None))


def close_to_administrators(patch: Patch) -> None:
    patch.setattr(policy, "_what_opens", lambda reader: Sight(locks=reader.locks))


def let_one_restriction_do(patch: Patch) -> None:
    def opened_by_any(self: LockQuerySet, audiences: AudienceQuerySet) -> LockQuerySet:
        return self.filter(restrictions__audiences__in=audiences.values("pk")).distinct()

    patch.setattr(LockQuerySet, "opened_by", opened_by_any)


def open_what_nobody_restricted(patch: Patch) -> None:
    opened_by = LockQuerySet.opened_by

    def or_unrestricted(self: LockQuerySet, audiences: AudienceQuerySet) -> LockQuerySet:
        ids = opened_by(self, audiences).values("pk")
        return self.filter(Q(pk__in=ids) | Q(restrictions=None))

    patch.setattr(LockQuerySet, "opened_by", or_unrestricted)


def forget_units_below(patch: Patch) -> None:
    patch.setattr(audience, "_is_at_or_below", lambda path: {"unit__path": path})


def take_units_above_for_below(patch: Patch) -> None:
    def is_of_same_root(path: Any) -> dict[str, Any]:
        return {"unit__path__startswith": Substr(path, 1, Unit.steplen)}

    patch.setattr(audience, "_is_at_or_below", is_of_same_root)


def take_partners_for_staff(patch: Patch) -> None:
    holding = AudienceQuerySet.holding

    def and_staff(self: AudienceQuerySet, belonging: Any) -> AudienceQuerySet:
        ids = holding(self, belonging).values("pk")
        return self.filter(Q(pk__in=ids) | (Q(pk=None) if belonging.user is None else Q(includes_staff=True)))

    patch.setattr(AudienceQuerySet, "holding", and_staff)


def forget_restricted_collections_above(patch: Patch) -> None:
    write = settle.write_standings

    def own_alone(kind: str, standings: Any, **kwargs: Any) -> list[int]:
        if kind == "collection":
            newest = {pk: max(each.restrictions, default=0) for pk, each in standings.items()}
            standings = {pk: settle.Standing(frozenset({each} - {0})) for pk, each in newest.items()}
        return write(kind, standings, **kwargs)

    patch.setattr(settle, "write_standings", own_alone)


BREAKS = [
    forget_language_versions, forget_sources, forget_what_lies_above, forget_that_parents_are_drafts,
    forget_dependants, show_expired_pages, show_drafts, open_all_to_all, close_to_administrators,
    let_one_restriction_do, open_what_nobody_restricted, forget_units_below, take_units_above_for_below,
    take_partners_for_staff, forget_restricted_collections_above,
]  # fmt: skip


@pytest.mark.parametrize("break_rule", BREAKS)
def test_broken_rule_is_noticed(ground: Ground, monkeypatch: Patch, break_rule: Callable[[Patch], None]) -> None:
    @seed(1)
    @settings(max_examples=150, phases=[Phase.generate])
    @given(plan=PLANS)
    def policy_agrees_with_the_law(plan: Plan) -> None:
        with world_of(ground, plan) as world:
            for deed in plan.deeds:
                do(world, deed)
            assert_lawful(world)

    break_rule(monkeypatch)
    # the text of what is asked was written by the rule as it was
    for statement in (ASKING, OPENED_TO_VISITORS):
        monkeypatch.setattr(statement, "_prepared", statement._prepare)
    with pytest.raises(AssertionError):
        policy_agrees_with_the_law()
