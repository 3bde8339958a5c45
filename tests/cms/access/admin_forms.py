"""Filling in the admin's forms as a browser does: with everything that was on the screen."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html


def open_form(client: Client, address: str, form_id: str = "") -> QueryDict:
    """The fields of a form as they are shown, ready to be changed."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    names = {"form_id": form_id} if form_id else {}
    fields = querydict_from_html(answer.content.decode(), **names)
    hidden = BeautifulSoup(answer.content, "html.parser").find_all("input", {"name": "initial-audiences"})
    fields.setlist("initial-audiences", [each["value"] for each in hidden])
    # Wagtail's scripts add what a page's body needs.
    fields.setdefault("body-count", "0")
    return fields


def send_form(client: Client, address: str, fields: QueryDict, **headers: Any) -> Any:
    """Send a form as it was filled in."""
    return client.post(address, fields.urlencode(), content_type="application/x-www-form-urlencoded", **headers)
