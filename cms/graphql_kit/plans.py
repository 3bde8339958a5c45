"""Operations made ready to run: what a selection asks of each type is worked out once, and kept with the operation.

graphql-core works it out at every field of every answer, which costs a fifth of a first read, statements and all
(docs/performance.md). What comes of an operation is what graphql-core itself answers, errors and nulls included; a test
compares the two. Unlike graphql-core it waits for `Deferred` values: it goes through all fields first, then lets the
loaders fetch, level by level, and puts what they bring into the places that were left open.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from inspect import signature
from typing import Any, cast

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    default_field_resolver,
    located_error,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import CollectedErrors, get_field_def
from graphql.execution.values import get_variable_values
from graphql.pyutils import Path
from graphql.type import get_nullable_type, is_leaf_type, is_non_null_type

from cms.graphql_kit.arguments import arguments_said, fixed_arguments
from cms.graphql_kit.completing import Completion, Place, completion_of, is_text
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.documents import condition_variables, names_in

# `@skip` and `@include` with variables make several selections of one; more than these are worked out each time.
KEPT_SELECTIONS = 16

Put = Callable[["Run", Any, dict[str, Any], Path | None, Place], None]


class Run:
    """One execution of an operation: what all its fields share."""

    __slots__ = ("arguments", "context", "errors", "info", "plan", "variables")

    def __init__(self, plan: "Plan", variables: dict[str, Any], context: Any) -> None:
        self.plan = plan
        self.variables = variables
        self.context = context
        self.errors = CollectedErrors()
        self.arguments: dict[Field, dict[str, Any]] = {}
        # The last parts of every GraphQLResolveInfo; nothing here is awaited.
        self.info: tuple[Any, ...] = (
            plan.schema,
            plan.fragments,
            None,
            plan.operation,
            variables,
            context,
            lambda _value: False,
        )


class Plan:
    """One operation of a document that was validated, ready to run with any variables."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self.schema = schema
        self.operation = operation
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._names = names_in(document)
        self._conditions = sorted(set(condition_variables(document)))
        self._selections: dict[tuple[Any, ...], tuple[Put, ...]] = {}

    def run(self, variables: Mapping[str, Any], context: Any) -> ExecutionResult:
        """What the operation answers. `context` is what resolvers find in `info.context`; it has the `loaders`."""
        definitions = self.operation.variable_definitions or ()
        coerced = get_variable_values(self.schema, definitions, dict(variables), max_errors=50, hide_suggestions=True)
        if isinstance(coerced, list):
            return ExecutionResult(None, coerced)
        context.names = self._names
        run = Run(self, coerced, context)
        answer: dict[str, Any] = {"data": {}}
        top = Place(answer, "data", None, None, is_nullable=True)
        try:
            self._put_all(run, answer["data"], top)
        except GraphQLError as error:
            top.refuse(run.errors, error)
        return ExecutionContext.build_response(answer["data"], run.errors.errors)

    def _put_all(self, run: Run, data: dict[str, Any], top: Place) -> None:
        # A mutation must be finished, with what it answers, before the next begins.
        is_serial = self.operation.operation == OperationType.MUTATION
        fetch_all = partial(run.context.loaders.fetch_all, run.context)
        for put in self._selection(run):
            put(run, None, data, None, top)
            if is_serial:
                fetch_all()
        fetch_all()

    def _selection(self, run: Run) -> tuple[Put, ...]:
        key = tuple(run.variables.get(name) for name in self._conditions)
        found = self._selections.get(key)
        if found is None:
            root = self.schema.get_root_type(self.operation.operation)
            if root is None:
                raise GraphQLError(f"There is no {self.operation.operation.value} in the schema.", self.operation)
            nodes = collect_fields(self.schema, self.fragments, run.variables, root, self.operation.selection_set)
            found = tuple(puts_of(self, root, nodes))
            if len(self._selections) < KEPT_SELECTIONS:
                self._selections[key] = found
        return found


def puts_of(plan: Plan, kind: GraphQLObjectType, fields: Mapping[str, list[FieldNode]]) -> Iterator[Put]:
    """What puts each of these fields of an object into its answer, in order."""
    for response_name, nodes in fields.items():
        definition = get_field_def(plan.schema, kind, nodes[0])
        if nodes[0].name.value == "__typename":
            yield partial(_put_type_name, response_name, kind.name)
        elif definition is not None:
            field = Field(kind, response_name, nodes, definition)
            yield field.way_to_put


def _put_type_name(
    name: str, kind: str, _run: Run, _source: Any, results: dict[str, Any], _path: Path | None, _above: Place
) -> None:
    results[name] = kind


