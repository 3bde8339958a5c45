"""What the screens of the front-end weigh in the demo city, and how long their first byte takes to come.

The first byte leaves when all of a screen is ready, so that Django's own client measures it: without a network, a
server's queue or compression. Pictures that a phone would only fetch on scrolling count too.
"""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms.access.policy import visible_to
from cms.access.readers import Reader, reader_for
from cms.api.execution import SHARED_ANSWERS
from cms.demo.actions import load_demo
from cms.people.models import User
from cms.reading.actions import prepare_everything
from cms.reading.models import PageCard, PageType
from search.sync import catch_up
from tests.benchmarks.conftest import milliseconds, summary
from tests.weighing import weights_of

TIMES = 10
PAGES = {
    "theme": PageType.THEME,
    "topic": PageType.TOPIC,
    "article": PageType.ARTICLE,
    "news item": PageType.NEWS,
    "event": PageType.EVENT,
    "unit": PageType.UNIT,
    "form": PageType.FORM,
}


@pytest.fixture
def employee(db: None) -> User:
    """An employee of the demo city, all of which is prepared and findable."""
    load_demo()
    prepare_everything()
    catch_up()
    SHARED_ANSWERS.clear()
    return User.objects.get(email="employee@plein.example")


def longest_page(reader: Reader, page_type: PageType) -> str:
    """Where the longest Dutch page of a type is that somebody may see: no other of its type has more to send."""
    cards = visible_to(reader, PageCard.objects.filter(type=page_type, language="nl")).select_related("prepared_body")
    return max(cards, key=lambda card: len(str(card.prepared_body.blocks))).path


def screens(employee: User) -> dict[str, str]:
    """The addresses of the screens, by name."""
    reader = reader_for(employee)
    return {
        "home": "/",
        **{name: longest_page(reader, page_type) for name, page_type in PAGES.items()},
        "news": reverse("news"),
        "event month": reverse("events"),
        "who is who": reverse("people"),
        "person": reverse("person", args=[employee.profile.pk]),
        "search": f"{reverse('search')}?q=verlof",
        "documents": reverse("documents"),
        "folders": reverse("folders"),
        "groups": reverse("groups"),
    }


def in_kilobytes(weights: dict[str, int]) -> str:
    """The weight of a screen itself, and with all that it fetches."""
    page = next(iter(weights.values()))
    return f"{page / 1000:6.1f} kB page {sum(weights.values()) / 1000:7.1f} kB with all"


def test_screens(employee: User, record: Callable[[str, str], None]) -> None:
    client = Client()
    client.force_login(employee)
    for name, address in screens(employee).items():
        weights = weights_of(client, address)
        taken = milliseconds(partial(client.get, address), times=TIMES)
        label = f"screen: {name} (first byte in process, {connection.vendor})"
        record(label, f"{in_kilobytes(weights)}   {summary(taken)}")
