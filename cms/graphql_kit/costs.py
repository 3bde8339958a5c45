"""The cost of an operation: how many fields it may have to resolve at most.

Each field costs one; a connection multiplies what stands below its `edges` and `nodes` by its `first`, and any other
list by what a list is reckoned to hold. Nothing is executed to know it.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
)
from graphql.execution.execute import get_field_def
from graphql.type import GraphQLNamedType

from cms.graphql_kit.errors import LimitExceeded
from cms.graphql_kit.limits import LIMITS, Limits


class Costs:
    """Reckons the cost of one document's operations; the document has been validated."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, limits: Limits = LIMITS) -> None:
        self._schema = schema
        self._limits = limits
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    def check(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """The cost of an operation with these variables. Raises LimitExceeded when it is too high."""
        cost = self.of(operation, variables)
        if cost > self._limits.cost:
            raise LimitExceeded("cost", value=self._limits.cost, asked=cost)
        return cost

    def of(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """The cost of an operation with these variables, however high."""
        defaults = {
            definition.variable.name.value: int(definition.default_value.value)
            for definition in operation.variable_definitions
            if isinstance(definition.default_value, IntValueNode)
        }
        root = self._schema.get_root_type(operation.operation)
        reckoning = _Reckoning(self._schema, self._fragments, {**defaults, **variables}, self._limits)
        return reckoning.of(operation.selection_set, root, None)


class _Reckoning:
    """One walk through one operation; each fragment is reckoned once for each page size it stands in."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        limits: Limits,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._limits = limits
        self._known: dict[tuple[str, int | None], int] = {}

    def of(self, selections: SelectionSetNode, parent: GraphQLNamedType | None, page_size: int | None) -> int:
        """The cost of some selections of a type; `page_size` is the `first` of the connection they are selected of."""
        cost = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                cost += self._field(selection, parent, page_size)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self._schema.get_type(condition.name.value) if condition else parent
                cost += self.of(selection.selection_set, inner, page_size)
            elif isinstance(selection, FragmentSpreadNode):
                cost += self._fragment(selection.name.value, page_size)
        return cost

    def _fragment(self, name: str, page_size: int | None) -> int:
        key = (name, page_size)
        if key not in self._known:
            # Stands for a fragment that spreads itself, which validation has refused already.
            self._known[key] = 0
            fragment = self._fragments[name]
            condition = self._schema.get_type(fragment.type_condition.name.value)
            self._known[key] = self.of(fragment.selection_set, condition, page_size)
        return self._known[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page_size: int | None) -> int:
        name = node.name.value
        if name.startswith("__") or parent is None:
            return 1
        field = get_field_def(self._schema, parent, node)  # type: ignore[arg-type]
        if field is None or node.selection_set is None:
            return 1
        inner = get_named_type(field.type)
        if not is_composite_type(inner):
            return 1
        factor = self._factor(name, field, page_size)
        return 1 + factor * self.of(node.selection_set, inner, self._first(node, field))

    def _factor(self, name: str, field: GraphQLField, page_size: int | None) -> int:
        """How many things the field may hold."""
        kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        if not is_list_type(kind):
            return 1
        if page_size is not None and name in ("edges", "nodes"):
            return page_size
        return self._limits.list_size

    def _first(self, node: FieldNode, field: GraphQLField) -> int | None:
        """The page size that a connection field asks; None for any other field.

        What is no sensible number is reckoned as the largest page: it is refused where it is used.
        """
        if "first" not in field.args:
            return None
        given: Any = field.args["first"].default_value
        for argument in node.arguments:
            if argument.name.value == "first":
                if isinstance(argument.value, VariableNode):
                    asked = self._variables.get(argument.value.name.value)
                    given = given if asked is None else asked
                elif isinstance(argument.value, IntValueNode):
                    given = int(argument.value.value)
        is_number = isinstance(given, int) and not isinstance(given, bool) and given >= 0
        return given if is_number else self._limits.first
