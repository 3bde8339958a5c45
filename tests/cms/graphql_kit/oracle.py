"""graphql-core's own execution, made to wait for deferred values: what plans are compared with, because its nulls and
errors are where the specification wants them. It works everything out at each field, which is why nothing is served by
it.
"""

from collections.abc import Iterable
from typing import Any

from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLError,
    GraphQLList,
    GraphQLObjectType,
    GraphQLResolveInfo,
    OperationDefinitionNode,
    located_error,
)
from graphql.execution.execute import get_field_def
from graphql.pyutils import Path, Undefined, is_iterable
from graphql.type import GraphQLOutputType

from cms.graphql_kit.arguments import arguments_said
from cms.graphql_kit.deferred import Deferred, all_of


class DeferringContext(ExecutionContext):
    """Runs one operation; its `context_value` has the `loaders` that bring what was deferred."""

    def execute_operation(self, operation: OperationDefinitionNode, root_value: Any) -> Any:
        result = super().execute_operation(operation, root_value)
        self.context_value.loaders.fetch_all(self.context_value)
        return result.value if isinstance(result, Deferred) else result

    def execute_fields(
        self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: dict[str, list[FieldNode]]
    ) -> Any:
        results: dict[str, Any] = {}
        later: list[str] = []
        for response_name, field_nodes in fields.items():
            value = self.execute_field(
                parent_type, source_value, field_nodes, Path(path, response_name, parent_type.name)
            )
            if value is not Undefined:
                results[response_name] = value
                if isinstance(value, Deferred):
                    later.append(response_name)
        return _filled(results, later)

    def execute_fields_serially(
        self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: dict[str, list[FieldNode]]
    ) -> Any:
        results: dict[str, Any] = {}
        for response_name, field_nodes in fields.items():
            value = self.execute_field(
                parent_type, source_value, field_nodes, Path(path, response_name, parent_type.name)
            )
            # A mutation must be finished, with what it answers, before the next begins.
            self.context_value.loaders.fetch_all(self.context_value)
            if value is not Undefined:
                results[response_name] = value.value if isinstance(value, Deferred) else value
        return results

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_nodes: list[FieldNode], path: Path
    ) -> Any:
        field = get_field_def(self.schema, parent_type, field_nodes[0])
        if not field:
            return Undefined
        info = self.build_resolve_info(field, field_nodes, parent_type, path)
        try:
            arguments = arguments_said(field, field_nodes[0], self.variable_values)
            value = (field.resolve or self.field_resolver)(source, info, **arguments)
            return self._completed(field.type, field_nodes, info, path, value)
        except Exception as error:
            self._field_error(error, field.type, field_nodes, path)
            return None

    def complete_list_value(
        self,
        return_type: GraphQLList[GraphQLOutputType],
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        result: Any,
    ) -> Any:
        if not is_iterable(result):
            raise GraphQLError(f"Expected a list for '{info.parent_type.name}.{info.field_name}'.")
        item_type = return_type.of_type
        items: list[Any] = []
        later: list[int] = []
        for index, item in enumerate(result):
            item_path = path.add_key(index, None)
            try:
                completed = self._completed(item_type, field_nodes, info, item_path, item)
            except Exception as error:
                self._field_error(error, item_type, field_nodes, item_path)
                completed = None
            if isinstance(completed, Deferred):
                later.append(index)
            items.append(completed)
        return _filled(items, later)

    def _completed(
        self,
        return_type: GraphQLOutputType,
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        value: Any,
    ) -> Any:
        """A resolver's value as the answer has it; deferred when the value, or anything below it, is."""
        completed: Any
        if isinstance(value, Deferred):
            completed = value.then(lambda ready: self.complete_value(return_type, field_nodes, info, path, ready))
        else:
            completed = self.complete_value(return_type, field_nodes, info, path, value)
        if not isinstance(completed, Deferred):
            return completed
        return completed.then(
            lambda ready: ready, lambda error: self._field_error(error, return_type, field_nodes, path)
        )

    def _field_error(
        self, error: Exception, return_type: GraphQLOutputType, field_nodes: list[FieldNode], path: Path
    ) -> None:
        """Null with the error beside it; raised on to the parent where the type allows no null."""
        self.handle_field_error(located_error(error, field_nodes, path.as_list()), return_type, path)


def _filled(results: Any, later: Iterable[Any]) -> Any:
    """The results themselves, or, when some of them are deferred, the results once those are in their places."""
    places = list(later)
    if not places:
        return results

    def fill(values: list[Any]) -> Any:
        for place, value in zip(places, values, strict=True):
            results[place] = value
        return results

    return all_of(results[place] for place in places).then(fill)
