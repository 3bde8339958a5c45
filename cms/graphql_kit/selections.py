"""What an operation asks below a field, for resolvers that can spare themselves work."""

from graphql import GraphQLResolveInfo, get_named_type, is_object_type
from graphql.execution.collect_fields import collect_sub_fields


def is_selected(info: GraphQLResolveInfo, name: str) -> bool:
    """Whether a field of this name is asked directly below the one being resolved, which has an object type."""
    kind = get_named_type(info.return_type)
    if not is_object_type(kind):
        return True
    asked = collect_sub_fields(info.schema, info.fragments, info.variable_values, kind, info.field_nodes)  # type: ignore[arg-type]
    return any(nodes[0].name.value == name for nodes in asked.values())
