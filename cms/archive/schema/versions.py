"""Versions of documents as the API shows them: to who may see the document, and nobody else."""

from collections.abc import Collection, Iterable, Mapping

import graphene
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.archive import models
from cms.directory.schema import Person, people_seen_by
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.loaders import grouped_by, keyed
from cms.graphql_kit.scalars import DateTime
from cms.people.models import Profile


@grouped_by("document_id")
def versions_of_document(context: Context, ids: Collection[int]) -> Iterable[models.DocumentVersion]:
    documents = visible_to(context.reader, models.LibraryDocument.objects.filter(pk__in=ids))
    return models.DocumentVersion.objects.filter(document__in=documents.values("pk"))


@keyed
def person_of_account(context: Context, user_ids: Collection[int]) -> Mapping[int, Profile]:
    """People by their account; without those whom the reader may not see."""
    return {profile.user_id: profile for profile in people_seen_by(context.reader).filter(user__in=user_ids)}


class DocumentVersion(graphene.ObjectType):
    """One file that a document has been, or is."""

    number = graphene.Int(required=True, description="Which version it is, from 1.")
    filename = graphene.String(required=True, description="What it is called once downloaded.")
    url = graphene.String(required=True, description="Where to download this very version, whichever is the newest.")
    size = graphene.Int(required=True, description="In bytes.")
    content_type = graphene.String(required=True, description="Its media type; empty where nobody looked yet.")
    created_at = DateTime(required=True, description="When it was added.")
    note = graphene.String(required=True, description="What its author says is new; empty where they said nothing.")
    author = graphene.Field(
        Person, description="Who added it; null where that is not known, or the reader may not see them."
    )

    @staticmethod
    def resolve_size(version: models.DocumentVersion, _info: ResolveInfo) -> int:
        return version.size or 0

    @staticmethod
    def resolve_author(version: models.DocumentVersion, info: ResolveInfo) -> Deferred:
        return person_of_account.load(info.context, version.author_id)
