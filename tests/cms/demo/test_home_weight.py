"""The home page of the demo, with all that a phone fetches for it, is light."""

import json

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from cms.people.models import User
from cms.reading.actions import prepare_everything

pytestmark = pytest.mark.django_db

HOME_AT_MOST = 150_000


def weight_of(client: Client, address: str) -> int:
    """How many bytes lie at an address of ours."""
    if address.startswith(settings.STATIC_URL):
        with open(str(finders.find(address.removeprefix(settings.STATIC_URL))), "rb") as file:
            return len(file.read())
    answer = client.get(address)
    assert answer.status_code == 200, address
    return len(answer.getvalue())


def test_home_is_light_enough_for_a_phone(city: None, client: Client) -> None:
    prepare_everything()
    client.force_login(User.objects.get(email="employee@plein.example"))
    home = client.get("/")
    screen = BeautifulSoup(home.content, "html.parser")
    parts = [part["src"] for part in screen.select("script[src], img[src]")]
    parts += [part["href"] for part in screen.select("link[rel=stylesheet], link[rel=icon]")]

    weights = {"/": len(home.content), **{address: weight_of(client, address) for address in parts}}

    assert len(screen.select(".entrance")) >= 3
    assert len(weights) >= 6
    assert sum(weights.values()) <= HOME_AT_MOST, json.dumps(weights, indent=1)
