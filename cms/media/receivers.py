"""Before any file is kept it is looked into, whichever form, import or program brings it."""

from typing import Any

from django.db.models import FileField, Model
from django.db.models.signals import pre_save
from django.dispatch import receiver

from cms.activity.asking import acting_now
from cms.media.actions import check_new_file
from cms.media.models import QuarantinedFile, Rendition
from cms.media.scanning import is_scanning

# What is infected already, and what we make ourselves of a picture that was looked into.
NOT_BROUGHT_IN = (QuarantinedFile, Rendition)


@receiver(pre_save)
def scan_new_files(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Look into each new file of whatever is saved; what cannot be looked into now waits, where it can wait."""
    if raw or sender in NOT_BROUGHT_IN or not is_scanning():
        return
    for field in sender._meta.concrete_fields:
        if isinstance(field, FileField):
            file = getattr(instance, field.attname)
            if file and not file._committed:
                is_scanned = check_new_file(file.file, by=acting_now())
                if hasattr(instance, "is_quarantined"):
                    instance.is_quarantined = instance.is_quarantined or not is_scanned
