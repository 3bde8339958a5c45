"""The world is built once a module, because building it costs more than trying a door in it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.doors.world import World, build_world


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """People and things, in a transaction around those of the module's tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """People and things to try doors with, which no other test has changed."""
    for person in built_world.people.values():
        person.__dict__.pop("_reader", None)
    return built_world


@pytest.fixture
def client_of(world: World):
    """A browser of one of the world's people, by name."""

    def client(name: str) -> Client:
        browser = Client(raise_request_exception=False)
        if name != "visitor":
            browser.force_login(world.people[name])
        return browser

    return client
