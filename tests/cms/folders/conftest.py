from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile

from cms.archive.models import LibraryDocument
from cms.folders.actions import create_folder, plan_meeting, put_document
from cms.folders.models import Folder, Meeting
from cms.people.models import User, WorkGroup
from tests.factories.people import create_user
from tests.factories.work_groups import create_group


@pytest.fixture
def owner(db) -> User:
    """Who has a folder, and looks after a group."""
    return create_user("Eva de Vries")


@pytest.fixture
def member(db) -> User:
    """Somebody of the group."""
    return create_user("Guus Groep")


@pytest.fixture
def folder(owner) -> Folder:
    """A folder of a person."""
    return create_folder(name="Mijn stukken", by=owner)


@pytest.fixture
def group(owner, member) -> WorkGroup:
    """An open group of two."""
    return create_group("Ondernemingsraad", owner=owner, members=[member], is_open=True)


@pytest.fixture
def group_folder(group, owner) -> Folder:
    """A folder of the group."""
    return create_folder(name="Vergaderstukken", by=owner, work_group=group)


@pytest.fixture
def meeting(group_folder, member) -> Meeting:
    """A meeting whose papers lie there."""
    held_at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    return plan_meeting(group_folder, title="Vergadering december", held_at=held_at, by=member)


def put(folder: Folder, by: User, name: str, content: bytes = b"Een stuk") -> LibraryDocument:
    """A document in a folder."""
    return put_document(folder, file=ContentFile(content, name=name), by=by)
