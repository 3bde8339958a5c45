"""One world at a time, each in a savepoint of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tests.properties.ground import Ground, World, make_world
from tests.properties.plans import Plan


def how_many(complete: int, *, part: int) -> int:
    """How many worlds a property is tried in. All of them take long: `make properties` asks for them, by PROPERTIES=all
    in the environment, which may be a number too."""
    asked = os.environ.get("PROPERTIES", "")
    return complete if asked == "all" else min(int(asked or part), complete)


@contextmanager
def world_of(ground: Ground, plan: Plan) -> Iterator[World]:
    """The world of a plan, which is gone afterwards."""
    with transaction.atomic():
        yield make_world(ground, plan)
        transaction.set_rollback(True)
