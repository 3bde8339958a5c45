"""What is done to many documents in one statement."""

from typing import Any

from django.db import transaction
from wagtail.documents.models import DocumentQuerySet

from cms.archive.signals import documents_moved, documents_moving


class LibraryDocumentQuerySet(DocumentQuerySet):
    """Documents, by the dozen."""

    @transaction.atomic
    def update(self, **fields: Any) -> int:
        """As Django's. A move to another collection, which Wagtail's bulk action does like this, is told."""
        is_move = bool({"collection", "collection_id"} & fields.keys())
        before = dict(self.values_list("pk", "collection_id")) if is_move else {}
        ids = list(before)
        if ids:
            documents_moving.send(sender=self.model, ids=ids)
        count = super().update(**fields)
        if ids:
            documents_moved.send(sender=self.model, ids=ids, before=before)
        return count

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, all or none. Raises DeletionRefusedError, behind which a transaction can go on."""
        return super().delete()

    # Django's marks: not for templates, nor on the manager.
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