class Field:
    """One field of a selection, as asked of objects of one type."""

    __slots__ = (
        "_arguments", "_attribute", "_below", "_complete", "_definition", "_head", "_is_nullable", "_kind", "_name",
        "_nodes", "_read", "_resolve",
    )  # fmt: skip

    def __init__(self, kind: GraphQLObjectType, name: str, nodes: list[FieldNode], definition: GraphQLField) -> None:
        self._kind = kind
        self._name = name
        self._nodes = nodes
        self._definition = definition
        self._is_nullable = not is_non_null_type(definition.type)
        self._resolve = definition.resolve or default_field_resolver
        self._arguments = fixed_arguments(definition, nodes[0])
        self._read = _reader_of(self._resolve, self._arguments)
        self._attribute: str = self._read.args[0] if isinstance(self._read, partial) else ""
        self._head = (nodes[0].name.value, nodes, definition.type, kind)
        self._below: dict[str, tuple[Put, ...]] = {}
        self._complete: Completion = completion_of(definition.type, self)

    @property
    def way_to_put(self) -> Put:
        """The shortest that there is for such a field."""
        kind = get_nullable_type(cast("Any", self._definition.type))
        if self._read is None or not is_leaf_type(kind):
            return self.put
        return self.put_text if self._attribute and is_text(kind) else self.put_at_once

    def __str__(self) -> str:
        return f"{self._kind.name}.{self._nodes[0].name.value}"

    def put(self, run: Run, source: Any, results: dict[str, Any], above_path: Path | None, above: Place) -> None:
        """Put the field of this object into `results`; later, where it is deferred. Raises what must not be null."""
        path = Path(above_path, self._name, self._kind.name)
        info = None
        try:
            if self._read is None:
                info = self.info(run, path)
                value = self._resolve(source, info, **self._arguments_of(run))
            else:
                value = self._read(source)
            if isinstance(value, Deferred) and value.is_settled:
                value = value.value
            place = Place(results, self._name, path, above, is_nullable=self._is_nullable)
            if isinstance(value, Deferred):
                results[self._name] = None
                value.when_settled(partial(self._settle, run, value, place, info))
            else:
                results[self._name] = self._complete(run, value, path, place, info)
        except Exception as error:
            self._refuse(run, error, results, path)

    def put_at_once(self, run: Run, source: Any, results: dict[str, Any], path: Path | None, above: Place) -> None:
        """The same for a leaf that is there already, as most fields are: no place has to wait for it."""
        assert self._read is not None, "what is not there at once is put by `put`"
        try:
            value = self._read(source)
            if not isinstance(value, Deferred):
                results[self._name] = self._complete(run, value, None, None, None)
                return
        except Exception as error:
            self._refuse(run, error, results, Path(path, self._name, self._kind.name))
            return
        self.put(run, source, results, path, above)

    def put_text(self, run: Run, source: Any, results: dict[str, Any], path: Path | None, above: Place) -> None:
        """The same for text that stands on the object, which is what most answers are of: nothing has to be asked."""
        name = self._attribute
        try:
            value = source.get(name) if source.__class__ is dict else getattr(source, name, None)
        except Exception:
            value = None
        if value.__class__ is str:
            results[self._name] = value
        else:
            self.put_at_once(run, source, results, path, above)

    def _refuse(self, run: Run, error: Exception, results: dict[str, Any], path: Path) -> None:
        located = self.located(error, path)
        if not self._is_nullable:
            raise located from None
        results[self._name] = None
        run.errors.add(located, path)

    def _settle(self, run: Run, deferred: Deferred, place: Place, info: GraphQLResolveInfo | None) -> None:
        """Put what was deferred into its place, or the null that its error leaves, there or further up."""
        try:
            place.container[place.key] = self._complete(run, deferred.value, place.path, place, info)
        except Exception as error:
            place.refuse(run.errors, self.located(error, place.path))

    def info(self, run: Run, path: Any) -> GraphQLResolveInfo:
        """What a resolver is told about where it is."""
        # Not by its own `__new__`, which names each of the twelve again for every field that has a resolver.
        return tuple.__new__(GraphQLResolveInfo, (*self._head, path, *run.info))

    def located(self, error: Exception, path: Path | None) -> GraphQLError:
        """The error with its place in the question and in the answer."""
        return located_error(error, self._nodes, path.as_list() if path else None)

    def below(self, run: Run, kind: GraphQLObjectType) -> tuple[Put, ...]:
        """What is asked of the field's objects of this type."""
        found = self._below.get(kind.name)
        if found is None:
            plan = run.plan
            nodes = collect_sub_fields(plan.schema, plan.fragments, run.variables, kind, self._nodes)
            found = self._below[kind.name] = tuple(puts_of(plan, kind, nodes))
        return found

    def _arguments_of(self, run: Run) -> dict[str, Any]:
        if self._arguments is not None:
            return self._arguments
        known = run.arguments.get(self)
        if known is None:
            known = run.arguments[self] = arguments_said(self._definition, self._nodes[0], run.variables)
        return known


def _reader_of(resolve: Any, arguments: dict[str, Any] | None) -> Callable[[Any], Any] | None:
    """What reads a field's value of the object alone; None where the resolver has to be told where it is.

    A resolver whose second parameter has an underscore before its name says by it that it looks at nothing there, so
    that nothing is put together for it: of most fields that is most of the work.
    """
    if isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver:
        return partial(_attribute_of, *resolve.args)
    told = list(signature(resolve).parameters)[1:2]
    if arguments is None or not told or not told[0].startswith("_"):
        return None
    return lambda source: resolve(source, None, **arguments)


def _attribute_of(name: str, default: Any, source: Any) -> Any:
    return source.get(name, default) if isinstance(source, dict) else getattr(source, name, default)
