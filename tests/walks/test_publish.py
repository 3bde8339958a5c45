"""Walk 1: an editor writes, a moderator approves, who has the right to it finds it within two seconds; nobody else."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from tests.factories.people import PASSWORD
from tests.walks.conftest import City

pytestmark = [pytest.mark.browser, pytest.mark.elasticsearch]

# As a phrase, because the word alone also finds “verlof” where it is not found itself.
WHOLE_TITLE = '"zorgverlof aanvragen"'
SEARCH = """query ($query: String!) {
  search(query: $query) { totalCount engine nodes { title url } facets { buckets { count } } }
  suggest(prefix: $query) { text }
}"""


def search_as(email: str, query: str) -> dict[str, Any]:
    """What somebody is answered by the API."""
    client = Client()
    assert client.login(email=email, password=PASSWORD)
    answer = client.post("/graphql/", {"query": SEARCH, "variables": {"query": query}}, "application/json").json()
    assert "errors" not in answer, answer
    return answer["data"]


def seconds_until_found(email: str, query: str, *, longest: float = 10) -> float:
    """How long it takes until somebody finds something, in seconds."""
    start = time.monotonic()
    while time.monotonic() - start < longest:
        found = search_as(email, query)["search"]
        if found["totalCount"] and found["engine"] == "ELASTICSEARCH":
            return time.monotonic() - start
        time.sleep(0.05)
    pytest.fail(f"{query!r} was not found in {longest} s")


def choose_action(page: Page, selector: str) -> None:
    """Open the menu of actions at the foot of the editor, whose words are in the editor's language, and choose one."""
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator(f"footer {selector}").first.click()


def write_article(page: Page, live_server: Any, city: City) -> None:
    page.goto(f"{live_server.url}/admin/pages/add/pages/articlepage/{city.theme.pk}/")
    page.fill("#id_title", "Zorgverlof aanvragen")
    page.fill("#id_summary", "Zo vraag je kortdurend zorgverlof aan bij je leidinggevende.")
    choose_action(page, "[name=action-submit]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/"))


def approve_article(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name=re.compile("Zorgverlof aanvragen")).first.click()
    choose_action(page, "[data-workflow-action-name=approve]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def test_a_page_goes_from_editor_to_reader(
    worker: None, city: City, live_server: Any, sign_in: Callable[[str], Page]
) -> None:
    write_article(sign_in(city.editor.email), live_server, city)
    assert search_as(city.employee.email, WHOLE_TITLE)["search"]["totalCount"] == 0
    assert [message.to for message in mail.outbox] == [[city.moderator.email]]

    approve_article(sign_in(city.moderator.email), live_server)
    assert seconds_until_found(city.employee.email, WHOLE_TITLE) < 2
    assert [message.to for message in mail.outbox[1:]] == [[city.editor.email]]

    reader = sign_in(city.employee.email)
    reader.goto(f"{live_server.url}/zoeken/?q=zorgverlof")
    reader.get_by_role("link", name="Zorgverlof aanvragen", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Zorgverlof aanvragen")

    refused = search_as(city.partner.email, "zorgverlof")
    assert refused["search"]["totalCount"] == 0
    assert refused["search"]["nodes"] == []
    assert not any(facet["buckets"] for facet in refused["search"]["facets"])
    assert refused["suggest"] == []
    partner = sign_in(city.partner.email)
    assert partner.goto(f"{live_server.url}/werk-en-verlof/zorgverlof-aanvragen/").status == 404
