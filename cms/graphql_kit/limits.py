"""What one request may ask, decided before anything runs.

Depth, aliases and directives are read off the document alone, before graphql-core's own validation. One rule of that
grows with the square of how often a field is repeated, and has a budget, which is ours. The cost needs the schema and
the variables, so it comes after. All of them walk every fragment once, however often it is spread and even if it
spreads itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    parse,
    validate,
)
from graphql.validation import ASTValidationRule, specified_rules
from graphql.validation.rules import overlapping_fields_can_be_merged

from cms.graphql_kit.errors import InvalidInput, LimitExceeded


@dataclass(frozen=True)
class Limits:
    """The limits of one request. `list_size` is what a list without `first` is reckoned to hold."""

    body_size: int = 100_000
    tokens: int = 3_000
    depth: int = 15
    aliases: int = 30
    directives: int = 30
    comparisons: int = 25_000
    cost: int = 10_000
    first: int = 100
    list_size: int = 10


LIMITS = Limits()
REPORTED_ERRORS = 20
# A comparison costs two of this budget. What graphql-core allows by itself took more than two seconds.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 2 * LIMITS.comparisons
OUT_OF_BUDGET = "Validation aborted."


class NoIntrospectionRule(ASTValidationRule):
    """Refuses to describe the schema; `__typename` still works, because clients cannot do without it."""

    def enter_field(self, node: FieldNode, *_: object) -> None:
        if node.name.value in ("__schema", "__type"):
            self.report_error(GraphQLError("Introspection is off here.", node, extensions={"code": InvalidInput.code}))


class NoNulCharactersRule(ASTValidationRule):
    """Refuses text that no database can look for, which would else fail deep inside."""

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        if "\x00" in node.value:
            self.report_error(GraphQLError("Text must not have NUL characters.", node))


def errors_in(schema: GraphQLSchema, document: DocumentNode, *, is_introspection_open: bool) -> list[GraphQLError]:
    """All that is wrong with a document, or the first of it. Raises LimitExceeded for what takes too long to say."""
    errors = validate(
        schema,
        document,
        rules(is_introspection_open=is_introspection_open),
        max_errors=REPORTED_ERRORS,
        hide_suggestions=not is_introspection_open,
    )
    if any(error.message == OUT_OF_BUDGET for error in errors):
        raise LimitExceeded("comparisons", value=LIMITS.comparisons, asked=None)
    return errors


def rules(*, is_introspection_open: bool) -> list[type[ASTValidationRule]]:
    """The validation rules: GraphQL's own, and ours."""
    ours = [NoNulCharactersRule] if is_introspection_open else [NoNulCharactersRule, NoIntrospectionRule]
    return [*specified_rules, *ours]


def parsed(text: str, limits: Limits = LIMITS) -> DocumentNode:
    """The document of a text. Raises LimitExceeded for too many tokens, GraphQLError for what is no GraphQL."""
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLError as error:
        if "Parsing aborted" in error.message or "more than" in error.message:
            raise LimitExceeded("tokens", value=limits.tokens, asked=None) from None
        raise


def check_shape(document: DocumentNode, limits: Limits = LIMITS) -> None:
    """Raise LimitExceeded when the document nests too deeply or has too many aliases or directives."""
    shape = _Shape(document)
    depth = shape.depth(at_most=limits.depth + 1)
    for limit, asked in (("aliases", shape.aliases), ("directives", shape.directives), ("depth", depth)):
        value = getattr(limits, limit)
        if asked > value:
            raise LimitExceeded(limit, value=value, asked=asked)


class _Shape:
    """The measures of a document that need no schema."""

    def __init__(self, document: DocumentNode) -> None:
        self.aliases = 0
        self.directives = 0
        self._own_depth: dict[str, int] = {}
        self._spreads: dict[str, list[tuple[str, int]]] = {}
        self._operations: list[str] = []
        for number, definition in enumerate(document.definitions):
            if isinstance(definition, OperationDefinitionNode):
                # An operation's place in the document is a name no fragment can have.
                self._operations.append(str(number))
                self._measure(str(number), definition)
            elif isinstance(definition, FragmentDefinitionNode):
                self._measure(definition.name.value, definition)

    def _measure(self, name: str, definition: OperationDefinitionNode | FragmentDefinitionNode) -> None:
        self.directives += len(definition.directives)
        deepest = 0
        spreads: list[tuple[str, int]] = []
        for selection, depth in _walk(definition.selection_set):
            self.directives += len(selection.directives)
            if isinstance(selection, FragmentSpreadNode):
                spreads.append((selection.name.value, depth))
            elif isinstance(selection, FieldNode):
                self.aliases += selection.alias is not None
                deepest = max(deepest, depth + 1)
        self._own_depth[name] = deepest
        self._spreads[name] = spreads

    def depth(self, *, at_most: int) -> int:
        """The deepest field of any operation, fragments unfolded; a cycle is unfolded once.

        A chain of more than `at_most` fragments counts as that deep, so that no chain can exhaust Python's stack.
        """
        known: dict[str, int] = {}

        def depth_of(name: str, above: frozenset[str]) -> int:
            if name in above or name not in self._own_depth:
                return 0
            if len(above) >= at_most:
                return at_most
            if name not in known:
                below = [depth + depth_of(spread, above | {name}) for spread, depth in self._spreads[name]]
                known[name] = max(self._own_depth[name], *below, 0)
            return known[name]

        return max((depth_of(name, frozenset()) for name in self._operations), default=0)


def _walk(selections: SelectionSetNode) -> Iterator[tuple[SelectionNode, int]]:
    """Each selection with the number of fields above it, without entering fragments elsewhere. Introspection, which
    tools ask in a deep but harmless shape, is one field."""
    waiting = [(selection, 0) for selection in selections.selections]
    while waiting:
        selection, depth = waiting.pop()
        yield selection, depth
        if isinstance(selection, InlineFragmentNode):
            waiting.extend((below, depth) for below in selection.selection_set.selections)
        elif isinstance(selection, FieldNode) and selection.selection_set and selection.name.value[:2] != "__":
            waiting.extend((below, depth + 1) for below in selection.selection_set.selections)
