"""The database itself says that what opens for whom may have changed, whoever changed it: a row that was deleted along
with another, or written by hand, sends no signal. What reads it is in cms/access/opened.py.

Whoever changes it waits first for who settles rights, as `settle_alone` does, because two transactions that wait for
the edition and for that lock in turn would wait for ever; 7246010 is the number of that lock. Django remakes a table of
SQLite to alter a field, and the triggers go with the old one: call `watch` again after it.
"""

from django.db import migrations, models

WATCHED = ("access_lock_restrictions", "access_restriction_audiences")
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION access_write_lock_edition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(7246010);
        INSERT INTO access_lockedition (id, edition) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET edition = excluded.edition;
        RETURN NULL;
    END
    $$
    """,
    *(
        f"""
        CREATE OR REPLACE TRIGGER {table}_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION access_write_lock_edition()
        """
        for table in WATCHED
    ),
    "INSERT INTO access_lockedition (id, edition) VALUES (1, gen_random_uuid()) ON CONFLICT (id) DO NOTHING",
)
RANDOM = "lower(hex(randomblob(16)))"
SQLITE = (
    *(
        f"""
        CREATE TRIGGER IF NOT EXISTS {table}_edition_{change.lower()} AFTER {change} ON {table}
        BEGIN INSERT OR REPLACE INTO access_lockedition (id, edition) VALUES (1, {RANDOM}); END
        """
        for table in WATCHED
        for change in ("INSERT", "UPDATE", "DELETE")
    ),
    f"INSERT OR IGNORE INTO access_lockedition (id, edition) VALUES (1, {RANDOM})",
)
UNDO = {
    "postgresql": (
        *(f"DROP TRIGGER IF EXISTS {table}_edition ON {table}" for table in WATCHED),
        "DROP FUNCTION IF EXISTS access_write_lock_edition()",
    ),
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {table}_edition_{change}"
        for table in WATCHED
        for change in ("insert", "update", "delete")
    ),
}


def watch(apps, schema_editor):
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


def unwatch(apps, schema_editor):
    for statement in UNDO.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("access", "0004_nameable_audiences")]

    operations = [
        migrations.CreateModel(
            name="LockEdition",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("edition", models.CharField(max_length=36)),
            ],
            options={"verbose_name": "edition of the locks", "verbose_name_plural": "editions of the locks"},
        ),
        migrations.RunPython(watch, unwatch),
    ]
