"""Hostile questions, made at random from a seed: always JSON, never a fault of ours, nothing a visitor may not see."""

import json
import random
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from cms.graphql_kit.ids import to_global_id
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme

pytestmark = pytest.mark.django_db

CODES = {"INVALID_INPUT", "LIMIT_EXCEEDED"}
SECRET = "Zwaardvis"
VALUES: list[Any] = [
    None, True, -1, 0, 2**31, 2**63, 1.5, "", "/", "x" * 5_000, "\x00", "\ud800", "../../etc/passwd", "' OR 1=1 --",
    "%00", "{{7*7}}", [], {}, [[]], {"a": 1}, to_global_id("Page", 2**62), "UGFnZTo=", "é", "🙂" * 50,
]  # fmt: skip
DOCUMENTS = [
    "query ($v: ID!) { node(id: $v) { id ... on Page { title body { id } children { nodes { title } } } } }",
    "query ($v: String) { page(path: $v, fallback: true) { title parent { title } } }",
    "query ($v: String) { page(preview: $v) { title } }",
    "query ($v: Int) { pages(first: $v) { nodes { title } totalCount } }",
    "query ($v: String) { pages(after: $v) { nodes { title } } }",
    "query ($v: PageFilter) { pages(filter: $v) { nodes { title } } }",
    "query ($v: [String!]) { pages(filter: { tag: $v }) { nodes { title } } }",
    "query ($v: String!) { search(query: $v) { nodes { title subject { id } } totalCount facets { field } } }",
    "query ($v: SearchFilter) { search(query: \"zwaardvis\", filter: $v) { nodes { title } totalCount } }",
    "query ($v: String!) { suggest(prefix: $v) { text } }",
    "query ($v: String!) { redirect(path: $v) { url } }",
    "query ($v: Int!) { navigation(depth: $v) { page { title } } }",
    "query ($v: PersonFilter) { people(filter: $v) { nodes { name } totalCount } }",
    "query ($v: DocumentFilter) { documents(filter: $v) { nodes { title } totalCount } }",
]  # fmt: skip
TOKENS = [
    "{",
    "}",
    "(",
    ")",
    "...",
    "on",
    "Page",
    "pages",
    "first:",
    "100",
    "$v",
    '"',
    '"""',
    "fragment",
    "F",
    "@skip",
    "#",
    ",",
]


@pytest.fixture
def site() -> None:
    """A home page for everyone, and a secret for staff."""
    create_article(create_theme(create_home(), SECRET), f"{SECRET} in het aquarium")
    prepared()


def sent(client: Client, body: str | bytes) -> dict[str, Any]:
    response = client.post("/graphql/", body, content_type="application/json")
    assert response["Content-Type"].startswith("application/json")
    assert response.status_code in (200, 400, 413)
    text = response.content.decode()
    assert SECRET.lower() not in text.lower().replace("zwaardvis\\", "")
    return json.loads(text)


def harmless(answer: dict[str, Any]) -> None:
    assert {error["extensions"]["code"] for error in answer.get("errors", [])} <= CODES, answer


def test_any_value_in_any_place(client: Client, site: None, settings: Settings) -> None:
    settings.GRAPHQL_INTROSPECTION = False
    for document in DOCUMENTS:
        for value in VALUES:
            harmless(sent(client, json.dumps({"query": document, "variables": {"v": value}})))


def test_any_text_as_a_document(client: Client, site: None) -> None:
    chance = random.Random(20261122)
    for _ in range(300):
        text = " ".join(chance.choices(TOKENS, k=chance.randint(1, 60)))
        harmless(sent(client, json.dumps({"query": text, "variables": {"v": chance.choice(VALUES)}})))


def test_any_mutilation_of_a_question(client: Client, site: None) -> None:
    chance = random.Random(7)
    for _ in range(300):
        body = bytearray(json.dumps({"query": chance.choice(DOCUMENTS), "variables": {"v": "a"}}).encode())
        for _ in range(chance.randint(1, 6)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        harmless(sent(client, bytes(body)))


@pytest.mark.parametrize(
    "text",
    [
        "{" * 3_000,
        "{ page" * 900,
        "query " + "@skip(if: true) " * 400 + "{ __typename }",
        "{ " + "__typename " * 2_900 + "}",
        "{ " + " ".join(f"a{n}: __typename" for n in range(900)) + " }",
        "{ pages { ...A } } fragment A on PageConnection { nodes { children { ...A } } }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ pages(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes { id } } } } } } }",
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "query ($v: [[[[[[[[Int]]]]]]]]) { __typename }",
        'query { pages(after: "' + "a" * 50_000 + '") { totalCount } }',
        "#" * 50_000 + "\n{ __typename }",
        "#\n" * 10_000 + "{ __typename }",
    ],
)
def test_questions_made_to_exhaust(client: Client, site: None, settings: Settings, text: str) -> None:
    settings.GRAPHQL_INTROSPECTION = False
    harmless(sent(client, json.dumps({"query": text})))
