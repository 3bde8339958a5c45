"""Walk: a release is rolled out, and a web process of this one still serves on the tables of the next."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from cms.pages.models import ThemePage
from config import health
from search import sync
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


# Add, with what a writer who does not know of it may leave out.
EXPANSION = [
    "ALTER TABLE pages_articlepage ADD COLUMN later varchar(20) NULL",
    "ALTER TABLE people_user ADD COLUMN later integer NOT NULL DEFAULT 0",
    "CREATE TABLE pages_later (id bigint PRIMARY KEY)",
]


def expand() -> None:
    """What the next release's migrations do."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in EXPANSION:
            cursor.execute(statement)
    MigrationRecorder(connection).record_applied("pages", "9999_of_the_next_release")


def test_what_serves_goes_on_serving_on_the_next_releases_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_schema", health._Schema())
    theme = create_theme()
    before = create_article(theme, "Vooraf", publish=True)

    expand()

    reader = Client()
    reader.force_login(create_user())
    during = create_article(ThemePage.objects.get(pk=theme.pk), "Intussen", publish=True)
    before.title = "Vooraf, gewijzigd"
    before.save_revision().publish()
    sync.catch_up()
    assert [reader.get(page.url).status_code for page in (before, during)] == [200, 200]
    assert "Vooraf, gewijzigd" in reader.get(before.url).content.decode()
    assert "Intussen" in reader.get("/zoeken/", {"q": "intussen"}).content.decode()
    assert health.check_database().state == health.State.OK
