"""A slow operation is in the log, and nobody who asked it."""

import json
import logging
from dataclasses import replace

import pytest
import pytest_django
from django.test import Client

from config.logs import JsonLines
from config.telemetry.slow import log_slow_operation
from tests.factories.people import create_user
from tests.site.config.telemetry.test_metrics import OPERATION

SEARCH = """
query Find($words: String!) { search(query: $words) { totalCount } people(filter: {name: "Zwaluw"}) { totalCount } }
"""


def test_what_is_fast_leaves_no_line(caplog: pytest.LogCaptureFixture) -> None:
    log_slow_operation(operation=OPERATION)

    assert caplog.records == []


def test_a_line_says_what_it_took(caplog: pytest.LogCaptureFixture) -> None:
    log_slow_operation(operation=replace(OPERATION, seconds=1.23456, codes=("INTERNAL",)))

    (record,) = caplog.records
    assert (record.name, record.levelno) == ("plein.slow", logging.WARNING)
    assert json.loads(JsonLines().format(record))["operation"] == {
        "name": "Page",
        "kind": "query",
        "digest": "ab",
        "is_trusted": False,
        "cost": 30,
        "is_kept": False,
        "statements": 4,
        "codes": ["INTERNAL"],
        "seconds": 1.235,
    }


@pytest.mark.django_db
def test_neither_words_nor_people_get_into_it(
    client: Client, caplog: pytest.LogCaptureFixture, settings: pytest_django.Settings
) -> None:
    settings.GRAPHQL_SLOW_SECONDS = 0.000001
    person = create_user(email="merel@example.org")
    client.force_login(person)

    body = {"query": SEARCH, "variables": {"words": "burnout"}, "operationName": "Find"}
    assert client.post("/graphql/?q=burnout", body, content_type="application/json").status_code == 200

    (record,) = [record for record in caplog.records if record.name == "plein.slow"]
    line = JsonLines().format(record)
    assert json.loads(line)["operation"]["name"] == "Find"
    for word in ("burnout", "Zwaluw", "merel", "example.org", "127.0.0.1"):
        assert word not in line
