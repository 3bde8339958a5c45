"""Before any file is kept it is looked into, whichever form or program brings it; and what goes along with it."""

from typing import Any

from django.db import transaction
from django.db.models import FileField, Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from cms.activity.asking import acting_now
from cms.media.actions import check_new_file, forget_infected
from cms.media.limits import check_picture_size
from cms.media.models import Image, QuarantinedFile, Rendition
from cms.media.scanning import is_scanning
from cms.media.tasks import prepare_picture

# What is infected already, and what we make ourselves of a picture that was looked into.
NOT_BROUGHT_IN = (QuarantinedFile, Rendition)


@receiver(pre_save, sender=Image)
def measure_new_picture(sender: type, instance: Image, raw: bool = False, **kwargs: Any) -> None:
    """No picture is larger than may be: what a small file unpacks to is what takes the memory."""
    if not raw and instance.file and not instance.file._committed:
        check_picture_size(instance.file.file)


@receiver(pre_save)
def scan_new_files(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Look into each new file of whatever is saved; what cannot be looked into now waits, where it can wait."""
    if raw or sender in NOT_BROUGHT_IN or not is_scanning():
        return
    for field in sender._meta.concrete_fields:
        if isinstance(field, FileField):
            file = getattr(instance, field.attname)
            if file and not file._committed:
                where = getattr(instance, "collection_id", None)
                is_scanned = check_new_file(file.file, by=acting_now(), collection_id=where)
                if hasattr(instance, "is_quarantined"):
                    instance.is_quarantined = instance.is_quarantined or not is_scanned


@receiver(post_save, sender=Image)
def have_picture_prepared(sender: type, instance: Image, raw: bool = False, **kwargs: Any) -> None:
    """A new file, another place to look at, or the word of the scanner: its sizes are made behind what is going on."""
    if not raw and not instance.is_quarantined:
        prepare_picture.enqueue(instance.pk)


@receiver(post_delete, sender=Image)
def forget_infected_picture(sender: type, instance: Image, **kwargs: Any) -> None:
    """The copy that was kept apart goes with the picture."""
    forget_infected(str(instance.file.name))


@receiver(post_delete, sender=QuarantinedFile)
def delete_kept_file(sender: type, instance: QuarantinedFile, **kwargs: Any) -> None:
    """The file goes with its row, once that is committed."""
    name, storage = str(instance.file.name), instance.file.storage
    transaction.on_commit(lambda: storage.delete(name))
