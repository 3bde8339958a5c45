"""PostgreSQL finds the pages that show a thing by an index; SQLite, which serves few pages, looks at each."""

from typing import Any

from django.db import migrations


def make_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'CREATE INDEX body_references ON reading_pagebody USING gin ("references" jsonb_path_ops)'
        )


def drop_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX body_references")


class Migration(migrations.Migration):

    dependencies = [
        ('reading', '0007_level_is_reckoned_with'),
    ]

    operations = [migrations.RunPython(make_index, drop_index)]
