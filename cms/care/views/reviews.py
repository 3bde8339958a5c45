"""Which pages are to be reviewed, and saying that one is still right."""

from datetime import date
from typing import Any, cast

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.care.actions.review import review_again
from cms.care.views.reports import ByThemeAndLanguage, CareReport, edit_address, edited_pages, theme_title
from cms.pages.models import ContentPage
from cms.people.models import User
from cms.reading.models import PageCard

MONTHS = (6, 12)


def owners(request: HttpRequest) -> QuerySet[User]:
    """Those who own a page that one may edit."""
    owning = edited_pages(request.user).exclude(owner=None).order_by().values("owner")
    return User.objects.filter(pk__in=owning).order_by("first_name", "last_name", "email")


class ReviewFilters(ByThemeAndLanguage):
    """By theme, language, owner, and whether the day has passed."""

    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=owners, field_name="page__owner")
    is_overdue = django_filters.ChoiceFilter(
        label=_("Overdue"), choices=[("yes", _("Yes")), ("no", _("No"))], method="overdue"
    )

    class Meta:
        model = PageCard
        fields: list[str] = []

    def overdue(self, cards: QuerySet[PageCard], name: str, value: str) -> QuerySet[PageCard]:
        """Pages whose day has passed, or has not."""
        today = timezone.localdate()
        return cards.filter(review_on__lt=today) if value == "yes" else cards.filter(review_on__gte=today)


class ReviewReport(CareReport):
    """The published pages that have a day of review, the one that is longest overdue first."""

    model = PageCard
    page_title = _("To be reviewed")
    header_icon = "date"
    index_url_name = "care:reviews"
    index_results_url_name = "care:reviews_results"
    filterset_class = ReviewFilters
    verbose_name_plural = _("pages to be reviewed")
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda card: edit_address(card.page_id)),
        Column("theme_title", label=_("Theme")),
        Column("language", label=_("Language")),
        Column("page.owner", label=_("Owner")),
        Column("review_on", label=_("Review on"), accessor=lambda card: date_format(card.review_on)),
        TitleColumn(
            "still_right", label=_("Still right?"), accessor=lambda card: gettext("Review"),
            get_url=lambda card: reverse("care:review", args=(card.page_id,)), width="14%",
        ),
    ]  # fmt: skip
    list_export = ["title", "path", "theme_title", "language", "page.owner", "review_on"]
    export_headings = {
        "title": _("Title"), "path": _("Address"), "theme_title": _("Theme"), "language": _("Language"),
        "page.owner": _("Owner"), "review_on": _("Review on"),
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[PageCard]:
        cards = PageCard.objects.filter(page__in=edited_pages(self.request.user).values("pk"), review_on__isnull=False)
        return cards.select_related("page__owner").annotate(theme_title=theme_title("theme_id")).order_by(
            "review_on", "title", "pk"
        )  # fmt: skip


class ReviewPage(WagtailAdminTemplateMixin, TemplateView):
    """Asks whether a page is still right, and takes the answer."""

    template_name = "care/review.html"
    page_title = _("Still right?")
    header_icon = "date"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may edit the page. Raises PermissionDenied."""
        self.page: Page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not isinstance(self.page, ContentPage) or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "page": self.page, "months": MONTHS, "next_url": self._next(self.request.GET.get("next"))}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("care:reviews"), "label": gettext("To be reviewed")}
        here = {"url": "", "label": self.page_title, "sublabel": self.page.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), above, here]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Still right: to be reviewed again in as many months as were chosen."""
        months = request.POST.get("months", "")
        if months not in map(str, MONTHS):
            return HttpResponseBadRequest()
        lock = self.page.get_lock()
        if lock and lock.for_user(request.user):
            raise PermissionDenied
        day: date = review_again(self.page, months=int(months), by=cast(User, request.user))
        told = gettext("“%(title)s” will be reviewed again on %(day)s.")
        messages.success(request, told % {"title": self.page.get_admin_display_title(), "day": date_format(day)})
        return redirect(self._next(request.POST.get("next")))

    def _next(self, asked: str | None) -> str:
        is_ours = asked and url_has_allowed_host_and_scheme(asked, allowed_hosts={self.request.get_host()})
        return asked if asked and is_ours else reverse("care:reviews")
