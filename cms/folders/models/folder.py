from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs
from cms.people.models import Membership, User, WorkGroup


class ShelfCode(models.TextChoices):
    """The two places where folders lie in the filing plan."""

    PERSONAL = "personal", _("Personal folders")
    GROUPS = "groups", _("Folders of work groups")


class Shelf(models.Model):
    """The collection below which the folders of one sort lie. It is found by its code, whatever it is called."""

    code = models.CharField(max_length=20, unique=True, choices=ShelfCode.choices)
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.code


class FolderQuerySet(models.QuerySet["Folder"]):
    """Questions about folders, which are not about who may see them."""

    def concerning(self, person: User) -> "FolderQuerySet":
        """Those that are a person's, their groups', or shared with them or their groups."""
        groups = Membership.objects.filter(user=person).values("group")
        shared_with_groups = Folder.shared_with_groups.through.objects.filter(workgroup__in=groups).values("folder")
        shared = Folder.shared_with.through.objects.filter(user=person).values("folder")
        theirs = Q(owner=person) | Q(work_group__in=groups)
        return self.filter(theirs | Q(pk__in=shared) | Q(pk__in=shared_with_groups))


class Folder(models.Model):
    """A collection that belongs to a person, or to a work group: they put documents in it without being editors.

    Of a person whose account is deleted it is nobody's: administrators alone find what is in it.
    """

    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="folder")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="folders",
        verbose_name=_("owner"),
    )  # fmt: skip
    work_group = models.ForeignKey(
        WorkGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="folders",
        verbose_name=_("work group"),
    )  # fmt: skip
    shared_with = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("shared with people")
    )
    shared_with_groups = models.ManyToManyField(
        WorkGroup, blank=True, related_name="+", verbose_name=_("shared with work groups")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    seen_as = SeenAs(kind=VisibilityKind.COLLECTION, field="collection_id")
    wagtail_reference_index_ignore = True

    objects = FolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")
        ordering = ["collection__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None) | Q(work_group=None), name="a_folder_is_a_persons_or_a_groups"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called."""
        return self.collection.name
