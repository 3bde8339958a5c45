"""What is not translated, or not any more, by theme and language."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.policy import open_to
from cms.access.readers import reader_of
from cms.pages.models import ThemePage
from cms.pages.translation_states import TARGETS, TranslationState, field_of, with_states

NAMES = dict(settings.LANGUAGES)
NOT_DONE = "not-done"


def themes(request: HttpRequest) -> QuerySet[ThemePage]:
    """The themes that open, in the source language."""
    opened = open_to(reader_of(request), ThemePage.objects.all())
    return opened.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("title")


class TranslationFilters(WagtailFilterSet):
    """By theme, and by a state in one language or in any."""

    theme = django_filters.ModelChoiceFilter(label=_("Theme"), queryset=themes, method="below_theme")
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=[(code, NAMES[code]) for code in TARGETS], method="as_it_is"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(NOT_DONE, _("needs work")), *TranslationState.choices], method="in_state"
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def below_theme(self, pages: QuerySet[Page], name: str, theme: ThemePage) -> QuerySet[Page]:
        """The theme itself and what lies in it."""
        return pages.filter(path__startswith=theme.path)

    def as_it_is(self, pages: QuerySet[Page], name: str, language: str) -> QuerySet[Page]:
        """A language alone leaves out no page: it says which state is meant."""
        return pages

    def in_state(self, pages: QuerySet[Page], name: str, state: str) -> QuerySet[Page]:
        """Pages in a state, in the language asked or in any."""
        asked = self.form.cleaned_data.get("language")
        anywhere = Q()
        for language in [asked] if asked else TARGETS:
            field = field_of(language)
            anywhere |= ~Q(**{field: TranslationState.DONE}) if state == NOT_DONE else Q(**{field: state})
        return pages.filter(anywhere)


def _label_in(language: str) -> Callable[[Any], str]:
    return lambda page: str(TranslationState(getattr(page, field_of(language))).label)


def _address_in(language: str) -> Callable[[Any], str | None]:
    """Where to go on: to the translation, or to where one is begun."""

    def address(page: Any) -> str | None:
        if not page.is_editable:
            return None
        version = page.versions.get(language)
        if version:
            return reverse("wagtailadmin_pages:edit", args=[version])
        return reverse("wagtail_localize:submit_page_translation", args=[page.pk])

    return address


def _address_of(page: Any) -> str | None:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.is_editable else None


class TranslationsReport(ReportView):
    """The published pages of the source language, as far as they open, with their state in each other language."""

    model = Page
    any_permission_required = ["add", "change", "publish"]
    is_searchable = False
    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "translations_report"
    index_results_url_name = "translations_report_results"
    filterset_class = TranslationFilters
    verbose_name_plural = _("pages")
    columns = [
        TitleColumn("title", label=_("Title"), get_url=_address_of),
        Column("theme_title", label=_("Theme")),
        *(
            TitleColumn(field_of(code), label=NAMES[code], accessor=_label_in(code), get_url=_address_in(code))
            for code in TARGETS
        ),
    ]
    list_export = ["title", "theme_title", "address", *(f"{field_of(code)}_label" for code in TARGETS)]
    export_headings = {
        "title": _("Title"),
        "theme_title": _("Theme"),
        "address": _("Address"),
        **{f"{field_of(code)}_label": NAMES[code] for code in TARGETS},
    }

    @cached_property
    def permission_policy(self) -> Any:
        """That of pages."""
        return policy_registry.get_by_type(Page)

    def get_queryset(self) -> QuerySet[Page]:
        pages = open_to(reader_of(self.request), Page.objects.filter(depth__gt=1, live=True, alias_of=None))
        return with_states(pages.filter(locale__language_code=settings.LANGUAGE_CODE)).order_by("path")

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """Add to each page what its row names besides: in four queries, however many rows there are."""
        pages = list(object_list)
        titles = dict(themes(self.request).values_list("path", "title"))
        editable = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["change", "publish"]
        )
        editable_ids = set(editable.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))
        versions: dict[Any, dict[str, int]] = {}
        others = Page.objects.filter(translation_key__in=[page.translation_key for page in pages], alias_of=None)
        for key, language, pk in others.values_list("translation_key", "locale__language_code", "pk"):
            versions.setdefault(key, {})[language] = pk
        for page in pages:
            page.theme_title = next((title for path, title in titles.items() if page.path.startswith(path)), "")
            page.is_editable = page.pk in editable_ids
            page.versions = versions.get(page.translation_key, {})
            page.address = "/" + page.url_path.split("/", 2)[2]
            for code in TARGETS:
                setattr(page, f"{field_of(code)}_label", _label_in(code)(page))
        return pages
