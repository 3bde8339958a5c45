from django.db import migrations

TABLES = {
    "postgresql": (
        [
            "CREATE TABLE search_words (entry_id bigint PRIMARY KEY, words tsvector NOT NULL, title tsvector NOT NULL)",
            "CREATE INDEX search_words_words ON search_words USING gin (words)",
            "CREATE INDEX search_words_title ON search_words USING gin (title)",
        ],
        ["DROP TABLE search_words"],
    ),
    "sqlite": (
        [
            "CREATE VIRTUAL TABLE search_words USING fts5"
            "(title, headings, summary, body, exact, prefix='2 3', tokenize='unicode61 remove_diacritics 2')",
        ],
        ["DROP TABLE search_words"],
    ),
}


def make_tables(apps, schema_editor):
    for statement in TABLES[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def drop_tables(apps, schema_editor):
    for statement in TABLES[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The words of the entries, each database in its own way. No foreign key: the words only follow the entries."""

    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make_tables, drop_tables)]
