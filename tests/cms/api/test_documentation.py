"""docs/api.md says what is true: its examples run, its limits are the limits."""

import json
import re
from dataclasses import asdict

import pytest
from django.conf import settings

from cms.graphql_kit.limits import LIMITS
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_home, create_theme, create_topic
from tests.factories.people import create_user

TEXT = (settings.ROOT / "docs/api.md").read_text()
EXAMPLES = re.findall(r"```graphql\n(.*?)```(?:\n\n```json\n(.*?)```)?", TEXT, re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize(("operation", "variables"), EXAMPLES, ids=[operation.split()[1] for operation, _ in EXAMPLES])
def test_examples_run(operation: str, variables: str) -> None:
    create_topic(create_theme(create_home(), "Werk"), "Verlof")
    prepared()
    data = ask(operation, json.loads(variables or "{}"), by=create_user())
    if operation.startswith("query Page("):
        assert data["page"]["title"] == "Verlof"


def test_limits_are_those_that_hold() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", TEXT, re.MULTILINE))
    held = {name: str(value) for name, value in asdict(LIMITS).items() if name != "list_size"}
    assert told == {**held, "ids": str(LIMITS.first)}


def test_codes_are_those_that_are_given() -> None:
    general = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID_INPUT", "LIMIT_EXCEEDED"]
    codes = [*general, "GROUP_REFUSED", "FOLDER_REFUSED", "DOCUMENT_KEPT", "VERSION_CONFLICT", "INTERNAL"]
    assert re.findall(r"^\| `([A-Z_]+)` \|", TEXT, re.MULTILINE) == codes
