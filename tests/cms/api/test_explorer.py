"""The explorer: its examples run, and it is a page that anybody can use, on a phone and by the keyboard too."""

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from graphql import OperationDefinitionNode, OperationType, parse, validate
from playwright.sync_api import Browser, expect

from cms.api.explorer import EXAMPLES, examples
from cms.api.schema import schema
from tests.browser import PHONE
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_home
from tests.factories.people import create_user

NAMES = [example["title"] for example in examples()]
NOTE = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.violatedDirective));
"""


def test_each_file_is_an_example_with_a_title_of_its_own() -> None:
    assert len(set(NAMES)) == len(list(EXAMPLES.glob("*.graphql"))) == len(list(EXAMPLES.glob("*.json")))


@pytest.mark.django_db
@pytest.mark.parametrize("example", examples(), ids=NAMES)
def test_examples_run(example: dict[str, str]) -> None:
    document = parse(example["query"])
    (operation,) = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    assert validate(schema.graphql_schema, document) == []
    variables = json.loads(example["variables"])
    asked = {variable.variable.name.value for variable in operation.variable_definitions}
    assert set(variables) == asked
    if operation.operation == OperationType.QUERY:
        ask(example["query"], variables, by=create_user())


def test_it_is_a_page_without_scripts_of_its_own(client: Client, settings: Any, db: None) -> None:
    settings.GRAPHQL_EXPLORER = True
    page = client.get("/graphql/", headers={"Accept": "text/html,*/*"})
    content = page.content.decode()
    assert content.count("<script") == 2
    assert '<script id="examples" type="application/json">' in content
    assert "<style" not in content
    assert "unsafe-inline" not in page["Content-Security-Policy"]


@pytest.mark.browser
def test_a_question_is_asked_from_a_phone_by_the_keyboard(
    transactional_db: None, browser: Browser, live_server: Any, settings: Any
) -> None:
    settings.GRAPHQL_EXPLORER = settings.GRAPHQL_INTROSPECTION = True
    create_home("Plein")
    prepared()
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(NOTE)
    page.goto(f"{live_server.url}/graphql/")
    page.locator("#example").select_option("A page with its blocks")
    page.locator("#variables").press("Control+Enter")
    expect(page.locator("#answer")).to_contain_text('"title": "Plein"')

    page.locator("#question summary").click()
    page.locator("#headers").fill("nothing")
    page.locator("#question button").click()
    expect(page.locator("#answer")).to_contain_text("nothing")
    expect(page.locator("#headers")).to_be_focused()

    page.locator("#word").fill("RenditionName")
    expect(page.locator("#types pre").first).to_contain_text("480 by 270 pixels")
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate("window.broken") == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    context.close()
