"""The GraphQL schema: what each app offers, composed into one Query, and printed in tests/schema.graphql."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.graphql_kit.ids import to_global_id


class Viewer(graphene.ObjectType):
    """The signed-in person, as themselves."""

    id = graphene.ID(required=True, description="Stable, and of no use to anybody else.")
    language = graphene.String(required=True, description="The language they read in, as a code such as `nl`.")
    email = graphene.String(required=True, description="The address they sign in with.")

    @staticmethod
    def resolve_id(user: Any, _info: ResolveInfo) -> str:
        return to_global_id("Viewer", user.pk)

    @staticmethod
    def resolve_language(user: Any, info: ResolveInfo) -> str:
        profile = getattr(user, "profile", None)
        return profile.language if profile else info.context.language


class Query(graphene.ObjectType):
    """Everything that can be read."""

    viewer = graphene.Field(Viewer, description="The signed-in person; null for a visitor.")

    @staticmethod
    def resolve_viewer(_root: None, info: ResolveInfo) -> Any:
        info.context.is_personal = True
        user = info.context.request.user
        return user if user.is_authenticated else None


schema = graphene.Schema(query=Query)
