"""Archivists, and what is due."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.retention.actions import approve_destruction, destroy, propose_destruction
from cms.retention.models import Certificate
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.retention import create_archivist, create_schedule

LONG_AGO = date(2001, 1, 1)


@pytest.fixture
def anna() -> User:
    return create_archivist("Anna Archief", language="en")


@pytest.fixture
def bram() -> User:
    return create_archivist("Bram Bewaarder", language="en")


@pytest.fixture
def plan():
    plan = create_collection("Bezwaren")
    create_schedule(5, collections=[plan], name="Bezwaarschriften")
    return plan


@pytest.fixture
def document(plan) -> LibraryDocument:
    return create_document("Bezwaar Jansen", collection=plan, dated_on=LONG_AGO)


@pytest.fixture
def secret(plan, bram) -> LibraryDocument:
    """In a vault that opens for Bram alone."""
    vault = create_collection("Kluis", parent=plan, audiences=[create_audience(people=[bram])])
    return create_document("Geheim stuk", collection=vault, dated_on=LONG_AGO)


@pytest.fixture
def certificate(anna, bram, document) -> Certificate:
    done = destroy(approve_destruction(propose_destruction(document, by=anna), by=bram).pk)
    assert done is not None
    return done


@pytest.fixture
def in_english() -> Iterator[None]:
    """Reasons are written in the organisation's language; some tests read them in the source language."""
    with translation.override("en"):
        yield
