"""The audit log is sealed by triggers in the database itself. Two things go past them, and only through here:
entries that are older than they are kept, and the names of somebody who is erased.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def unsealed() -> Iterator[None]:
    """Within, in this transaction alone, entries may be changed and deleted by SQL."""
    with transaction.atomic():
        _say(UNSEAL[connection.vendor])
        yield
        _say(SEAL[connection.vendor])


# The triggers ask for the same: see migration 0002.
UNSEAL = {
    "postgresql": "SELECT set_config('plein.audit', 'unsealed', true)",
    "sqlite": "INSERT INTO activity_unsealed DEFAULT VALUES",
}
SEAL = {
    "postgresql": "SELECT set_config('plein.audit', '', true)",
    "sqlite": "DELETE FROM activity_unsealed",
}


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
