import pytest
from wagtail.models import Collection

from cms.people.models import User
from tests.factories.access import create_collection
from tests.factories.people import create_superuser


@pytest.fixture
def archivist(db) -> User:
    """Somebody who may do all of it."""
    return create_superuser(email="archief@stad.example")


@pytest.fixture
def collection(db) -> Collection:
    """Where documents come from or go to."""
    return create_collection("Beleid")
