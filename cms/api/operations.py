"""Operations, parsed and validated once and kept: doing that again at every request costs more than answering it."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.conf import settings
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_operation_ast,
    parse,
    visit,
)

from cms.api.ingredients import ingredients_of
from cms.graphql_kit.costs import Costs
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.limits import check_shape, errors_in, parsed
from cms.graphql_kit.plans import Plan

KEPT_DOCUMENTS = 500
KEPT_COSTS = 100


class RefusedError(Exception):
    """The question was not executed; `errors` say why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


@dataclass
class Operations:
    """One document: its operations, ready to execute, and what each costs."""

    schema: GraphQLSchema
    document: DocumentNode
    is_trusted: bool
    ingredients: frozenset[str] = frozenset()
    digest: bytes = b""
    _costs: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _plans: dict[int, Plan] = field(default_factory=dict)
    _page_sizes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._page_sizes = tuple(sorted(set(_page_size_variables(self.document))))

    def named(self, name: str | None, *, is_stream: bool = False) -> OperationDefinitionNode:
        """The operation of this name, or the only one: a subscription for a stream, and else none. Raises RefusedError
        when there is no such one."""
        operation = get_operation_ast(self.document, name)
        if operation is None:
            raise RefusedError([InvalidInput(_no_operation(name))])
        if is_stream != (operation.operation == OperationType.SUBSCRIPTION):
            raise RefusedError([InvalidInput("Subscriptions are asked at /graphql/stream/, all else at /graphql/.")])
        return operation

    def plan_of(self, operation: OperationDefinitionNode) -> Plan:
        """The operation made ready to run, which is done once."""
        plan = self._plans.get(id(operation))
        if plan is None:
            plan = self._plans[id(operation)] = Plan(self.schema, self.document, operation)
        return plan

    def check_cost(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """What the operation costs with these variables. Raises RefusedError for too much; trusted ones may."""
        # Only numbers change the cost; anything else is reckoned as one and the same.
        sizes = (variables.get(name) for name in self._page_sizes)
        key = (id(operation), *(size if type(size) is int else None for size in sizes))
        if key in self._costs:
            return self._costs[key]
        costs = Costs(self.schema, self.document)
        try:
            cost = costs.of(operation, variables) if self.is_trusted else costs.check(operation, variables)
        except GraphQLError as error:
            raise RefusedError([error]) from None
        if len(self._costs) < KEPT_COSTS:
            self._costs[key] = cost
        return cost


class KeptOperations:
    """The documents that were asked last, by the digest of their text. Safe among threads, and bounded."""

    def __init__(self, schema: GraphQLSchema, size: int = KEPT_DOCUMENTS) -> None:
        self._schema = schema
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[bytes, bool, bool], Operations] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, text: str, *, is_trusted: bool) -> Operations:
        """The operations of a text. Raises RefusedError with everything that is wrong with it."""
        # What may be asked is part of the key, because an operation that is trusted here may be too much elsewhere.
        key = (sha256(text.encode()).digest(), is_trusted, settings.GRAPHQL_INTROSPECTION)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        made = self._prepared(text, is_trusted=is_trusted)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made

    def _prepared(self, text: str, *, is_trusted: bool) -> Operations:
        try:
            document = parse(text) if is_trusted else parsed(text)
            if not is_trusted:
                check_shape(document)
            errors = errors_in(self._schema, document, is_introspection_open=settings.GRAPHQL_INTROSPECTION)
        except GraphQLError as error:
            raise RefusedError([error]) from None
        if errors:
            raise RefusedError(errors)
        digest = sha256(text.encode()).digest()
        return Operations(self._schema, document, is_trusted, ingredients_of(self._schema, document), digest)


def _no_operation(name: str | None) -> str:
    if name is None:
        return "Say with `operationName` which of the operations is meant."
    return f"There is no operation '{name[:60]}' in this document."


def _page_size_variables(document: DocumentNode) -> Iterator[str]:
    """The names of the variables that say how much is asked."""
    found: list[str] = []

    class FirstArguments(Visitor):
        @staticmethod
        def enter_argument(node: Any, *_: object) -> None:
            if node.name.value == "first" and isinstance(node.value, VariableNode):
                found.append(node.value.name.value)

    visit(document, FirstArguments())
    yield from found
