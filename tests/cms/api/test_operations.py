"""Prepared operations are kept, bounded, and apart where they may ask different things."""

import pytest
from graphql import build_schema
from pytest_django import Settings

from cms.api.operations import KeptOperations, RefusedError

SCHEMA = build_schema(
    """
    type Query { pages(first: Int = 20): PageConnection! }
    type PageConnection { nodes: [Page!]! }
    type Page { title: String! children(first: Int = 20): PageConnection! }
    """
)
TEXT = "query Many($first: Int!) { pages(first: $first) { nodes { children(first: $first) { nodes { title } } } } }"


def test_a_document_is_prepared_once() -> None:
    kept = KeptOperations(SCHEMA)
    assert kept.of(TEXT, is_trusted=False) is kept.of(TEXT, is_trusted=False)
    assert len(kept) == 1


def test_the_least_asked_document_goes_first() -> None:
    kept = KeptOperations(SCHEMA, size=2)
    first = kept.of("{ pages { nodes { title } } }", is_trusted=False)
    kept.of("{ a: pages { nodes { title } } }", is_trusted=False)
    assert kept.of("{ pages { nodes { title } } }", is_trusted=False) is first
    kept.of("{ b: pages { nodes { title } } }", is_trusted=False)
    assert len(kept) == 2
    assert kept.of("{ pages { nodes { title } } }", is_trusted=False) is first


def test_what_is_wrong_is_not_kept() -> None:
    kept = KeptOperations(SCHEMA)
    with pytest.raises(RefusedError) as refused:
        kept.of("{ nothing nowhere }", is_trusted=False)
    assert [error.message for error in refused.value.errors] == [
        "Cannot query field 'nothing' on type 'Query'.",
        "Cannot query field 'nowhere' on type 'Query'.",
    ]
    assert len(kept) == 0


def test_a_trusted_document_is_not_trusted_elsewhere() -> None:
    kept = KeptOperations(SCHEMA)
    kept.of(TEXT, is_trusted=True).check_cost(kept.of(TEXT, is_trusted=True).named("Many"), {"first": 100})
    other = kept.of(TEXT, is_trusted=False)
    with pytest.raises(RefusedError) as refused:
        other.check_cost(other.named("Many"), {"first": 100})
    assert refused.value.errors[0].extensions["limit"] == "cost"


def test_a_costly_variable_is_refused_after_a_cheap_one() -> None:
    operations = KeptOperations(SCHEMA).of(TEXT, is_trusted=False)
    operation = operations.named(None)
    operations.check_cost(operation, {"first": 2})
    operations.check_cost(operation, {"first": 2})
    with pytest.raises(RefusedError):
        operations.check_cost(operation, {"first": 100})
    with pytest.raises(RefusedError):
        operations.check_cost(operation, {"first": True})


def test_introspection_kept_while_open_is_refused_when_closed(settings: Settings) -> None:
    kept = KeptOperations(SCHEMA)
    settings.GRAPHQL_INTROSPECTION = True
    kept.of("{ __schema { description } }", is_trusted=False)
    settings.GRAPHQL_INTROSPECTION = False
    with pytest.raises(RefusedError):
        kept.of("{ __schema { description } }", is_trusted=False)
