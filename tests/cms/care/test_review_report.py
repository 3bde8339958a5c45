"""The report of what is to be reviewed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.pages.models import ThemePage
from cms.reading.actions import prepare_everything
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_theme, translate
from tests.factories.people import create_editor, create_superuser, create_user

pytestmark = pytest.mark.django_db

REPORT = "/admin/care/reviews/"


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def editing(client: Client, theme: ThemePage) -> Client:
    client.force_login(create_editor(theme.get_parent(), language="en"))
    return client


def titles(client: Client, **query: Any) -> list[str]:
    prepare_everything()
    response = client.get(REPORT, query)
    assert response.status_code == 200
    return [card.title for card in response.context["object_list"]]


def test_it_lists_pages_with_a_day_of_review_the_longest_overdue_first(editing: Client, theme: ThemePage) -> None:
    today = timezone.localdate()
    create_article(theme, "Later", review_on=today + timedelta(days=30))
    create_article(theme, "Te laat", review_on=today - timedelta(days=30))
    create_article(theme, "Zonder dag")

    assert titles(editing) == ["Te laat", "Later"]


def test_it_is_narrowed_by_theme_language_owner_and_whether_it_is_late(client: Client, theme: ThemePage) -> None:
    client.force_login(create_superuser())
    today, owner = timezone.localdate(), create_user()
    other = create_theme(theme.get_parent(), "Wonen")
    late = create_article(theme, "Te laat", review_on=today - timedelta(days=1), owner=owner)
    create_article(other, "Huren", review_on=today)
    translate(late)

    assert titles(client, theme=other.pk) == ["Huren"]
    assert titles(client, language="en") == ["Te laat"]
    assert titles(client, owner=owner.pk, language="nl") == ["Te laat"]
    assert titles(client, is_overdue="yes", language="nl") == ["Te laat"]
    assert titles(client, is_overdue="no") == ["Huren"]


def test_an_editor_sees_only_what_they_may_edit_and_open(client: Client, theme: ThemePage) -> None:
    today = timezone.localdate()
    other = create_theme(theme.get_parent(), "Wonen")
    create_article(theme, "Verlof", review_on=today)
    create_article(other, "Huren", review_on=today)
    closed = create_article(theme, "Geheim", review_on=today)
    restrict_page(closed, create_audience("Anderen"))
    client.force_login(create_user(groups=[theme.editors]))

    assert titles(client) == ["Verlof"]


def test_it_is_exported(editing: Client, theme: ThemePage) -> None:
    owner = create_user("Eva de Vries")
    create_article(theme, "Verlof", review_on=timezone.localdate(), owner=owner)
    prepare_everything()

    response = editing.get(REPORT, {"export": "csv"})

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].count(",") == 5
    assert lines[1] == f"Verlof,/werken/verlof/,Werken,nl,Eva de Vries,{timezone.localdate().isoformat()}"


def test_it_asks_as_often_for_many_pages_as_for_few(
    editing: Client, theme: ThemePage, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        create_article(theme, f"Artikel {number}", review_on=timezone.localdate(), owner=create_user())
    prepare_everything()
    editing.get(REPORT)

    with django_assert_max_num_queries(30):
        editing.get(REPORT)


def test_who_edits_nothing_gets_no_report(client: Client, theme: ThemePage) -> None:
    client.force_login(create_user())

    assert client.get(REPORT).status_code == 302
