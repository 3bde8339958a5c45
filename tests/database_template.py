"""A database as migrations leave it, made once: each process that tests has a copy, in a second and not half a minute.

Only PostgreSQL copies databases. What is copied is known by what its migrations say, so that another test run finds it
there, and a changed migration makes another.
"""

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

PREFIX = "plein_template_"
# Any number that no other advisory lock of the maintenance database uses.
MAKING = 7_246_011
# Besides the new one: branches have other migrations.
KEPT = 2


@contextmanager
def copying_from_template(connection: Any) -> Iterator[None]:
    """Have Django make its test database as a copy of what migrations make, which is made first if it is not there."""
    name = PREFIX + _digest()
    with connection._nodb_cursor() as cursor:
        # processes begin at once: one makes it, the others wait
        cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        there = _templates(cursor)
        if name not in there:
            for outdated in there[KEPT:]:
                cursor.execute(f'DROP DATABASE IF EXISTS "{outdated}"')
            _make(connection, cursor, name)
        # who makes another may drop this one, and waits until it has been copied
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [MAKING])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [MAKING])
        connection.settings_dict["TEST"]["TEMPLATE"] = name
        yield


def _digest() -> str:
    migrations = MigrationLoader(None).disk_migrations
    files = {Path(inspect.getfile(type(migration))) for migration in migrations.values()}
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def _templates(cursor: Any) -> list[str]:
    """Those there are, the newest first."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{PREFIX}%"])
    return [name for (name,) in cursor.fetchall()]


def _make(connection: Any, cursor: Any, name: str) -> None:
    """Under another name until it is whole: what was interrupted is thrown away by who makes the next."""
    unfinished = f"{name}_unfinished"
    cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
    cursor.execute(f'CREATE DATABASE "{unfinished}"')
    own_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own_name
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
