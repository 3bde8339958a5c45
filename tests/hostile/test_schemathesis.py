"""What schemathesis makes of the printed schema: operations that are valid, which no honest client sends either."""

import json
import os
from typing import Any

import pytest
import schemathesis
from django.conf import settings as configured
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from cms.people.actions import issue_api_token
from tests.doors.world import World
from tests.hostile.requests import Hostile
from tests.hostile.test_requests import check, ids_of, sent

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "1"))
SCALARS = {
    "DateTime": st.datetimes().map(lambda moment: moment.isoformat()),
    "Date": st.dates().map(lambda day: day.isoformat()),
    "HTML": st.text(max_size=20),
    "Upload": st.text(max_size=20),
}
for name, strategy in SCALARS.items():
    schemathesis.graphql.scalar(name, strategy.map(nodes.String))
SCHEMA = schemathesis.graphql.from_file((configured.ROOT / "tests/schema.graphql").read_text())
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}


@pytest.mark.parametrize("label", OPERATIONS)
def test_any_valid_operation_does_no_harm(label: str, world: World) -> None:
    hidden = ids_of(world.closed | world.unpublished)
    bearer = f"Bearer {issue_api_token(world.people['employee'], name='app')[1]}"

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(), is_signed_in=st.booleans())
    def try_it(case: Any, is_signed_in: bool) -> None:
        headers = {"Authorization": bearer} if is_signed_in else {}
        made = Hostile("POST", json.dumps({"query": case.body}).encode(), headers=headers)
        check(sent(made), made, hidden, label)

    try_it()
