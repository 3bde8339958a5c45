"""Hostile requests, made up from a seed: always JSON with a known code, never a fault of ours, nothing that is closed.

`make test` tries some, `make hostile` 20,000. The seed is the one in the head of pytest's report.
"""

import gc
import json
import os
import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from cms.api.execution import SHARED_ANSWERS
from cms.api.schema import schema
from cms.graphql_kit.ids import to_global_id
from cms.people.actions import issue_api_token
from tests.doors.world import SECRET, World
from tests.hostile.operations import Author
from tests.hostile.requests import Hostile, hostile_request

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "300"))
PARTS = max(1, REQUESTS // 1_000)
ASKERS = ["visitor", "partner", "employee", "editor"]
# Of work on the processor; none of these takes long, so that two are a fault.
MOST_SECONDS = 2.0
CODES = set(re.findall(r"^\| `([A-Z_]+)` \|", (configured.ROOT / "docs/api.md").read_text(), re.MULTILINE))
KINDS = {"page": "Page", "image": "Image", "document": "Document", "person": "Person", "work group": "WorkGroup"}
STATUSES = {200, 304, 400, 401, 403, 405, 406, 413, 415}


def ids_of(things: dict[str, Any]) -> set[str]:
    """Global ids of those of the world's things that have one."""
    kinds = {label: KINDS.get(label.split(":")[0]) for label in things}
    return {to_global_id(kind, things[label].pk) for label, kind in kinds.items() if kind}


@pytest.fixture
def ready(world: World) -> Iterator[None]:
    """What the first request of a process loads for all is loaded, and what earlier tests left here is set aside, for
    neither is the work of the request that is timed: together they took 4.7 s once."""
    client = Client()
    client.force_login(world.people["employee"])
    assert client.get("/graphql/", {"query": "{ pages { nodes { title } } }"}).status_code == 200
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_hostile_does_harm(part: int, world: World, settings: Settings, pytestconfig: pytest.Config) -> None:
    settings.GRAPHQL_INTROSPECTION = False
    chance = random.Random(f"{pytestconfig.getoption('hypothesis_seed')}/{part}")
    hidden = ids_of(world.closed | world.unpublished)
    author = Author(schema.graphql_schema, chance, sorted(hidden | ids_of(world.open)))
    bearers = {name: f"Bearer {issue_api_token(world.people[name], name='app')[1]}" for name in ASKERS[1:]}
    slowest, answered = (0.0, ""), 0
    faults: list[str] = []
    for number in range(REQUESTS // PARTS):
        made = hostile_request(author)
        asker = chance.choice(ASKERS)
        if asker in bearers:
            made.headers.setdefault("Authorization", bearers[asker])
        began = time.process_time()
        response = sent(made)
        slowest = max(slowest, (time.process_time() - began, described(made)))
        try:
            check(response, made, hidden, f"request {number} of part {part}, by {asker}")
        except AssertionError as fault:
            faults.append(str(fault))
        answered += b'"data":{' in response.content
    print(f"\npart {part}: {answered} answered; the slowest took {slowest[0]:.2f} s of work: {slowest[1][:2_000]}")
    assert not faults, "\n\n".join([f"{len(faults)} faults", *faults[:5]])
    # Else all of them may have been refused before anything could go wrong.
    assert answered > REQUESTS // PARTS // 20
    assert slowest[0] < MOST_SECONDS, slowest


def sent(made: Hostile) -> HttpResponse:
    """The response; what the request changed is taken back."""
    SHARED_ANSWERS.clear()
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if made.parameters:
            response = getattr(client, made.method.lower())("/graphql/", made.parameters, headers=made.headers)
        else:
            response = client.generic(
                made.method, "/graphql/", made.body, content_type=made.content_type, headers=made.headers
            )
        transaction.set_rollback(True)
    return response


def described(made: Hostile) -> str:
    return f"{made.method} {made.content_type} {made.headers} {made.parameters or made.body[:3_000]!r}"


def check(response: HttpResponse, made: Hostile, hidden: set[str], which: str) -> None:
    """Fail where the response says or is what it should not."""
    about = f"{which}: {response.status_code} {response.content[:1_000]!r} to {described(made)}"
    assert response.status_code in STATUSES, about
    if made.method == "HEAD" or response.status_code == 304:
        return
    answer = json.loads(response.content.decode())
    for error in answer.get("errors", []):
        extensions = error["extensions"]
        assert extensions["code"] in CODES - {"INTERNAL"}, about
        assert extensions["code"] != "LIMIT_EXCEEDED" or {"limit", "value", "asked"} <= extensions.keys(), about
    assert answer.keys() <= {"data", "errors"}, about
    said = json.dumps(answer.get("data"), ensure_ascii=False)
    assert SECRET not in said, about
    assert not [each for each in hidden if each in said], about
    assert SECRET not in json.dumps(answer, ensure_ascii=False), about


def test_what_leaks_is_noticed(world: World) -> None:
    insider = Client()
    insider.force_login(world.people["insider"])
    page = world.closed["page: restricted"]
    for query in ("{ title }", "{ id }"):
        text = f'{{ node(id: "{to_global_id("Page", page.pk)}") {{ ... on Page {query} }} }}'
        response = insider.get("/graphql/", {"query": text})
        with pytest.raises(AssertionError):
            check(response, Hostile("GET"), ids_of(world.closed), "by the insider")
