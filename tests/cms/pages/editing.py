"""The page editor of the admin, used through its own form."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from cms.pages.blocks import RICH_TEXT


def edit_address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def form_at(client: Client, address: str, *, text: str = "<p>Tekst</p>", **changes: Any) -> QueryDict:
    """What the form at an address would send with these changes and one text block for a body, which the browser's
    scripts would have built."""
    response = client.get(address)
    assert response.status_code == 200, response
    data = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    body = streamfield([("text", rich_text(text, features=RICH_TEXT))])
    data.update(nested_form_data({"body": body, **changes}))
    for name in {"body-count", *changes}:
        data.setlist(name, [data.getlist(name)[-1]])
    return data


def press(client: Client, page: Page, button: str = "", **changes: Any) -> HttpResponse:
    """Press a button of the editor ("action-submit", "action-publish"; none saves a draft) after these changes."""
    data = form_at(client, edit_address(page), **changes)
    if button:
        data[button] = "x"
    return send(client, edit_address(page), data)


def send(client: Client, address: str, data: QueryDict) -> HttpResponse:
    return client.post(address, data.urlencode(), content_type="application/x-www-form-urlencoded")
