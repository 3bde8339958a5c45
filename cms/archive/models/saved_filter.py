"""Filters of the list of documents that somebody goes back to."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.archive.models.document import LibraryDocument
from cms.people.models import User

NAME_LENGTH = 60
QUERY_LENGTH = 1_000


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Saved filters, as far as they are somebody's to use."""

    def offered_to(self, person: User) -> Self:
        """Their own, and what others share about the collections that this person keeps too."""
        kept = policy_registry.get_by_type(LibraryDocument).collections_user_has_any_permission_for(
            person, ["add", "change"]
        )
        about_kept = Q(collection__in=kept.values("pk"))
        offered = Q(user=person) & (about_kept | Q(collection=None)) | Q(is_shared=True) & about_kept
        return self.filter(offered).select_related("user").order_by("name", "pk")


class SavedFilter(models.Model):
    """The filters of the list of documents under a name. `query` is what stands behind the question mark there.

    A shared one is about a collection, and is there for whoever keeps that collection."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    query = models.CharField(max_length=QUERY_LENGTH)
    collection = models.ForeignKey(Collection, null=True, on_delete=models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("shared"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="one_filter_a_name"),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(collection__isnull=False), name="shared_filter_is_about_a_collection"
            ),
        ]

    def __str__(self) -> str:
        return self.name
