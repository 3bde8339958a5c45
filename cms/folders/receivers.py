"""What follows for folders from what happens to people, groups and documents."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from cms.archive.models import LibraryDocument
from cms.archive.signals import documents_moved
from cms.folders.actions.folders import follow_shares
from cms.folders.models import Folder, MeetingPaper
from cms.people.models import User, WorkGroup


@receiver(pre_delete, sender=WorkGroup)
@receiver(pre_delete, sender=User)
def remember_folders(sender: type, instance: User | WorkGroup, **kwargs: Any) -> None:
    """Whose folders become nobody's."""
    instance._folders_left = list(instance.folders.values_list("pk", flat=True))  # type: ignore[union-attr]


@receiver(post_delete, sender=WorkGroup)
@receiver(post_delete, sender=User)
def close_folders_left(sender: type, instance: User | WorkGroup, **kwargs: Any) -> None:
    """A folder that is nobody's any more opens for whom it was shared with, and for nobody else."""
    for folder in Folder.objects.filter(pk__in=getattr(instance, "_folders_left", [])):
        follow_shares(folder)


@receiver(post_save, sender=LibraryDocument)
def clear_the_table(sender: type, instance: LibraryDocument, raw: bool = False, **kwargs: Any) -> None:
    """A document that went out of the folder is no paper of its meetings any more."""
    if not raw:
        _clear([instance.pk])


@receiver(documents_moved)
def clear_the_table_of_many(sender: type, ids: list[int], **kwargs: Any) -> None:
    """The same, of several at once."""
    _clear(ids)


def _clear(ids: list[int]) -> None:
    papers = MeetingPaper.objects.filter(document__in=ids).select_related("meeting__folder", "document")
    gone = [paper.pk for paper in papers if paper.document.collection_id != paper.meeting.folder.collection_id]
    if gone:
        MeetingPaper.objects.filter(pk__in=gone).delete()
