"""Where editors meet the checks: in the page's form, and when they submit or publish."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.models import Page, WorkflowState

from cms.pages.models import ArticlePage, ThemePage
from cms.pages.page_form import check_page
from tests.cms.pages.editing import edit_address, press
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

VAGUE = '<p>Zie <a href="https://plein.example">klik hier</a>.</p>'


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def article(client: Client, theme: ThemePage) -> ArticlePage:
    client.force_login(create_user(groups=[theme.moderators]))
    body = [{"type": "text", "value": VAGUE, "id": "een"}]
    return create_article(theme, "Verlof", live=False, summary="Hoe je vrij vraagt.", body=body)


def warnings_after(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning")


def test_the_editor_lists_what_to_look_at_with_its_block(client: Client, article: ArticlePage) -> None:
    shown = client.get(edit_address(article)).content.decode()

    assert "“klik hier”" in shown
    assert 'href="#block-een-section"' in shown


def test_publishing_goes_on_and_says_what_to_look_at(client: Client, article: ArticlePage) -> None:
    response = press(client, article, "action-publish", summary="")

    assert Page.objects.get(pk=article.pk).live is True
    assert "There is no summary" in warnings_after(response) or "samenvatting" in warnings_after(response)


def test_a_page_in_order_is_published_without_a_word(client: Client, article: ArticlePage) -> None:
    response = press(client, article, "action-publish", summary="Hoe je vrij vraagt.")

    assert warnings_after(response) == ""


def test_saving_a_draft_says_nothing(client: Client, article: ArticlePage) -> None:
    response = press(client, article, summary="")

    assert warnings_after(response) == ""


@pytest.mark.parametrize("button", ["action-publish", "action-submit"])
def test_a_deployment_can_let_a_check_stop_publication(
    client: Client, article: ArticlePage, settings: Any, button: str
) -> None:
    settings.CONTENT_CHECKS_THAT_STOP = ["summary"]

    response = press(client, article, button, summary="")

    assert response.status_code == 200
    assert Page.objects.get(pk=article.pk).live is False
    assert WorkflowState.objects.count() == 0
    assert press(client, article, summary="").status_code == 302
    assert press(client, article, button, summary="Hoe je vrij vraagt.").status_code == 302


def test_images_are_known_by_their_descriptions(theme: ThemePage) -> None:
    said, silent = create_image(description="Het stadhuis in de avond"), create_image()
    body = [{"type": "image", "value": {"image": image.pk, "caption": ""}} for image in (said, silent)]
    page = create_article(theme, "Stadhuis", summary="Over het stadhuis.", image=silent, body=body)

    assert [(finding.code, finding.place) for finding in check_page(page)] == [("alt", 0), ("alt", 2)]
