"""Folders as the API shows them to those for whom they open. Never kept for others: each is told what they may do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import graphene
from django.db.models import QuerySet
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.access.readers import Reader
from cms.archive.models import LibraryDocument
from cms.archive.schema.documents import ORDER as DOCUMENT_ORDER
from cms.archive.schema.documents import DocumentConnection
from cms.archive.schema.versions import person_of_account
from cms.directory.schema import Person, group_by_id
from cms.directory.schema.groups import WorkGroup, groups_seen_by
from cms.directory.schema.people import ORDER as PERSON_ORDER
from cms.directory.schema.people import people_seen_by
from cms.folders import models
from cms.folders.keeping import Rights, rights_in_folders
from cms.graphql_kit.connections import Asked, Slice, paging_arguments, slices_asked
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id, keyed
from cms.graphql_kit.nodes import Node
from cms.people.models import Profile, User
from cms.people.models import WorkGroup as WorkGroupModel

MOST_LISTED = 500


def folders_seen_by(reader: Reader) -> QuerySet[models.Folder]:
    """The folders that open for a reader."""
    return visible_to(reader, models.Folder.objects.select_related("collection"))


@by_id
def folder_by_id(context: Context, ids: Collection[int]) -> Iterable[models.Folder]:
    context.is_personal = True
    return folders_seen_by(context.reader).filter(pk__in=ids)


@keyed
def rights_in(context: Context, ids: Collection[int]) -> Mapping[int, Rights]:
    """What the reader may do in each folder."""
    return _rights_in(context, ids)


def _rights_in(context: Context, ids: Collection[int]) -> Mapping[int, Rights]:
    person = context.request.user
    folders = models.Folder.objects.filter(pk__in=ids).select_related("work_group")
    return rights_in_folders(person, folders) if isinstance(person, User) else dict.fromkeys(ids, Rights())


@keyed
def documents_in(context: Context, asked: Collection[Asked]) -> Mapping[Asked, Slice[LibraryDocument]]:
    """The documents of many folders, by their collections, page by page."""
    rows = visible_to(context.reader, LibraryDocument.objects.all())
    return slices_asked(rows, asked, of="collection_id", order=DOCUMENT_ORDER)


@keyed
def people_of_folder(context: Context, ids: Collection[int]) -> Mapping[int, list[Profile]]:
    """Whom each folder is shared with, of those the reader may see."""
    shares = models.Folder.shared_with.through.objects.filter(folder__in=_of_keeper(context, ids))
    rows = list(shares.values_list("folder", "user"))
    people = people_seen_by(context.reader).filter(user__in={user for _folder, user in rows}).order_by(*PERSON_ORDER)
    return _by_folder(rows, {person.user_id: person for person in people})


@keyed
def groups_of_folder(context: Context, ids: Collection[int]) -> Mapping[int, list[WorkGroupModel]]:
    """The groups that each folder is shared with, of those the reader may see."""
    shares = models.Folder.shared_with_groups.through.objects.filter(folder__in=_of_keeper(context, ids))
    rows = list(shares.values_list("folder", "workgroup"))
    groups = groups_seen_by(context.reader).filter(pk__in={group for _folder, group in rows}).order_by("name", "pk")
    return _by_folder(rows, {group.pk: group for group in groups})


def _of_keeper(context: Context, ids: Collection[int]) -> set[int]:
    """The folders of these that the reader keeps: whom one is shared with is nobody else's business."""
    if context.reader.passes_all:
        return set(ids)
    return {folder for folder, rights in _rights_in(context, ids).items() if rights.is_manageable}


def _by_folder(rows: Iterable[tuple[int, int]], things: Mapping[int, Any]) -> dict[int, list[Any]]:
    """What belongs to each folder, in the order of the things."""
    owners = defaultdict(list)
    for folder, key in rows:
        owners[key].append(folder)
    found = defaultdict(list)
    for key, thing in things.items():
        for folder in owners[key]:
            found[folder].append(thing)
    return found


class Folder(graphene.ObjectType):
    """A place for documents that is somebody's own, or a work group's."""

    class Meta:
        interfaces = (Node,)
        possible_types = (models.Folder,)

    name = graphene.String(required=True, description="What it is called.")
    owner = graphene.Field(Person, description="Whose it is; null where it is a group's, or nobody's any more.")
    work_group = graphene.Field(WorkGroup, description="The group whose it is; null where it is a person's.")
    shared_with = graphene.Field(
        list_of(Person), description="Who else may read what is in it; empty for all but who keeps it."
    )
    shared_with_groups = graphene.Field(
        list_of(WorkGroup), description="Which groups may too; empty for all but who keeps it."
    )
    is_writable = graphene.Boolean(required=True, description="Whether the reader may put documents in it.")
    is_manageable = graphene.Boolean(required=True, description="Whether the reader may name, share and delete it.")
    documents = graphene.Field(
        DocumentConnection,
        required=True,
        description="What is in it, the newest first.",
        **paging_arguments(),
    )

    @staticmethod
    def resolve_id(folder: models.Folder, _info: ResolveInfo) -> str:
        return to_global_id("Folder", folder.pk)

    @staticmethod
    def resolve_owner(folder: models.Folder, info: ResolveInfo) -> Deferred:
        return person_of_account.load(info.context, folder.owner_id)

    @staticmethod
    def resolve_work_group(folder: models.Folder, info: ResolveInfo) -> Deferred:
        return group_by_id.load(info.context, folder.work_group_id)

    @staticmethod
    def resolve_shared_with(folder: models.Folder, info: ResolveInfo) -> Deferred:
        return people_of_folder.load(info.context, folder.pk).then(_or_none)

    @staticmethod
    def resolve_shared_with_groups(folder: models.Folder, info: ResolveInfo) -> Deferred:
        return groups_of_folder.load(info.context, folder.pk).then(_or_none)

    @staticmethod
    def resolve_is_writable(folder: models.Folder, info: ResolveInfo) -> Deferred:
        return rights_in.load(info.context, folder.pk).then(lambda rights: rights.is_writable)

    @staticmethod
    def resolve_is_manageable(folder: models.Folder, info: ResolveInfo) -> Deferred:
        return rights_in.load(info.context, folder.pk).then(lambda rights: rights.is_manageable)

    @staticmethod
    def resolve_documents(folder: models.Folder, info: ResolveInfo, first: int, after: str | None = None) -> Deferred:
        return documents_in.load(info.context, Asked(folder.collection_id, first, after))


class FolderFields:
    """What `viewer` tells of folders."""

    folders = graphene.Field(
        list_of(Folder), description="Their own folders, those of their groups, and those shared with them; by name."
    )

    @staticmethod
    def resolve_folders(user: User, info: ResolveInfo) -> QuerySet[models.Folder]:
        concerning = models.Folder.objects.concerning(user)
        seen = folders_seen_by(info.context.reader).filter(pk__in=concerning.values("pk"))
        return seen.order_by("collection__name", "pk")[:MOST_LISTED]


class FolderQuery:
    """What can be asked about folders."""

    folder = graphene.Field(
        Folder,
        description="A folder; null when there is none or the reader may not see it.",
        id=graphene.ID(required=True, description="The id of a Folder."),
    )

    @staticmethod
    def resolve_folder(_root: None, info: ResolveInfo, id: str) -> Deferred:
        return folder_by_id.load(info.context, pk_of(id, "Folder"))


def _or_none(found: list[Any] | None) -> list[Any]:
    return found or []
