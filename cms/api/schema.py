"""The GraphQL schema: what each app offers, composed into one Query, and printed in tests/schema.graphql."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene
from graphene import ResolveInfo

from cms.api.account import AccountFields, AccountMutation
from cms.api.changes import ChangesQuery
from cms.api.feeds import FeedMutation
from cms.api.notices import NoticeFields, NoticeMutation
from cms.api.redirects import RedirectQuery
from cms.api.search import ClickMutation, SavedFields, SavedMutation, SearchQuery, SuggestionQuery
from cms.api.streams.schema import Subscription
from cms.api.tags import TagQuery, tag_by_id
from cms.archive.schema import ArchiveQuery, document_by_id
from cms.directory.schema import (
    DirectoryQuery,
    GroupFields,
    GroupMutation,
    GroupQuery,
    Person,
    group_by_id,
    person_by_id,
    unit_by_id,
)
from cms.folders.schema import (
    FolderFields,
    FolderMutation,
    FolderQuery,
    MeetingMutation,
    MeetingQuery,
    folder_by_id,
    meeting_by_id,
)
from cms.graphql_kit.arguments import take_null_for_defaults
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.errors import LimitExceeded
from cms.graphql_kit.ids import from_global_id, to_global_id
from cms.graphql_kit.limits import LIMITS
from cms.graphql_kit.loaders import Relation
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.payloads import tell_refusals
from cms.graphql_kit.scalars import DateTime
from cms.media.schema import image_by_id
from cms.pages.schema.forms import FormMutation, FormQuery
from cms.pages.schema.site import SiteQuery
from cms.people.models import FeedToken
from cms.reading.schema.blocks import BLOCKS
from cms.reading.schema.page_types import PAGE_TYPES
from cms.reading.schema.queries import PageQuery
from cms.reading.schema.relations import page_by_id
from cms.responses.schema import FavouriteFields, FavouriteMutation
from cms.searches.schema import RecentFields, RecentMutation

NODES: Mapping[str, Relation] = {
    "Page": page_by_id,
    "Image": image_by_id,
    "Document": document_by_id,
    "Person": person_by_id,
    "Unit": unit_by_id,
    "WorkGroup": group_by_id,
    "Folder": folder_by_id,
    "Meeting": meeting_by_id,
    "Tag": tag_by_id,
}


class Viewer(
    AccountFields,
    NoticeFields,
    FavouriteFields,
    RecentFields,
    SavedFields,
    GroupFields,
    FolderFields,
    graphene.ObjectType,
):
    """The signed-in person, as themselves."""

    id = graphene.ID(required=True, description="Stable, and of no use to anybody else.")
    person = graphene.Field(Person, description="Who they are to their colleagues.")
    language = graphene.String(required=True, description="The language they read in, as a code such as `nl`.")
    email = graphene.String(required=True, description="The address they sign in with.")
    feeds_since = DateTime(description="When their feeds got the addresses they have; null where there are none.")

    @staticmethod
    def resolve_id(user: Any, _info: ResolveInfo) -> str:
        return to_global_id("Viewer", user.pk)

    @staticmethod
    def resolve_person(user: Any, _info: ResolveInfo) -> Any:
        return getattr(user, "profile", None)

    @staticmethod
    def resolve_language(user: Any, info: ResolveInfo) -> str:
        profile = getattr(user, "profile", None)
        return profile.language if profile else info.context.language

    @staticmethod
    def resolve_feeds_since(user: Any, _info: ResolveInfo) -> datetime | None:
        return FeedToken.objects.filter(user=user).values_list("created_at", flat=True).first()


class Query(
    PageQuery,
    FormQuery,
    SiteQuery,
    SearchQuery,
    SuggestionQuery,
    RedirectQuery,
    ChangesQuery,
    TagQuery,
    ArchiveQuery,
    DirectoryQuery,
    GroupQuery,
    FolderQuery,
    MeetingQuery,
    graphene.ObjectType,
):
    """Everything that can be read."""

    viewer = graphene.Field(Viewer, description="The signed-in person; null for a visitor.")
    node = graphene.Field(
        Node,
        description="Whatever has this id; null when there is nothing or the reader may not see it.",
        id=graphene.ID(
            required=True,
            description="The id of a page, image, document, person, unit, work group, folder, meeting or tag.",
        ),
    )
    nodes = graphene.Field(
        graphene.List(Node),
        required=True,
        description="Whatever has these ids, in their order; null in the place of each where there is nothing or the "
        "reader may not see it.",
        ids=graphene.List(graphene.NonNull(graphene.ID), required=True, description="Such ids; at most 100."),
    )

    @staticmethod
    def resolve_viewer(_root: None, info: ResolveInfo) -> Any:
        info.context.is_personal = True
        user = info.context.request.user
        return user if user.is_authenticated else None

    @staticmethod
    def resolve_node(_root: None, info: ResolveInfo, id: str) -> Deferred | None:
        return _node(info, id)

    @staticmethod
    def resolve_nodes(_root: None, info: ResolveInfo, ids: list[str]) -> list[Deferred | None]:
        if len(ids) > LIMITS.first:
            raise LimitExceeded("ids", value=LIMITS.first, asked=len(ids))
        return [_node(info, id_) for id_ in ids]


def _node(info: ResolveInfo, id: str) -> Deferred | None:
    kind, pk = from_global_id(id)
    return NODES[kind].load(info.context, pk) if kind in NODES else None


class Mutation(
    FormMutation,
    FeedMutation,
    FavouriteMutation,
    GroupMutation,
    FolderMutation,
    MeetingMutation,
    AccountMutation,
    NoticeMutation,
    ClickMutation,
    RecentMutation,
    SavedMutation,
    graphene.ObjectType,
):
    """Everything that can be done: the object first, the verb last."""


schema = graphene.Schema(
    query=Query, mutation=Mutation, subscription=Subscription, types=[*PAGE_TYPES, *BLOCKS.values()]
)
tell_refusals(schema.graphql_schema)
take_null_for_defaults(schema.graphql_schema)
