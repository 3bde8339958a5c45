"""Where the texts of published pages lead, written down when they are published."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs
from cms.care.narrowing import pairs_that_narrow


class LinkKind(models.TextChoices):
    """What a link leads to."""

    PAGE = "page", _("page")
    DOCUMENT = "document", _("document")
    WEB = "web", _("web address")


class Problem(models.TextChoices):
    """What can be wrong with a link."""

    MISSING = "missing", _("is not there any more")
    UNPUBLISHED = "unpublished", _("is not published")
    NARROWER = "narrower", _("not every reader of this page may see it")
    ANCHOR = "anchor", _("has no such heading")
    BROKEN = "broken", _("does not answer")


class WebAddressQuerySet(models.QuerySet["WebAddress"]):
    """Questions about web addresses."""

    def due(self, now: datetime) -> "WebAddressQuerySet":
        """Those to check, the one that waited longest first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")

    def unused(self) -> "WebAddressQuerySet":
        """Those that no page links to any more."""
        return self.filter(links=None)


class WebAddress(models.Model):
    """An address elsewhere that pages link to, and what came of asking for it.

    `failures` counts those in a row; it is reported from `broken_since`, which the second one sets.
    """

    url = models.TextField(_("address"))
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the address.")
    host = models.CharField(max_length=255, db_index=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    broken_since = models.DateTimeField(_("broken since"), null=True, db_index=True)
    said = models.CharField(_("answer"), max_length=255, blank=True)

    objects = WebAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("web address")
        verbose_name_plural = _("web addresses")

    def __str__(self) -> str:
        return self.url

    @staticmethod
    def digest_of(url: str) -> str:
        """By which an address is found."""
        return hashlib.sha256(url.encode()).hexdigest()


class LinkQuerySet(models.QuerySet["Link"]):
    """Questions about links."""

    def with_problems(self) -> "LinkQuerySet":
        """Only links with something wrong, which is their `problem`. As many queries for many links as for few."""
        now = timezone.now()
        located = self.annotate(**_locks())
        narrower = pairs_that_narrow(located.exclude(kind=LinkKind.WEB).values_list("lock_here", "lock_there"))
        seen = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id=OuterRef("target_id"))
        published = seen.filter(Q(until=None) | Q(until__gt=now), is_published=True)
        documents = get_document_model().objects.filter(pk=OuterRef("target_id"))
        anchors = Anchor.objects.filter(page=OuterRef("target_id"), name=OuterRef("anchor"))
        is_page, is_document = Q(kind=LinkKind.PAGE), Q(kind=LinkKind.DOCUMENT)
        problem = Case(
            When(is_page & ~Exists(Page.objects.filter(pk=OuterRef("target_id"))), then=Value(Problem.MISSING)),
            When(is_document & ~Exists(documents), then=Value(Problem.MISSING)),
            When(is_page & ~Exists(published), then=Value(Problem.UNPUBLISHED)),
            When(narrower, then=Value(Problem.NARROWER)),
            When(is_page & ~Q(anchor="") & ~Exists(anchors), then=Value(Problem.ANCHOR)),
            When(address__broken_since__isnull=False, then=Value(Problem.BROKEN)),
            default=Value(""),
            output_field=models.CharField(),
        )
        return located.annotate(problem=problem).exclude(problem="")


def _locks() -> dict[str, Any]:
    """The locks of the page that a link stands on, and of what it leads to."""
    rows = Visibility.objects.all()
    of_page = rows.filter(kind=VisibilityKind.PAGE, object_id=OuterRef("page_id"))
    to_page = rows.filter(kind=VisibilityKind.PAGE, object_id=OuterRef("target_id"))
    collection = get_document_model().objects.filter(pk=OuterRef(OuterRef("target_id"))).values("collection_id")
    to_document = rows.filter(kind=VisibilityKind.COLLECTION, object_id=Subquery(collection[:1]))
    led_to = Case(
        When(kind=LinkKind.PAGE, then=Subquery(to_page.values("lock")[:1])),
        When(kind=LinkKind.DOCUMENT, then=Subquery(to_document.values("lock")[:1])),
        output_field=models.BigIntegerField(),
    )
    number = models.BigIntegerField()
    return {
        "lock_here": Coalesce(Subquery(of_page.values("lock")[:1]), 0, output_field=number),
        "lock_there": Coalesce(led_to, 0, output_field=number),
    }


class Link(models.Model):
    """A link in the text of a published page: what it says, and where it leads."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="links_out")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    text = models.CharField(_("text"), max_length=255, blank=True)
    target_id = models.PositiveBigIntegerField(null=True, db_index=True)
    anchor = models.CharField(max_length=255, blank=True)
    address = models.ForeignKey(WebAddress, null=True, on_delete=models.CASCADE, related_name="links")

    seen_as = SeenAs(VisibilityKind.PAGE, "page_id")
    # Wagtail keeps an index of its own, of what is stored; this one is of what readers get.
    wagtail_reference_index_ignore = True

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"link on page {self.page_id}: {self.text}"


class Anchor(models.Model):
    """A heading of a published page, by the name that a link to it ends in."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        indexes = [models.Index("page", "name", name="anchor_of_page")]

    def __str__(self) -> str:
        return f"#{self.name} on page {self.page_id}"
