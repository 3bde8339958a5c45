"""The demo is loaded once for all its tests, because loading takes seconds; each test undoes what it changes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction

from cms.access.readers import Reader, reader_for
from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.actions import load_demo
from cms.people.models import Profile, User


@pytest.fixture(scope="package")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The loaded demo. A test that uses it is marked django_db too, so that it has a transaction of its own within."""
    with django_db_blocker.unblock(), transaction.atomic():
        number_from_one()
        load_demo()
        yield
        transaction.set_rollback(True)


def number_from_one() -> None:
    """Count people and documents from one, as judged addresses of them do: sequences go on from what tests undid."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Profile, LibraryDocument]):
            cursor.execute(statement)


def reader_with_role(role: str) -> Reader:
    """The reader that the account of a role is."""
    email = next(told.email for told in content.people().values() if told.role == role)
    return reader_for(User.objects.get(email=email))
