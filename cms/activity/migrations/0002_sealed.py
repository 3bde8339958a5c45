"""The database itself refuses to change or delete an entry, whoever asks, but for cms/activity/sealing.py.

On SQLite a row in `activity_unsealed` opens the table: it is there only within the transaction that put it there.
Django remakes a table of SQLite to alter a field, and the triggers go with the old one: call `seal` again after it.
TRUNCATE stays open, which only the owner of the table may say, who could drop the triggers too.
"""

from django.db import migrations

POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION activity_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF coalesce(current_setting('plein.audit', true), '') = 'unsealed' THEN
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The audit log is only added to.' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    "DROP TRIGGER IF EXISTS activity_sealed ON activity_auditentry",
    """
    CREATE TRIGGER activity_sealed BEFORE UPDATE OR DELETE ON activity_auditentry
    FOR EACH ROW EXECUTE FUNCTION activity_refuse_change()
    """,
)
SQLITE = (
    "CREATE TABLE IF NOT EXISTS activity_unsealed (id integer PRIMARY KEY)",
    *(
        f"""
        CREATE TRIGGER IF NOT EXISTS activity_no_{change.lower()} BEFORE {change} ON activity_auditentry
        WHEN NOT EXISTS (SELECT 1 FROM activity_unsealed)
        BEGIN SELECT RAISE(ABORT, 'The audit log is only added to.'); END
        """
        for change in ("UPDATE", "DELETE")
    ),
)
UNDO = {
    "postgresql": (
        "DROP TRIGGER IF EXISTS activity_sealed ON activity_auditentry",
        "DROP FUNCTION IF EXISTS activity_refuse_change()",
    ),
    "sqlite": (
        "DROP TRIGGER IF EXISTS activity_no_update",
        "DROP TRIGGER IF EXISTS activity_no_delete",
        "DROP TABLE IF EXISTS activity_unsealed",
    ),
}


def seal(apps, schema_editor):
    statements = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
    for statement in statements.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


def unseal(apps, schema_editor):
    for statement in UNDO.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]
    operations = [migrations.RunPython(seal, unseal)]
