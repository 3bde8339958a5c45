"""Kinds of documents as the API shows them."""

from collections.abc import Collection, Iterable

import graphene
from django.db.models import QuerySet
from graphene import ResolveInfo

from cms.archive import models
from cms.archive.file_kinds import FILE_KINDS
from cms.graphql_kit.context import Context
from cms.graphql_kit.loaders import by_id

_DESCRIPTIONS = {kind.name: kind.description for kind in FILE_KINDS}
FileKind = graphene.Enum(
    "FileKind",
    [(name, name) for name in _DESCRIPTIONS],
    description=lambda value: _DESCRIPTIONS[value.value] if value else "What sort of file a document is.",
)


def all_kinds() -> QuerySet[models.DocumentKind]:
    """All kinds with their labels. Words for documents, not documents: everybody may know them."""
    return models.DocumentKind.objects.prefetch_related("labels")


@by_id
def kind_by_id(_context: Context, ids: Collection[int]) -> Iterable[models.DocumentKind]:
    return all_kinds().filter(pk__in=ids)


class DocumentKind(graphene.ObjectType):
    """What sort of document something is."""

    code = graphene.String(required=True, description="What filters take; the same in every language.")
    label = graphene.String(required=True, description="What it is called in the language of the request.")

    @staticmethod
    def resolve_label(kind: models.DocumentKind, info: ResolveInfo) -> str:
        return kind.label_in(info.context.language)
