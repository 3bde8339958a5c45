"""What people do with folders through the API. A folder that is closed to somebody is not there for them."""

from typing import Any

import graphene
from django.conf import settings
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.access.readers import reader_for
from cms.archive.actions import add_version
from cms.archive.models import LibraryDocument
from cms.archive.schema import Document
from cms.directory.schema.asking import person_asking
from cms.directory.schema.groups import groups_seen_by
from cms.directory.schema.people import people_seen_by
from cms.folders import actions, models
from cms.folders.keeping import may_write_in
from cms.folders.schema.folders import Folder, folders_seen_by
from cms.folders.schema.refusing import telling_why
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import Forbidden, InvalidInput, LimitExceeded, NotFound
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.payloads import Payload
from cms.graphql_kit.scalars import Upload

MOST_SHARES = 200


class FolderChange(graphene.ObjectType):
    """Something was done to a folder."""

    class Meta:
        interfaces = (Payload,)

    folder = graphene.Field(Folder, description="The folder as it is now; null once it is gone.")


class FolderDocumentChange(graphene.ObjectType):
    """Something was done to a document of a folder."""

    class Meta:
        interfaces = (Payload,)

    folder = graphene.Field(Folder, description="The folder as it is now.")
    document = graphene.Field(Document, description="The document as it is now; null once it is gone.")


class FolderDocumentInput(graphene.InputObjectType):
    """A new document of a folder."""

    folder = graphene.ID(required=True, description="The folder's id.")
    file = Upload(required=True, description="The file.")
    title = graphene.String(default_value="", description="What it is called; by its file's name where none is given.")
    description = graphene.String(default_value="", description="What it is about.")
    language = graphene.String(default_value="", description="The language it is written in, as a code.")


def _of_folder(description: str, **others: Any) -> graphene.Field:
    folder = graphene.ID(required=True, description="The folder's id.")
    return graphene.Field(FolderChange, description=description, folder=folder, **others)


