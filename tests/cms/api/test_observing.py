"""What is told of each operation, and that telling it harms no answer."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cms.api.execution import SHARED_ANSWERS, execute
from cms.api.signals import AnsweredOperation, operation_answered, operation_asked
from tests.cms.api.conftest import Ask

NAMED = 'query Menu { navigation(language: "nl", depth: 1) { page { title } } }'


@pytest.fixture
def told() -> Iterator[list[AnsweredOperation]]:
    operations: list[AnsweredOperation] = []

    def note(*, operation: AnsweredOperation, **_signal: Any) -> None:
        operations.append(operation)

    operation_answered.connect(note)
    yield operations
    operation_answered.disconnect(note)


@pytest.mark.django_db
def test_an_operation_is_told_once_with_what_it_took(ask: Ask, told: list[AnsweredOperation]) -> None:
    SHARED_ANSWERS.clear()

    ask(NAMED)

    (operation,) = told
    assert (operation.name, operation.kind, operation.digest) == ("Menu", "query", sha256(NAMED.encode()).hexdigest())
    assert (operation.cost, operation.codes, operation.limit) == (21, (), "")
    assert not operation.is_kept
    assert not operation.is_trusted
    assert 0 < operation.statements < 10
    assert 0 < operation.seconds < 60


@pytest.mark.django_db
def test_an_answer_that_was_another_readers_is_told_as_kept(ask: Ask, told: list[AnsweredOperation]) -> None:
    SHARED_ANSWERS.clear()

    ask(NAMED)
    ask(NAMED)

    assert [operation.is_kept for operation in told] == [False, True]
    assert told[1].statements < told[0].statements


@pytest.mark.django_db
def test_the_sites_own_operations_are_told_as_trusted(told: list[AnsweredOperation]) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    execute("query Own { viewer { email } }", request=request)

    assert [(operation.name, operation.is_trusted, operation.cost) for operation in told] == [("Own", True, 2)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "codes", "limit"),
    [
        ("{", ("INVALID_INPUT",), ""),
        ("{ nothingOfThatName }", ("INVALID_INPUT",), ""),
        (["a batch"], ("INVALID_INPUT",), ""),
        ("{ " + " ".join(f"a{n}: __typename" for n in range(40)) + " }", ("LIMIT_EXCEEDED",), "aliases"),
    ],
)
def test_what_was_refused_is_told_once_with_its_code(
    ask: Ask, told: list[AnsweredOperation], body: Any, codes: tuple[str, ...], limit: str
) -> None:
    ask(body)

    assert [(operation.name, operation.codes, operation.limit) for operation in told] == [("", codes, limit)]
    assert not told[0].is_kept


@pytest.mark.django_db
def test_a_wrong_token_is_told(ask: Ask, told: list[AnsweredOperation]) -> None:
    ask(NAMED, Authorization="Bearer wrong")

    assert [operation.codes for operation in told] == [("UNAUTHENTICATED",)]


@pytest.mark.django_db
def test_a_receiver_that_fails_breaks_no_answer(ask: Ask, told: list[AnsweredOperation]) -> None:
    def fail(**_signal: Any) -> None:
        raise ValueError("a receiver's own trouble")

    operation_asked.connect(fail)
    operation_answered.connect(fail)
    try:
        response = ask("{ __typename }")
    finally:
        operation_asked.disconnect(fail)
        operation_answered.disconnect(fail)

    assert (response.status_code, response.json()) == (200, {"data": {"__typename": "Query"}})
    assert len(told) == 1


@pytest.mark.django_db
def test_a_name_is_cut_off(ask: Ask, told: list[AnsweredOperation]) -> None:
    ask(f"query {'A' * 500} {{ __typename }}")

    assert told[0].name == "A" * 60


@pytest.mark.django_db
def test_what_a_client_calls_an_operation_beside_its_document_is_not_told(
    ask: Ask, client: Any, told: list[AnsweredOperation]
) -> None:
    body = {"query": "query Page { __typename }", "operationName": "jansen@example.org"}

    client.post("/graphql/", body, content_type="application/json")

    assert [operation.name for operation in told] == [""]
