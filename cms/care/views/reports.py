"""What the reports of care share: whose pages they are about, and by what they are narrowed."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.policy import open_to
from cms.access.readers import reader_of
from cms.pages.models import ThemePage


def edited_pages(user: Any) -> QuerySet[Page]:
    """The pages that somebody may edit or publish, of those that open for them."""
    pages: QuerySet[Page] = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(
        user, ["change", "publish"]
    )
    return pages


def open_themes(request: HttpRequest) -> QuerySet[ThemePage]:
    """The themes to choose from."""
    return open_to(reader_of(request), ThemePage.objects.order_by("title"))


def edit_address(page_id: int) -> str:
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=(page_id,))


def theme_title(field: str) -> Subquery:
    """The title of the theme whose id a query has in a field."""
    return Subquery(ThemePage.objects.filter(pk=OuterRef(field)).values("title")[:1])


class ByThemeAndLanguage(WagtailFilterSet):
    """Filters by the theme and language of a page's card. `prefix` leads from the listed thing to the card."""

    prefix = ""

    theme = django_filters.ModelChoiceFilter(label=_("Theme"), queryset=open_themes, method="of_theme")
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES, method="in_language")

    def of_theme(self, listed: QuerySet, name: str, theme: ThemePage) -> QuerySet:
        """What is about pages of a theme."""
        return listed.filter(**{f"{self.prefix}theme_id": theme.pk})

    def in_language(self, listed: QuerySet, name: str, language: str) -> QuerySet:
        """What is about pages in a language."""
        return listed.filter(**{f"{self.prefix}language": language})


class CareReport(ReportView):
    """A report about the pages that one may edit."""

    any_permission_required = ["add", "change", "publish"]
    is_searchable = False

    @cached_property
    def permission_policy(self) -> Any:
        """That of pages, whatever is listed."""
        return policy_registry.get_by_type(Page)
