"""What hypothesis is told, and what all worlds stand on."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from pytest_django import DjangoDbBlocker

from tests.properties.ground import Ground, lay_ground

# No example database: a failure is repeated by its seed, or by the line that hypothesis prints.
settings.register_profile(
    "worlds",
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate, Phase.shrink],
)
settings.load_profile("worlds")


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """What all worlds stand on, in a transaction around them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield lay_ground()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Tens of thousands of lines about what an administrator passed would bury the one failing world."""
    logger = logging.getLogger("cms.access.passed")
    logger.disabled = True
    yield
    logger.disabled = False
