"""The filing plan: what a collection says of the documents that are put into it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.archive.models.kind import DocumentKind
from cms.people.models import User


class FilingRule(models.Model):
    """What a new document in a collection, or below it, is taken to be where nobody says otherwise. What a rule leaves
    open comes from the nearest collection above that says it."""

    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="filing_rule")
    kind = models.ForeignKey(
        DocumentKind, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("kind")
    )
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
    )

    class Meta:
        verbose_name = _("filing rule")
        verbose_name_plural = _("filing rules")

    def __str__(self) -> str:
        return self.collection.name


@dataclass(frozen=True, slots=True)
class FilingDefaults:
    """What a new document in some collection is taken to be. Empty: nobody says."""

    kind: DocumentKind | None = None
    language: str = ""
    owner: User | None = None


def filing_defaults(collection: Collection) -> FilingDefaults:
    """What the collection says, and what those above it say where it is silent; the nearest counts."""
    above = [collection.path[:end] for end in range(collection.steplen, len(collection.path) + 1, collection.steplen)]
    rules = FilingRule.objects.filter(collection__path__in=above).select_related("kind", "owner")
    nearest_first = list(rules.order_by("-collection__depth"))
    return FilingDefaults(
        kind=next((rule.kind for rule in nearest_first if rule.kind), None),
        language=next((rule.language for rule in nearest_first if rule.language), ""),
        owner=next((rule.owner for rule in nearest_first if rule.owner), None),
    )
