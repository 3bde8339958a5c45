"""Whatever is done to whatever tree: the policy's rows and queries say what the written rules say."""

import pytest
from hypothesis import given, settings

from tests.properties.deeds import do
from tests.properties.ground import Ground
from tests.properties.judging import assert_lawful
from tests.properties.plans import PLANS, Plan
from tests.properties.worlds import how_many, world_of

pytestmark = pytest.mark.django_db


@settings(max_examples=how_many(10_000, part=40))
@given(plan=PLANS)
def test_policy_agrees_with_the_law_in_any_tree(ground: Ground, plan: Plan) -> None:
    with world_of(ground, plan) as world:
        for deed in plan.deeds:
            do(world, deed)
        assert_lawful(world)
