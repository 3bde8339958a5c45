"""Documents as the API shows them."""

from collections.abc import Collection, Iterable
from typing import Any

import graphene
from django.db.models import OuterRef, QuerySet
from graphene import ResolveInfo
from wagtail.models import Collection as Folder

from cms.access.policy import Visible, visible_to
from cms.archive.file_kinds import is_of_kinds
from cms.archive.models import DocumentKind as KindModel
from cms.archive.models import DocumentTag, LibraryDocument
from cms.archive.schema.kinds import DocumentKind, FileKind, all_kinds, kind_by_id
from cms.archive.schema.versions import DocumentVersion, person_of_account, versions_of_document
from cms.directory.schema import Person
from cms.graphql_kit.connections import Connection, Slice, paging_arguments, slice_of
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id, grouped_by
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import Date, DateTime
from cms.people.models import Profile
from cms.statements import AnyGiven, BoundStatement
from cms.tags.schema import Tag, labelled

ORDERS = {
    "CREATED_DESC": ("-created_at", "-pk"),
    "UPDATED_DESC": ("-updated_at", "-pk"),
    "TITLE_ASC": ("title", "pk"),
}
ORDER = ORDERS["CREATED_DESC"]
ORDER_DESCRIPTIONS = {
    "CREATED_DESC": "What was added last comes first.",
    "UPDATED_DESC": "What changed last comes first: the file, or what is said about it.",
    "TITLE_ASC": "By title.",
}

# What a filter asks of a document's own columns.
LOOKUPS = {
    "content_type": "media_type__in",
    "kind": "kind__code__in",
    "language": "language__in",
    "archive_number": "archive_number",
}


DOCUMENTS = Visible(lambda: LibraryDocument.objects.filter(pk__in=AnyGiven("ids")))


@by_id
def document_by_id(context: Context, ids: Collection[int]) -> BoundStatement[list[LibraryDocument]]:
    return DOCUMENTS.asked_by(context.reader, ids=ids)


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
    url = graphene.String(
        required=True, description="Where to download it, the newest version always; asks the policy at every download."
    )
    size = graphene.Int(required=True, description="In bytes.")
    content_type = graphene.String(
        required=True, description="Its media type, such as `application/pdf`, found by looking into the file."
    )
    language = graphene.String(required=True, description="The language it is written in, as a code such as `nl`.")
    tags = graphene.Field(list_of(Tag), description="What it is about.")
    kind = graphene.Field(DocumentKind, description="What sort of document it is; null where nobody said.")
    description = graphene.String(required=True, description="What it is about in a sentence; empty where nobody said.")
    source = graphene.String(required=True, description="Where it comes from; empty where nobody said.")
    dated_on = Date(description="The date it bears itself; null where it has none.")
    owner = graphene.Field(
        Person, description="Who answers for what it says; null where nobody does, or the reader may not see them."
    )
    archive_number = graphene.String(description="Its number in the archive, such as `2026-000123`, for ever its own.")
    superseded_on = Date(description="Since when it no longer holds; null while it does.")
    superseded_by = graphene.Field(
        lambda: Document, description="What takes its place; null where nothing does, or the reader may not see it."
    )
    created_at = DateTime(required=True, description="When it was added.")
    updated_at = DateTime(required=True, description="When it, or what is said about it, last changed.")
    version = graphene.Int(required=True, description="Which version of the file this is, from 1.")
    versions = graphene.Field(list_of(DocumentVersion), description="All its versions, the newest first.")

    @staticmethod
    def resolve_id(document: LibraryDocument, _info: ResolveInfo) -> str:
        return to_global_id("Document", document.pk)

    @staticmethod
    def resolve_size(document: LibraryDocument, _info: ResolveInfo) -> int:
        return document.file_size or 0

    @staticmethod
    def resolve_tags(document: LibraryDocument, info: ResolveInfo) -> Deferred:
        return tags_of_document.load(info.context, document.pk)

    @staticmethod
    def resolve_kind(document: LibraryDocument, info: ResolveInfo) -> Deferred:
        return kind_by_id.load(info.context, document.kind_id)

    @staticmethod
    def resolve_owner(document: LibraryDocument, info: ResolveInfo) -> Deferred:
        return person_of_account.load(info.context, document.owner_id)

    @staticmethod
    def resolve_superseded_by(document: LibraryDocument, info: ResolveInfo) -> Deferred:
        return document_by_id.load(info.context, document.superseded_by_id)

    @staticmethod
    def resolve_versions(document: LibraryDocument, info: ResolveInfo) -> Deferred:
        return versions_of_document.load(info.context, document.pk)


