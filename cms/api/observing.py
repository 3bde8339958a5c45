"""Gathers what `operation_answered` tells. Where nobody listens nothing is gathered, and no statement counted."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from graphql import GraphQLFormattedError, OperationDefinitionNode

from cms.api.operations import Operations
from cms.api.signals import AnsweredOperation, operation_answered, operation_asked

LONGEST_NAME = 60


class Observation:
    """What is known of one operation so far. As a wrapper of statements it counts them."""

    def __init__(self) -> None:
        self.operations: Operations | None = None
        self.operation: OperationDefinitionNode | None = None
        self.cost: int | None = None
        self.has_run = False
        self.errors: list[GraphQLFormattedError] = []
        self.statements = 0
        self._started = time.perf_counter()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.statements += 1
        return execute(sql, params, many, context)

    def told(self) -> AnsweredOperation:
        """What may be told of it."""
        name = self.operation.name.value if self.operation and self.operation.name else ""
        extensions = [error.get("extensions") or {} for error in self.errors]
        return AnsweredOperation(
            name=name[:LONGEST_NAME],
            kind=self.operation.operation.value if self.operation else "",
            digest=self.operations.digest.hex() if self.operations else "",
            is_trusted=bool(self.operations and self.operations.is_trusted),
            cost=self.cost,
            is_kept=self.operation is not None and not self.has_run and not self.errors,
            statements=self.statements,
            codes=tuple(sorted({str(extension.get("code", "")) for extension in extensions})),
            limit=next((str(extension["limit"]) for extension in extensions if "limit" in extension), ""),
            seconds=time.perf_counter() - self._started,
        )


_current: ContextVar[Observation | None] = ContextVar("observation", default=None)


@contextmanager
def observed() -> Iterator[None]:
    """Tells of the operation that is answered within, when it ends. What a receiver raises is logged, no more."""
    if not operation_answered.has_listeners(Observation):
        yield
        return
    operation_asked.send_robust(sender=Observation)
    observation = Observation()
    token = _current.set(observation)
    try:
        with connection.execute_wrapper(observation):
            yield
    finally:
        _current.reset(token)
        operation_answered.send_robust(sender=Observation, operation=observation.told())


def note_operation(operations: Operations, operation: OperationDefinitionNode, cost: int | None) -> None:
    """This operation of a document is answered, executed or not."""
    if observation := _current.get():
        observation.operations, observation.operation, observation.cost = operations, operation, cost


def note_run() -> None:
    """It is executed: no answer that was kept would do."""
    if observation := _current.get():
        observation.has_run = True


def note_errors(errors: Iterable[GraphQLFormattedError]) -> None:
    """These stand in its answer."""
    if observation := _current.get():
        observation.errors.extend(errors)
