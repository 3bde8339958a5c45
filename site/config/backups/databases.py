"""The database to a file and back, by the means of each kind of database."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.db import connection, connections, transaction
from django.db.backends.postgresql.client import DatabaseClient

from config.backups.manifest import COUNTED, UnfitBackupError

FILE_OF = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
COUNT = "SELECT count(*) FROM {}"


def tables() -> dict[str, str]:
    """The tables that are counted, by the name of their model."""
    return {label: apps.get_model(label)._meta.db_table for label in COUNTED}


def dump(folder: Path) -> dict[str, int]:
    """Writes the database of one moment below the folder, while others work; returns what it holds, by model."""
    target = folder / FILE_OF[connection.vendor]
    return _dump_postgresql(target) if connection.vendor == "postgresql" else _dump_sqlite(target)


def load(folder: Path) -> None:
    """Puts a dump in the place of the database, all or nothing."""
    source = folder / FILE_OF[connection.vendor]
    if connection.vendor == "postgresql":
        _load_postgresql(source)
    else:
        _load_sqlite(source)


def counts() -> dict[str, int]:
    """What the database holds, by model."""
    with connection.cursor() as cursor:
        return {label: _count(cursor, table) for label, table in tables().items()}


def is_empty() -> bool:
    """Whether nobody has an account in it, or it has no tables at all."""
    users = tables()["people.User"]
    if users not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        return _count(cursor, users) == 0


def other_sessions() -> int:
    """How many other connections there are, which would read half of the old and half of the new."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


def _count(cursor: object, table: str) -> int:
    cursor.execute(COUNT.format(connection.ops.quote_name(table)))  # type: ignore[attr-defined]
    return cursor.fetchone()[0]  # type: ignore[attr-defined]


def _dump_postgresql(target: Path) -> dict[str, int]:
    # one snapshot for both, so that the counts are those of the dump
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"
        )
        return {label: _count(cursor, table) for label, table in tables().items()}


def _load_postgresql(source: Path) -> None:
    # because what this process holds open would keep the tables from being replaced
    connections.close_all()
    _run("pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges", str(source))


def _run(name: str, *arguments: str) -> None:
    program = find_program(name)
    connected, given = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    where = [*connected[1:-1], f"--dbname={connected[-1]}"]
    ended = subprocess.run(  # noqa: S603 - a program of PostgreSQL, on what the settings name
        [program, *where, *arguments], env=os.environ | (given or {}), capture_output=True, text=True
    )
    if ended.returncode:
        raise UnfitBackupError(f"{name} failed:\n{ended.stderr.strip()}")


def find_program(name: str) -> str:
    """Where a program of PostgreSQL's is. Raises UnfitBackupError that names what to install."""
    found = shutil.which(name)
    if found is None:
        raise UnfitBackupError(
            f"{name} is not installed. Install PostgreSQL's client programs, of the server's release or a newer one:"
            " apt-get install postgresql-client"
        )
    return found


def _dump_sqlite(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # one file that can be carried away, without a log beside it
        copy.execute("PRAGMA journal_mode=DELETE")
        return {label: _count(copy.cursor(), table) for label, table in tables().items()}


def _load_sqlite(source: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)
    connections.close_all()