class DocumentEdge(graphene.ObjectType):
    """A document and its place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this document.")
    node = graphene.Field(Document, required=True, description="The document.")


class DocumentConnection(Connection, graphene.ObjectType):
    """A page of a list of documents."""

    edges = graphene.Field(list_of(DocumentEdge), description="The documents with their cursors.")
    nodes = graphene.Field(list_of(Document), description="The documents.")


class DocumentOrder(graphene.Enum):
    """The order of a list of documents."""

    CREATED_DESC = "CREATED_DESC"
    UPDATED_DESC = "UPDATED_DESC"
    TITLE_ASC = "TITLE_ASC"

    @property
    def description(self) -> str:
        return ORDER_DESCRIPTIONS[self.value]


class DocumentFilter(graphene.InputObjectType):
    """Which documents are asked for; all that is given must hold."""

    collection = graphene.ID(description="They lie in this collection (`Collection:<pk>`) or below it.")
    tag = graphene.List(graphene.NonNull(graphene.String), description="Slugs of tags, one of which is on it.")
    content_type = graphene.List(graphene.NonNull(graphene.String), description="Media types, one of which it is.")
    file_kind = graphene.List(graphene.NonNull(FileKind), description="Sorts of files, one of which it is.")
    kind = graphene.List(graphene.NonNull(graphene.String), description="Codes of kinds, one of which it is.")
    language = graphene.List(graphene.NonNull(graphene.String), description="Languages, one of which it is written in.")
    owner = graphene.ID(description="This person (`Person:<pk>`) answers for it.")
    archive_number = graphene.String(description="This is its number in the archive.")


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
        description="Documents, the newest first unless asked otherwise.",
        filter=DocumentFilter(description="Which documents."),
        order_by=DocumentOrder(default_value="CREATED_DESC", description="In which order."),
        **paging_arguments(),
    )

    document_kinds = graphene.Field(list_of(DocumentKind), description="The kinds of documents there can be.")

    @staticmethod
    def resolve_document_kinds(_root: None, _info: ResolveInfo) -> QuerySet[KindModel]:
        return all_kinds()

    @staticmethod
    def resolve_document(_root: None, info: ResolveInfo, id: str) -> Deferred:
        return document_by_id.load(info.context, pk_of(id, "Document"))

    @staticmethod
    def resolve_documents(
        _root: None, info: ResolveInfo, order_by: Any, first: int, after: str | None = None, filter: Any = None
    ) -> Slice[LibraryDocument]:
        order = ORDERS[getattr(order_by, "value", order_by)]
        rows = _filtered(visible_to(info.context.reader, LibraryDocument.objects.all()), filter or {}, info.context)
        return slice_of(rows, order=order, first=first, after=after)


def _filtered(rows: QuerySet[LibraryDocument], asked: dict[str, Any], context: Context) -> QuerySet[LibraryDocument]:
    if asked.get("collection") is not None:
        folder = Folder.objects.filter(pk=pk_of(asked["collection"], "Collection")).first()
        rows = rows.filter(collection__path__startswith=folder.path) if folder else rows.none()
    if asked.get("tag") is not None:
        tagged = DocumentTag.objects.filter(tag__slug__in=asked["tag"])
        rows = rows.filter(pk__in=tagged.values("content_object_id"))
    if asked.get("owner") is not None:
        # Whom the reader may not see owns nothing for them: a filter would else tell what the field does not.
        seen = visible_to(context.reader, Profile.objects.filter(pk=pk_of(asked["owner"], "Person")))
        rows = rows.filter(owner__in=seen.values("user"))
    if asked.get("file_kind") is not None:
        rows = rows.filter(is_of_kinds([getattr(kind, "value", kind) for kind in asked["file_kind"]]))
    for name, lookup in LOOKUPS.items():
        if asked.get(name) is not None:
            rows = rows.filter(**{lookup: asked[name]})
    return rows
