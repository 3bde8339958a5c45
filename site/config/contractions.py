"""Which migrations take away what a process of the last release still needs.

While a release is rolled out, the web processes of the last one work on the tables of this one. So a release only adds
(it expands); what nothing needs any more goes in the release after it (it contracts), by a migration that says so:

    class Migration(migrations.Migration):
        contraction = "Nothing has read Page.colour since 1.4"
"""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import (
    AddField,
    AlterField,
    AlterModelTable,
    CreateModel,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

RELEASED = Path(__file__).with_name("released_migrations.txt")
OURS = {"cms", "config", "search", "web"}
WHOLE_MODEL = ""


def released() -> set[str]:
    """The migrations of the last release, as `app.name`."""
    return set(RELEASED.read_text().split())


def release() -> int:
    """Call what there is now released; how many migrations that are."""
    names = sorted(name_of(migration) for migration in in_order() if is_ours(migration))
    RELEASED.write_text("\n".join(names) + "\n")
    return len(names)


def in_order() -> list[Migration]:
    """Every migration, as an empty database would get them. Nothing of the database is needed."""
    executor = MigrationExecutor(None)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    return [migration for migration, _is_backwards in plan]


def is_ours(migration: Migration) -> bool:
    return apps.get_app_config(migration.app_label).name.partition(".")[0] in OURS


def name_of(migration: Migration) -> str:
    return f"{migration.app_label}.{migration.name}"


def unmarked(migrations: list[Migration], known: set[str]) -> list[str]:
    """A line for each operation of a migration that is not `known` as released, breaks the last release, and is not
    marked as a contraction."""
    lines, state, new = [], ProjectState(), set[tuple[str, str, str]]()
    for migration in migrations:
        is_judged = is_ours(migration) and name_of(migration) not in known
        for operation in migration.operations:
            if is_judged:
                new.update(made_by(operation, migration.app_label))
                harm = harm_of(operation, migration.app_label, state, new)
                if harm and not getattr(migration, "contraction", ""):
                    lines.append(f"{name_of(migration)}: {harm}")
            operation.state_forwards(migration.app_label, state)
    return lines


def made_by(operation: Operation, app: str) -> Iterator[tuple[str, str, str]]:
    """The model that it makes, or the field: what no process of the last release knows, nothing can take from it."""
    if isinstance(operation, CreateModel):
        yield app, operation.name_lower, WHOLE_MODEL
    elif isinstance(operation, AddField) and can_be_left_out(operation.field):
        yield app, operation.model_name_lower, operation.name_lower


def harm_of(operation: Operation, app: str, state: ProjectState, new: set[tuple[str, str, str]]) -> str:
    """What it does to a process of the last release; nothing for most."""
    if isinstance(operation, DeleteModel | RenameModel | AlterModelTable):
        name = operation.old_name if isinstance(operation, RenameModel) else operation.name
        return "" if (app, name.lower(), WHOLE_MODEL) in new else f"{type(operation).__name__} {name}"
    if not isinstance(operation, AddField | AlterField | RemoveField | RenameField):
        return ""
    field = operation.old_name if isinstance(operation, RenameField) else operation.name
    model = operation.model_name_lower
    if (app, model, WHOLE_MODEL) in new or (app, model, field.lower()) in new:
        return ""
    if isinstance(operation, AddField) and can_be_left_out(operation.field):
        return ""
    if isinstance(operation, AlterField):
        before = state.models[app, model].fields[field]
        if can_be_left_out(operation.field) or not can_be_left_out(before):
            return ""
    return f"{type(operation).__name__} {operation.model_name}.{field}"


def can_be_left_out(field: models.Field) -> bool:
    """Whether a row can be written by who does not know the field: Django's own default is not in the table."""
    return field.many_to_many or field.null or field.db_default is not NOT_PROVIDED
