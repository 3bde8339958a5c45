"""One world at a time, each in a savepoint of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tests.properties.ground import Ground, World, make_world
from tests.properties.plans import Plan

# The whole number takes long: `make properties` asks for it.
IS_COMPLETE = os.environ.get("PROPERTIES") == "all"


@contextmanager
def world_of(ground: Ground, plan: Plan) -> Iterator[World]:
    """The world of a plan, which is gone afterwards."""
    with transaction.atomic():
        yield make_world(ground, plan)
        transaction.set_rollback(True)
