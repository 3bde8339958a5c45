"""The home page of the demo, with all that a phone fetches for it, is light."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.weighing import weights_of

pytestmark = pytest.mark.django_db

HOME_AT_MOST = 150_000


def test_home_is_light_enough_for_a_phone(city: None, client: Client) -> None:
    prepare_everything()
    client.force_login(User.objects.get(email="employee@plein.example"))

    weights = weights_of(client, "/")

    assert len(BeautifulSoup(client.get("/").content, "html.parser").select(".entrance")) >= 3
    assert len(weights) >= 6
    assert sum(weights.values()) <= HOME_AT_MOST, json.dumps(weights, indent=1)
