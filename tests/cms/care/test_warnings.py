"""Before a page that others link to is deleted, unpublished or moved, they are listed."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, ReferenceIndex

from cms.pages.models import ThemePage
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_theme, create_topic
from tests.factories.people import create_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(client: Client) -> ThemePage:
    theme = create_theme(title="Werken")
    client.force_login(create_editor(theme.get_parent()))
    return theme


def linking(parent: Page, title: str, target: Page, **fields: Any) -> Page:
    body = [{"type": "text", "value": f'<p><a linktype="page" id="{target.pk}">daar</a></p>'}]
    page = create_article(parent, title, body=body, **fields)
    ReferenceIndex.create_or_update_for_object(page)
    return page


def screens(page: Page, destination: Page) -> dict[str, str]:
    return {
        "delete": f"/admin/pages/{page.pk}/delete/",
        "unpublish": f"/admin/pages/{page.pk}/unpublish/",
        "move": f"/admin/pages/{page.pk}/move/{destination.pk}/confirm/",
        "bulk delete": f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}",
        "bulk unpublish": f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}",
        "bulk move": f"/admin/bulk/wagtailcore/page/move/?id={page.pk}",
    }


def test_every_screen_lists_what_links_to_the_page(client: Client, theme: ThemePage) -> None:
    target = create_article(theme, "Doel")
    source = linking(theme, "Verwijzing", target, live=False)

    missing = [
        name
        for name, address in screens(target, create_topic(theme, "Elders")).items()
        if f"/admin/pages/{source.pk}/edit/" not in client.get(address).content.decode()
    ]

    assert missing == []


def test_links_to_a_page_below_count_and_those_within_do_not(client: Client, theme: ThemePage) -> None:
    topic = create_topic(theme, "Map")
    target = create_article(topic, "Doel")
    outside, inside = linking(theme, "Van buiten", target), linking(topic, "Van binnen", target)

    shown = client.get(f"/admin/pages/{topic.pk}/delete/").content.decode()

    assert f"/admin/pages/{outside.pk}/edit/" in shown
    assert f"/admin/pages/{inside.pk}/edit/" not in shown


def test_what_does_not_open_is_neither_named_nor_counted(client: Client, theme: ThemePage) -> None:
    target, alone = create_article(theme, "Doel"), create_article(theme, "Zonder")
    closed = linking(theme, "Geheim", target)
    restrict_page(closed, create_audience("Anderen"))
    elsewhere = create_topic(theme, "Elders")

    for address, same in zip(screens(target, elsewhere).values(), screens(alone, elsewhere).values(), strict=True):
        shown, other = client.get(address), client.get(same)
        assert shown.status_code == other.status_code == 200
        assert "Geheim" not in shown.content.decode()
        assert words(shown).replace("Doel", "") == words(other).replace("Zonder", "")


def words(response: Any) -> str:
    """The screen's own part, without what is told apart by ids and tokens."""
    shown = response.content.decode().partition('id="main"')[2]
    kept = (line for line in shown.splitlines() if "href=" not in line and "csrf" not in line and "action=" not in line)
    told = "\n".join(line.strip() for line in kept if line.strip() and "value=" not in line and "data-" not in line)
    return re.sub(r"\d+", "0", told)
