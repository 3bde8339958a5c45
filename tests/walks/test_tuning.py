"""Walk: an editor hears that nobody finds the copier as “repro”, tries a synonym, saves it, and a reader finds it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from playwright.sync_api import Page, expect

from cms.reading.actions import prepare_everything
from search.models import SynonymGroup
from search.sync import catch_up
from tests.factories.pages import create_article
from tests.walks.conftest import City

pytestmark = [pytest.mark.browser, pytest.mark.elasticsearch]

SECONDS = 3.0
# In milliseconds: a busy machine reads the synonyms of a language slowly the first time.
LONGEST = 60_000


def let_tune(city: City) -> None:
    group = Group.objects.create(name="Tuners")
    group.permissions.set(Permission.objects.filter(content_type__app_label="search"))
    city.editor.groups.add(group)


def test_a_synonym_is_tried_saved_and_found_by(
    index: None, city: City, live_server: Any, sign_in: Callable[[str], Page]
) -> None:
    create_article(city.theme, "Kopieermachine", summary="Waar je kopieert en scant.")
    let_tune(city)
    prepare_everything()
    catch_up()
    reader, editor = sign_in(city.employee.email), sign_in(city.editor.email)
    for page in (reader, editor):
        page.set_default_timeout(LONGEST)
    reader.goto(f"{live_server.url}/zoeken/?q=reprobak")
    expect(reader.get_by_role("link", name="Kopieermachine", exact=True)).to_have_count(0)

    editor.goto(f"{live_server.url}/admin/search-tuning/synonyms/new/?language=nl&words=reprobak")
    editor.fill("#id_words", "reprobak\nkopieermachine")
    editor.locator("button[name=try]").click()
    after = editor.locator("[data-list=after]").first
    expect(after.get_by_role("link", name="Kopieermachine")).to_be_visible()
    expect(editor.locator("[data-list=before]").first.get_by_role("link")).to_have_count(0)
    assert SynonymGroup.objects.count() == 0

    editor.locator("footer button[type=submit]").first.click()
    editor.wait_for_url(lambda url: url.endswith("/synonyms/"))
    saved_at = time.monotonic()
    reader.goto(f"{live_server.url}/zoeken/?q=reprobak")
    expect(reader.get_by_role("link", name="Kopieermachine", exact=True)).to_be_visible()
    assert time.monotonic() - saved_at < SECONDS
