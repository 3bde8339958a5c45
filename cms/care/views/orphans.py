"""Published pages that nothing leads to."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.care.models import Link
from cms.care.models.links import LinkKind
from cms.care.views.reports import ByThemeAndLanguage, CareReport, edit_address, edited_pages, theme_title
from cms.reading.models import PageCard, PageType

# So many pages does the page above them list at once; further ones a reader has to ask for.
LISTED_AT_ONCE = 48
# These have lists of their own, by date, however many there are.
LISTED_BY_DATE = (PageType.NEWS.value, PageType.EVENT.value)


class Reason(models.TextChoices):
    """Why nobody comes by a page."""

    CUT_OFF = "cut_off", _("a page above it is not published")
    UNLINKED = "unlinked", _("no menu, text or related link leads to it, and the page above lists others first")


class OrphanFilters(ByThemeAndLanguage):
    """By theme, language and reason."""

    reason = django_filters.ChoiceFilter(label=_("Reason"), choices=Reason.choices)

    class Meta:
        model = PageCard
        fields: list[str] = []


def orphans() -> QuerySet[PageCard]:
    """The published pages that nobody comes by, each with its `reason`."""
    seen = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id=OuterRef("page_id"), is_published=True)
    from_visible = Visibility.objects.filter(kind=VisibilityKind.PAGE, is_published=True).values("object_id")
    leading = Link.objects.filter(kind=LinkKind.PAGE, target_id=OuterRef("page_id"), page__in=from_visible)
    before = (
        PageCard.objects.filter(parent_id=OuterRef("parent_id"), page__path__lt=OuterRef("page__path"))
        .exclude(type__in=LISTED_BY_DATE).order_by().values("parent_id").annotate(count=Count("pk")).values("count")
    )  # fmt: skip
    is_listed = Q(type__in=(PageType.HOME, *LISTED_BY_DATE)) | Q(is_in_menus=True) | Q(before__lt=LISTED_AT_ONCE)
    reason = Case(
        When(~Exists(seen), then=Value(Reason.CUT_OFF)),
        When(~is_listed & ~Exists(leading.exclude(page=OuterRef("page_id"))), then=Value(Reason.UNLINKED)),
        default=Value(""),
        output_field=CharField(),
    )
    counted = PageCard.objects.annotate(before=Coalesce(Subquery(before, output_field=IntegerField()), 0))
    return counted.annotate(reason=reason).exclude(reason="")


class OrphanReport(CareReport):
    """Those among the pages that one may edit."""

    model = PageCard
    page_title = _("Pages nobody finds")
    header_icon = "unlocked"
    index_url_name = "care:orphans"
    index_results_url_name = "care:orphans_results"
    filterset_class = OrphanFilters
    verbose_name_plural = _("pages that nobody finds")
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda card: edit_address(card.page_id)),
        Column("theme_title", label=_("Theme")),
        Column("language", label=_("Language")),
        Column("reason", label=_("Reason"), accessor=lambda card: Reason(card.reason).label),
        DateColumn("last_published_at", label=_("Published")),
    ]
    list_export = ["title", "path", "theme_title", "language", "reason"]
    export_headings = {
        "title": _("Title"), "path": _("Address"), "theme_title": _("Theme"), "language": _("Language"),
        "reason": _("Reason"),
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[PageCard]:
        found = orphans().filter(page__in=edited_pages(self.request.user).values("pk"))
        return found.annotate(theme_title=theme_title("theme_id")).order_by("title", "pk")

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row of the file says what the screen says."""
        return {**super().to_row_dict(item), "reason": str(Reason(item.reason).label)}
