from collections.abc import Iterator

import pytest
from django.utils import translation
from wagtail.models import Collection

from cms.people.models import User
from tests.factories.access import create_collection
from tests.factories.people import create_superuser


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Reports speak the language of whoever runs a command; these tests read them in the source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def archivist(db) -> User:
    """Somebody who may do all of it."""
    return create_superuser(email="archief@stad.example")


@pytest.fixture
def collection(db) -> Collection:
    """Where documents come from or go to."""
    return create_collection("Beleid")
