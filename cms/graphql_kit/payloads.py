"""What a mutation answers: the thing as it is now, or why nothing was done.

A refusal that nobody asks for must not get lost, so it comes beside the answer as any error of GraphQL does. A client
that asks for `errors` gets it there, typed, and none beside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import graphene
from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
    is_list_type,
)

from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.errors import ApiError
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.selections import is_selected

CODE_DESCRIPTIONS = {
    "UNAUTHENTICATED": "Nobody is signed in.",
    "FORBIDDEN": "The person may not do this.",
    "NOT_FOUND": "What should be changed is not there for this person.",
    "INVALID_INPUT": "What was given cannot be understood, or is not right.",
    "LIMIT_EXCEEDED": "More than may be, or more often.",
    "GROUP_REFUSED": "A work group does not allow it as it is; `reason` says why.",
    "FOLDER_REFUSED": "A folder does not allow it as it is; `reason` says why.",
    "DOCUMENT_KEPT": "A document has to stay; the message says why.",
    "VERSION_CONFLICT": "Somebody else's version came first; `version` is its number.",
}
NOTHING: dict[str, Any] = {"Int": 0, "Float": 0.0, "Boolean": False, "String": "", "ID": ""}

UserErrorCode = graphene.Enum(
    "UserErrorCode",
    [(code, code) for code in CODE_DESCRIPTIONS],
    description=lambda value: CODE_DESCRIPTIONS[value.value] if value else "Why something was not done.",
)


class UserError(graphene.ObjectType):
    """One reason why something was not done."""

    code = graphene.Field(UserErrorCode, required=True, description="Go by it.")
    message = graphene.String(required=True, description="In words, for developers; of a form's field, for people.")
    field = graphene.String(description="What it is about: a form's field, or a part of the input; null for all of it.")
    reason = graphene.String(description="More precisely than the code, where that says so.")
    version = graphene.Int(description="Of VERSION_CONFLICT: the number of the version that came first.")


class Payload(graphene.Interface):
    """What every mutation answers."""

    errors = graphene.Field(
        list_of(UserError),
        description="Why nothing was done; empty when it was. Where there are any, everything else is empty: null, "
        "or, of what is never null, an empty list or text, 0 or false. Not asked for, they come as GraphQL's own.",
    )


@dataclass(frozen=True, slots=True)
class Refused:
    """The source of a payload of a mutation that was refused."""

    errors: list[dict[str, Any]]


Resolve = Callable[..., Any]


def tell_refusals(schema: GraphQLSchema) -> None:
    """Have each mutation of a schema tell its refusals in its payload, where that is asked."""
    assert schema.mutation_type, "there is something to tell of"
    for mutation in schema.mutation_type.fields.values():
        mutation.resolve = _telling(mutation.resolve)
        payload = get_named_type(mutation.type)
        assert isinstance(payload, GraphQLObjectType), "a mutation answers with a payload"
        if not getattr(payload, "tells_refusals", False):
            payload.tells_refusals = True  # type: ignore[attr-defined]
            for name, field in payload.fields.items():
                field.resolve = _errors if name == "errors" else _or_nothing(field)


def _telling(resolve: Resolve | None) -> Resolve:
    assert resolve, "every mutation has a resolver"

    def resolve_or_tell(root: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        def refused(error: Exception) -> Refused:
            if isinstance(error, ApiError) and error.code in CODE_DESCRIPTIONS and is_selected(info, "errors"):
                return Refused(_told(error))
            raise error

        try:
            answer = resolve(root, info, **arguments)
        except ApiError as error:
            return refused(error)
        # what is looked up first may be refused only when it is there
        return answer.then(lambda done: done, refused) if isinstance(answer, Deferred) else answer

    return resolve_or_tell


def _told(error: ApiError) -> list[dict[str, Any]]:
    """One refusal for each field of a form, or one for all."""
    extensions = error.extensions or {}
    common = {"code": error.code, "reason": extensions.get("reason"), "version": extensions.get("version")}
    fields = [
        common | {"field": field["name"], "message": message}
        for field in extensions.get("fields", [])
        for message in field["messages"]
    ]
    about = extensions.get("part") or extensions.get("limit")
    return fields or [common | {"field": about, "message": error.message}]


def _errors(source: Any, _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    return source.errors if isinstance(source, Refused) else []


def _or_nothing(field: GraphQLField) -> Resolve:
    resolve, nothing = field.resolve, _nothing_of(field)
    assert resolve, "graphene gives every field a resolver"

    def resolve_or_nothing(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        return nothing if isinstance(source, Refused) else resolve(source, info, **arguments)

    return resolve_or_nothing


def _nothing_of(field: GraphQLField) -> Any:
    """What a field says where nothing was done."""
    if not isinstance(field.type, GraphQLNonNull):
        return None
    return [] if is_list_type(field.type.of_type) else NOTHING[get_named_type(field.type).name]
