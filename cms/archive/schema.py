"""Documents as the API shows them."""

import mimetypes
from collections.abc import Collection, Iterable
from typing import Any

import graphene
from django.db.models import OuterRef, Q, QuerySet
from graphene import ResolveInfo
from wagtail.models import Collection as Folder

from cms.access.policy import visible_to
from cms.archive.models import DocumentTag, LibraryDocument
from cms.graphql_kit.connections import Connection, Slice, slice_of
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id, grouped_by
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import DateTime
from cms.tags.schema import Tag, labelled

ORDER = ("-created_at", "-pk")


@by_id
def document_by_id(context: Context, ids: Collection[int]) -> Iterable[LibraryDocument]:
    return visible_to(context.reader, LibraryDocument.objects.filter(pk__in=ids))


@grouped_by("content_object_id")
def tags_of_document(_context: Context, ids: Collection[int]) -> Iterable[Any]:
    rows = DocumentTag.objects.filter(content_object__in=ids)
    return labelled(rows, OuterRef("content_object__language"))


class Document(graphene.ObjectType):
    """A file of the library."""

    class Meta:
        interfaces = (Node,)
        possible_types = (LibraryDocument,)

    title = graphene.String(required=True, description="What it is called.")
    filename = graphene.String(required=True, description="What it is called once downloaded.")
    url = graphene.String(required=True, description="Where to download it; asks the policy at every download.")
    size = graphene.Int(required=True, description="In bytes.")
    content_type = graphene.String(required=True, description="Its media type, such as `application/pdf`.")
    language = graphene.String(required=True, description="The language it is written in, as a code such as `nl`.")
    tags = graphene.Field(list_of(Tag), description="What it is about.")
    created_at = DateTime(required=True, description="When it was added.")
    updated_at = DateTime(required=True, description="When it, or what is said about it, last changed.")
    version = graphene.Int(required=True, description="Which version of the file this is, from 1.")

    @staticmethod
    def resolve_id(document: LibraryDocument, _info: ResolveInfo) -> str:
        return to_global_id("Document", document.pk)

    @staticmethod
    def resolve_size(document: LibraryDocument, _info: ResolveInfo) -> int:
        return document.file_size or 0

    @staticmethod
    def resolve_tags(document: LibraryDocument, info: ResolveInfo) -> Deferred:
        return tags_of_document.load(info.context, document.pk)


class DocumentEdge(graphene.ObjectType):
    """A document and its place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this document.")
    node = graphene.Field(Document, required=True, description="The document.")


class DocumentConnection(Connection, graphene.ObjectType):
    """A page of a list of documents."""

    edges = graphene.Field(list_of(DocumentEdge), description="The documents with their cursors.")
    nodes = graphene.Field(list_of(Document), description="The documents.")


class DocumentFilter(graphene.InputObjectType):
    """Which documents are asked for; all that is given must hold."""

    collection = graphene.ID(description="They lie in this collection (`Collection:<pk>`) or below it.")
    tag = graphene.List(graphene.NonNull(graphene.String), description="Slugs of tags, one of which is on it.")
    content_type = graphene.List(graphene.NonNull(graphene.String), description="Media types, one of which it is.")


class ArchiveQuery:
    """What can be asked about documents."""

    document = graphene.Field(
        Document,
        description="A document; null when there is none or the reader may not see it.",
        id=graphene.ID(required=True, description="The id of a Document."),
    )
    documents = graphene.Field(
        DocumentConnection,
        required=True,
        description="Documents, the newest first.",
        filter=DocumentFilter(description="Which documents."),
        first=graphene.Int(default_value=20, description="How many; at most 100."),
        after=graphene.String(description="The cursor behind which to begin."),
    )

    @staticmethod
    def resolve_document(_root: None, info: ResolveInfo, id: str) -> Deferred:
        return document_by_id.load(info.context, pk_of(id, "Document"))

    @staticmethod
    def resolve_documents(
        _root: None, info: ResolveInfo, first: int, after: str | None = None, filter: Any = None
    ) -> Slice[LibraryDocument]:
        rows = _filtered(visible_to(info.context.reader, LibraryDocument.objects.all()), filter or {})
        return slice_of(rows, order=ORDER, first=first, after=after)


def _filtered(rows: QuerySet[LibraryDocument], asked: dict[str, Any]) -> QuerySet[LibraryDocument]:
    if asked.get("collection") is not None:
        folder = Folder.objects.filter(pk=pk_of(asked["collection"], "Collection")).first()
        rows = rows.filter(collection__path__startswith=folder.path) if folder else rows.none()
    if asked.get("tag") is not None:
        tagged = DocumentTag.objects.filter(tag__slug__in=asked["tag"])
        rows = rows.filter(pk__in=tagged.values("content_object_id"))
    if asked.get("content_type") is not None:
        wanted = Q(pk__in=[])
        for content_type in asked["content_type"]:
            # The type follows from the file's name, as Wagtail has it.
            for ending in mimetypes.guess_all_extensions(content_type):
                wanted |= Q(file__iendswith=ending)
        rows = rows.filter(wanted)
    return rows
