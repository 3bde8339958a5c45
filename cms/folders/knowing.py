"""What this app knows of a person."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, KnownFile, explain, knows
from cms.archive.actions import delete_document
from cms.archive.models import LibraryDocument
from cms.archive.refusals import DeletionRefusedError
from cms.folders.actions.folders import delete_emptied_folder, follow_shares
from cms.folders.models import Folder

explain("folders.Meeting.created_by", "a meeting is the group's, and leads to an account whose name is erased there")


@knows("folders", fields=["folders.Folder.owner", "folders.Folder.shared_with"])
class FolderKnower(Knower):
    """Somebody's own folders with what is in them, and the folders of others that they may look into."""

    def export(self, person: AbstractUser) -> list[dict[str, Any]]:
        """Their own with the documents; of others' folders that one is shared, and nothing of what is in it."""
        own = [
            {"folder": document.collection.name, "document": document.title, "added": document.created_at}
            for document in _documents_of(person).select_related("collection")
        ]
        shared = Folder.objects.filter(shared_with=person.pk).order_by("pk").values_list("collection__name", flat=True)
        return [*own, *({"folder": name, "shared": True} for name in shared)]

    def files(self, person: AbstractUser) -> Iterable[KnownFile]:
        for document in _documents_of(person):
            opening = partial(document.file.storage.open, document.file.name)
            yield KnownFile(f"{document.pk}-{document.filename}", opening)

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Their folders go with what is in them; a document that has to stay keeps its folder, which is nobody's."""
        erased = Folder.shared_with.through.objects.filter(user=person.pk).delete()[0]
        for folder in Folder.objects.filter(owner=person.pk):
            erased += _empty(folder)
        return erased


def _documents_of(person: AbstractUser) -> Any:
    return LibraryDocument.objects.filter(collection__folder__owner=person.pk).order_by("pk")


def _empty(folder: Folder) -> int:
    erased, is_empty = 1, True
    for document in LibraryDocument.objects.filter(collection=folder.collection_id):
        try:
            delete_document(document, by=None)
            erased += 1
        except DeletionRefusedError:
            is_empty = False
    if is_empty:
        delete_emptied_folder(folder)
    else:
        folder.owner = None
        folder.save(update_fields=["owner"])
        follow_shares(folder)
    return erased
