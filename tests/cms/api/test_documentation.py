"""docs/api.md and the pages below it say what is true: their examples run, their limits are the limits."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings
from graphql import OperationDefinitionNode, OperationType, is_object_type, parse, validate

from cms.api.schema import schema
from cms.graphql_kit.limits import LIMITS
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_home, create_theme, create_topic
from tests.factories.people import create_user

DOCS: Path = settings.ROOT / "docs"
PAGES = [DOCS / "api.md", *sorted((DOCS / "api").glob("*.md")), *DOCS.glob("webhooks.md")]
TEXT = PAGES[0].read_text()
# An operation, and the variables where they follow it.
EXAMPLES = {
    f"{page.stem}: {operation.splitlines()[0].strip(' {')}": (operation, variables)
    for page in PAGES
    for operation, variables in re.findall(
        r"```graphql\n(.*?)```(?:\n\n```json\n(.*?)```)?", page.read_text(), re.DOTALL
    )
}
LINKS = [(page, link) for page in PAGES for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())]


def is_query(operation: str) -> bool:
    """What changes nothing and ends at once, so that it can be tried on a small city."""
    definitions = parse(operation).definitions
    return all(
        definition.operation == OperationType.QUERY
        for definition in definitions
        if isinstance(definition, OperationDefinitionNode)
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_of_this_schema(name: str) -> None:
    assert validate(schema.graphql_schema, parse(EXAMPLES[name][0])) == []


@pytest.mark.django_db
def test_examples_run() -> None:
    create_topic(create_theme(create_home(), "Werk"), "Verlof")
    prepared()
    employee = create_user()
    answers = {
        name: ask(operation, json.loads(variables or "{}"), by=employee)
        for name, (operation, variables) in EXAMPLES.items()
        if is_query(operation)
    }
    assert answers["pages: query Page($path: String!)"]["page"]["title"] == "Verlof"


def test_a_page_is_shown_with_every_kind_of_block() -> None:
    asked = set(re.findall(r"\.\.\. on (\w+Block) ", EXAMPLES["pages: query Page($path: String!)"][0]))
    kinds = schema.graphql_schema.type_map.values()
    assert asked == {kind.name for kind in kinds if is_object_type(kind) and "Block" in map(str, kind.interfaces)}


@pytest.mark.parametrize(("page", "link"), LINKS, ids=[f"{page.stem}: {link}" for page, link in LINKS])
def test_links_lead_somewhere(page: Path, link: str) -> None:
    assert (page.parent / link).exists()


def test_limits_are_those_that_hold() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", TEXT, re.MULTILINE))
    held = {name: str(value) for name, value in asdict(LIMITS).items() if name != "list_size"}
    assert told == {**held, "ids": str(LIMITS.first), "seconds": f"{settings.GRAPHQL_SECONDS:.0f}"}


def test_codes_are_those_that_are_given() -> None:
    general = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID_INPUT", "LIMIT_EXCEEDED", "RATE_LIMITED"]
    documents = ["DOCUMENT_NOT_TRUSTED", "DOCUMENT_NOT_FOUND"]
    apollo = ["PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"]
    kinds = ["GROUP_REFUSED", "FOLDER_REFUSED", "DOCUMENT_KEPT", "VERSION_CONFLICT"]
    codes = [*general, *documents, *apollo, *kinds, "INTERNAL"]
    assert re.findall(r"^\| `([A-Z_]+)` \|", TEXT, re.MULTILINE) == codes
