"""What an operation asks below a field, for resolvers that can spare themselves work."""

from graphql import GraphQLResolveInfo, get_named_type, is_object_type
from graphql.execution.collect_fields import collect_sub_fields


def is_selected(info: GraphQLResolveInfo, name: str) -> bool:
    """Whether a field of this name is asked directly below the one being resolved, which has an object type."""
    known: dict[tuple[int, str], bool] = info.context.selected
    # A field of a list has the same nodes in each of its things.
    key = (id(info.field_nodes), name)
    if key not in known:
        known[key] = _is_selected(info, name)
    return known[key]


def _is_selected(info: GraphQLResolveInfo, name: str) -> bool:
    kind = get_named_type(info.return_type)
    if not is_object_type(kind):
        return True
    asked = collect_sub_fields(info.schema, info.fragments, info.variable_values, kind, info.field_nodes)  # type: ignore[arg-type]
    return any(nodes[0].name.value == name for nodes in asked.values())
