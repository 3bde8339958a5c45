"""Legal holds: what nobody may delete, whatever its term."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.archive.models import LibraryDocument


def places_above(path: str) -> list[str]:
    """The path of a collection in the filing plan, and those of all above it."""
    return [path[:end] for end in range(Collection.steplen, len(path) + 1, Collection.steplen)]


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Questions about holds."""

    def in_force(self) -> "LegalHoldQuerySet":
        """Those that were not lifted."""
        return self.filter(lifted_at=None)

    def on(self, document: LibraryDocument) -> "LegalHoldQuerySet":
        """Those in force that keep a document: they name it, its collection or one above."""
        above = places_above(document.collection.path)
        return self.in_force().filter(Q(documents=document.pk) | Q(collections__path__in=above)).distinct()


class LegalHold(models.Model):
    """Documents, and collections with all below them, that must stay because of a lawsuit, an inquiry, a request.

    `collections` names those below too, so that one that is moved elsewhere stays under the hold.
    """

    name = models.CharField(_("name"), max_length=200, help_text=_("The case, as archivists know it."))
    reason = models.TextField(_("reason"), help_text=_("Why nothing of it may be deleted."))
    documents = models.ManyToManyField(LibraryDocument, related_name="holds", blank=True, verbose_name=_("documents"))
    collections = models.ManyToManyField(Collection, related_name="holds", blank=True, verbose_name=_("collections"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("set by"), null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False,
    )  # fmt: skip
    set_at = models.DateTimeField(_("set at"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("lifted by"), null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False,
    )  # fmt: skip
    lifted_at = models.DateTimeField(_("lifted at"), null=True, editable=False)
    lifted_because = models.TextField(_("why it was lifted"), blank=True, editable=False)

    # The usage of a document would otherwise name a case to whoever may see the document.
    wagtail_reference_index_ignore = True

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        default_permissions = ("add", "change", "view")
        permissions = [("lift_legalhold", "Can lift legal holds")]
        ordering = ["-set_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_force(self) -> bool:
        """Whether it was not lifted."""
        return self.lifted_at is None


def held(documents: models.QuerySet[LibraryDocument]) -> models.QuerySet[LibraryDocument]:
    """Of these documents, those that a hold keeps."""
    return documents.filter(is_held_in())


def is_held_in() -> Q:
    """The condition that finds held documents. Read anew by every query: a hold counts from its commit on."""
    named = LegalHold.documents.through.objects.filter(legalhold__lifted_at=None)
    condition = Q(pk__in=named.values("librarydocument"))
    paths = LegalHold.collections.through.objects.filter(legalhold__lifted_at=None)
    for path in paths.values_list("collection__path", flat=True).distinct():
        condition |= Q(collection__path__startswith=path)
    return condition