class FolderMutation:
    """What is done with folders and what is in them.

    NOT_FOUND is what is not there for who asks; FORBIDDEN what they see and may not change; FOLDER_REFUSED says why in
    `reason`: name, too_many or archived; DOCUMENT_KEPT is a document that has to stay; VERSION_CONFLICT one that
    somebody else revised meanwhile.
    """

    folder_create = graphene.Field(
        FolderChange,
        description="Makes a folder: one's own, or of a group that one looks after.",
        name=graphene.String(required=True, description="What it is called; at most 100 characters."),
        work_group=graphene.ID(description="The group whose it is; one's own where none is given."),
    )
    folder_rename = _of_folder(
        "Calls a folder otherwise.",
        name=graphene.String(required=True, description="What it is called; at most 100 characters."),
    )
    folder_share = _of_folder(
        "Lets exactly these people and groups read what is in a folder, beside those whose it is.",
        people=graphene.List(graphene.NonNull(graphene.ID), required=True, description="Ids of people; at most 200."),
        work_groups=graphene.List(graphene.NonNull(graphene.ID), required=True, description="Ids of groups."),
    )
    folder_delete = _of_folder("Deletes a folder with all that is in it, or nothing where a document has to stay.")
    folder_document_add = graphene.Field(
        FolderDocumentChange,
        description="Puts a file into a folder.",
        input=FolderDocumentInput(required=True, description="The document."),
    )
    folder_document_revise = graphene.Field(
        FolderDocumentChange,
        description="Puts a new version in the place of a document of a folder; the former ones stay.",
        document=graphene.ID(required=True, description="The document's id."),
        file=Upload(required=True, description="The file."),
        based_on=graphene.Int(required=True, description="The version that the new one was made of."),
        note=graphene.String(default_value="", description="What is new."),
    )
    folder_document_remove = graphene.Field(
        FolderDocumentChange,
        description="Deletes a document of a folder: who put it there may, and who keeps the folder.",
        document=graphene.ID(required=True, description="The document's id."),
    )

    @staticmethod
    def resolve_folder_create(
        _root: None, info: ResolveInfo, name: str, work_group: str | None = None
    ) -> dict[str, Any]:
        person = person_asking(info.context)
        group = None
        if work_group is not None:
            group = groups_seen_by(info.context.reader).filter(pk=pk_of(work_group, "WorkGroup")).first()
            if group is None:
                raise NotFound("There is no such group.")
        with telling_why():
            folder = actions.create_folder(name=name, by=person, work_group=group)
        return _as_it_is_now(info.context, folder.pk)

    @staticmethod
    def resolve_folder_rename(_root: None, info: ResolveInfo, folder: str, name: str) -> dict[str, Any]:
        person, found = person_asking(info.context), folder_of(info.context, folder)
        with telling_why():
            actions.rename_folder(found, name=name, by=person)
        return _as_it_is_now(info.context, found.pk)

    @staticmethod
    def resolve_folder_share(
        _root: None, info: ResolveInfo, folder: str, people: list[str], work_groups: list[str]
    ) -> dict[str, Any]:
        person, found = person_asking(info.context), folder_of(info.context, folder)
        if len(people) + len(work_groups) > MOST_SHARES:
            raise LimitExceeded("shares", value=MOST_SHARES, asked=len(people) + len(work_groups))
        profiles = people_seen_by(info.context.reader).filter(pk__in=[pk_of(each, "Person") for each in people])
        groups = groups_seen_by(info.context.reader).filter(pk__in=[pk_of(each, "WorkGroup") for each in work_groups])
        users = [profile.user for profile in profiles]
        if len(users) < len(set(people)) or groups.count() < len(set(work_groups)):
            raise NotFound("One of these people or groups is not there.")
        with telling_why():
            actions.share_folder(found, people=users, work_groups=groups, by=person)
        return _as_it_is_now(info.context, found.pk)

    @staticmethod
    def resolve_folder_delete(_root: None, info: ResolveInfo, folder: str) -> dict[str, Any]:
        person, found = person_asking(info.context), folder_of(info.context, folder)
        with telling_why():
            actions.delete_folder(found, by=person)
        return {"folder": None}

    @staticmethod
    def resolve_folder_document_add(_root: None, info: ResolveInfo, input: Any) -> dict[str, Any]:
        person, found = person_asking(info.context), folder_of(info.context, input["folder"])
        said: dict[str, Any] = {name: input[name] for name in ("title", "description", "language")}
        if said["language"] and said["language"] not in dict(settings.LANGUAGES):
            raise InvalidInput("`language` is none of the languages of this site.")
        with telling_why():
            document = actions.put_document(found, file=input["file"], by=person, **said)
        return {**_as_it_is_now(info.context, found.pk), "document": document}

    @staticmethod
    def resolve_folder_document_revise(
        _root: None, info: ResolveInfo, document: str, file: Any, based_on: int, note: str
    ) -> dict[str, Any]:
        person = person_asking(info.context)
        found, folder = _document_of(info.context, document)
        if not may_write_in(person, folder):
            raise Forbidden("You may not do this in this folder.")
        with telling_why():
            add_version(found, file=file, by=person, based_on=based_on, note=note[:500])
        return {**_as_it_is_now(info.context, folder.pk), "document": found}

    @staticmethod
    def resolve_folder_document_remove(_root: None, info: ResolveInfo, document: str) -> dict[str, Any]:
        person = person_asking(info.context)
        found, folder = _document_of(info.context, document)
        with telling_why():
            actions.remove_document(found, folder, by=person)
        return {**_as_it_is_now(info.context, folder.pk), "document": None}


def folder_of(context: Context, folder_id: str) -> models.Folder:
    """The folder of an id. Raises NotFound where it is not there for who asks."""
    folders = folders_seen_by(context.reader).select_related("collection", "work_group")
    folder = folders.filter(pk=pk_of(folder_id, "Folder")).first()
    if folder is None:
        raise NotFound("There is no such folder.")
    return folder


def _document_of(context: Context, document_id: str) -> tuple[LibraryDocument, models.Folder]:
    documents = visible_to(context.reader, LibraryDocument.objects.filter(pk=pk_of(document_id, "Document")))
    document = documents.first()
    folders = models.Folder.objects.select_related("collection", "work_group")
    folder = folders.filter(collection=document.collection_id).first() if document else None
    if document is None or folder is None:
        raise NotFound("There is no such document in a folder.")
    return document, folder


def _as_it_is_now(context: Context, folder_id: int) -> dict[str, Any]:
    """The folder for who did something to it; a new one has a lock that did not exist when the request began."""
    context.reader = reader_for(context.request.user)
    return {"folder": folders_seen_by(context.reader).filter(pk=folder_id).first()}
