"""First reads stay as they are while a city grows: from 5,000 pages to 100,000, and from one restricted section to 500.

What is compared is work: the processor's time of this process and of the database's that serves it, because the clock
tells what else the machine does. Before and after cannot be asked in turn, so a yardstick, which nothing grows, is: a
request is measured in it.
"""

import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cms.api.execution import SHARED_ANSWERS
from cms.graphql_kit.ids import to_global_id
from cms.people.actions import issue_api_token
from cms.reading.models import PageCard
from tests.benchmarks.growth import City, found_city
from tests.benchmarks.peers.__main__ import QUERIES

FEW, MANY, RESTRICTED = 5_000, 100_000, 500
ROUNDS = 120
MOST_GROWTH = 1.2
NAMES = {"A": "page", "B": "list of 20", "C": "menu"}

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="the database makes the pages")


@pytest.fixture
def city(db: None) -> City:
    """Before it grows."""
    return found_city()


def work() -> float:
    """Milliseconds that the processor worked on this process and the database's that serves it."""
    backend = connection.connection.info.backend_pid
    at_database = int(Path(f"/proc/{backend}/schedstat").read_text().split()[0])
    return (time.process_time_ns() + at_database) / 1_000_000


def yardstick() -> None:
    """Some statements and some work in Python, the same at every time."""
    with connection.cursor() as cursor:
        for _statement in range(3):
            cursor.execute("SELECT count(*) FROM generate_series(1, 2000) number WHERE number % 7 = 3")
            cursor.fetchall()
    for _time in range(20):
        json.loads(json.dumps([{"number": number, "text": "woord" * 5} for number in range(50)]))


def asked(city: City) -> dict[str, Iterator[dict[str, Any]]]:
    """What the peers' three questions are asked with: always another page or theme of those that the reader sees."""
    chance = random.Random(20261123)
    pages = chance.sample(city.pages_to_read(), ROUNDS)
    paths = dict(PageCard.objects.filter(pk__in=pages).values_list("pk", "path"))
    themes = [to_global_id("Page", pk) for pk in PageCard.objects.filter(type="THEME").values_list("pk", flat=True)]
    return {
        "A": iter([{"path": paths[page]} for page in pages]),
        "B": iter([{"theme": chance.choice(themes)} for _round in range(ROUNDS)]),
        "C": iter([{}] * ROUNDS),
    }


def measured(city: City, client: Client) -> dict[str, float]:
    """The median work of each question, in yardsticks."""
    variables, taken = asked(city), defaultdict[str, list[float]](list)
    for _round in range(ROUNDS):
        for name, question in QUERIES.items():
            body = {"query": question, "variables": next(variables[name])}
            SHARED_ANSWERS.clear()
            began = work()
            response = client.post("/graphql/", body, "application/json")
            taken[name].append(work() - began)
            answer = response.json()
            assert "errors" not in answer, answer
            assert all(answer["data"].values())
        began = work()
        yardstick()
        taken["yardstick"].append(work() - began)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    return {name: medians[name] / medians["yardstick"] for name in QUERIES} | {"yardstick": medians["yardstick"]}


def test_first_reads_stay_as_they_are_while_a_city_grows(city: City, record: Callable[[str, str], None]) -> None:
    client = Client(headers={"Authorization": f"Bearer {issue_api_token(city.reader, name='app')[1]}"})
    stages = {}
    for pages, restricted in ((FEW, 1), (FEW, RESTRICTED), (MANY, RESTRICTED)):
        city.restrict(restricted)
        city.grow_to(pages)
        measured(city, client)
        stages[pages, restricted] = measured(city, client)
    few, closed, many = stages.values()
    for (pages, restricted), found in stages.items():
        yard = found["yardstick"]
        figures = "   ".join(f"{what} {found[name] * yard:5.1f} ms" for name, what in NAMES.items())
        record(f"{pages:,} pages, {restricted} restricted sections (work)", f"{figures}   yardstick {yard:.1f} ms")
    for grown, before, how in (
        (closed, few, "500 sections restricted instead of 1"),
        (many, closed, "20 times the pages"),
    ):
        ratios = {what: grown[name] / before[name] for name, what in NAMES.items()}
        record(how, "   ".join(f"{what} {ratio:5.2f} times" for what, ratio in ratios.items()))
        assert max(ratios.values()) < MOST_GROWTH, ratios
