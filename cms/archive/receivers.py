"""What follows from a document's use and change."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.documents.models import document_served

from cms.archive.actions import record_download
from cms.archive.models import LibraryDocument


@receiver(document_served)
def record_served(sender: type, instance: LibraryDocument, request: HttpRequest, **kwargs: Any) -> None:
    """Wagtail sends this once the policy has let a request pass, before the file leaves."""
    if request.method == "GET":
        record_download(instance, by=request.user if request.user.is_authenticated else None)
