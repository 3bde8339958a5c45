"""The world that the doors are tried with, read and found, for requests that want what is closed in it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cms.reading.actions import prepare_everything
from search.sync import catch_up
from tests.doors.world import World, build_world


@pytest.fixture(scope="package")
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """People and things, in a transaction around those of the tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        prepare_everything()
        catch_up()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """People and things, which no other test has changed."""
    return built_world
