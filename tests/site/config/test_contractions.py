"""Which migrations a process of the last release could not live with."""

import pytest
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from config.contractions import in_order, name_of, unmarked

MADE = migrations.CreateModel(
    "Poll",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=80)),
        ("colour", models.CharField(max_length=20, null=True)),
    ],
)


def migration(name: str, *operations: Operation, contraction: str = "") -> migrations.Migration:
    made = type("Migration", (migrations.Migration,), {"operations": operations, "contraction": contraction})
    return made(name, "pages")


def complaints(*operations: Operation, contraction: str = "") -> list[str]:
    """About these operations, after a release that had the model."""
    history = [migration("0001_initial", MADE), migration("0002_later", *operations, contraction=contraction)]
    return unmarked(history, {"pages.0001_initial"})


@pytest.mark.parametrize(
    ("operation", "complaint"),
    [
        (migrations.RemoveField("Poll", "colour"), "RemoveField Poll.colour"),
        (migrations.RenameField("Poll", "title", "question"), "RenameField Poll.title"),
        (migrations.DeleteModel("Poll"), "DeleteModel Poll"),
        (migrations.RenameModel("Poll", "Survey"), "RenameModel Poll"),
        (migrations.AlterModelTable("Poll", "surveys"), "AlterModelTable Poll"),
        (migrations.AlterField("Poll", "colour", models.CharField(max_length=20)), "AlterField Poll.colour"),
        # Django takes its own default out of the table again, so the old code's INSERT would fail
        (migrations.AddField("Poll", "votes", models.IntegerField(default=0)), "AddField Poll.votes"),
    ],
)
def test_what_the_last_release_needs_is_not_taken_away(operation: Operation, complaint: str) -> None:
    assert complaints(operation) == [f"pages.0002_later: {complaint}"]
    assert complaints(operation, contraction="Nothing has read it since 1.4") == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("Poll", "votes", models.IntegerField(null=True)),
        migrations.AddField("Poll", "votes", models.IntegerField(db_default=0)),
        migrations.AlterField("Poll", "title", models.CharField(max_length=200)),
        migrations.AlterField("Poll", "colour", models.CharField(max_length=20, db_default="teal")),
        migrations.CreateModel("Vote", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddIndex("Poll", models.Index(fields=["title"], name="poll_title")),
    ],
)
def test_a_release_may_add(operation: Operation) -> None:
    assert complaints(operation) == []


def test_what_was_added_since_the_release_may_be_changed_again() -> None:
    vote = migrations.CreateModel("Vote", [("id", models.BigAutoField(primary_key=True))])
    added = migrations.AddField("Poll", "votes", models.IntegerField(null=True))

    assert complaints(vote, migrations.DeleteModel("Vote")) == []
    assert complaints(added, migrations.RemoveField("Poll", "votes")) == []


def test_what_is_released_is_not_judged_again() -> None:
    history = [migration("0001_initial", MADE), migration("0002_later", migrations.DeleteModel("Poll"))]

    assert unmarked(history, {"pages.0001_initial", "pages.0002_later"}) == []


# because a migration of wagtail-localize asks the database as it is read
@pytest.mark.django_db
def test_every_migration_of_the_project_is_read() -> None:
    names = [name_of(each) for each in in_order()]

    assert "config.0001_initial" in names
    assert names.index("people.0001_initial") < names.index("people.0002_profile")
