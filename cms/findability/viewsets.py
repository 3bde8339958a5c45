"""The admin's screens for synonyms, stop phrases and pinned results."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from cms.findability.bringing import COLUMNS
from cms.findability.forms import StopPhraseForm, SynonymForm
from cms.findability.pin_form import PinForm
from cms.findability.subjects import named
from cms.findability.views.abbreviations import OwnAbbreviations
from cms.findability.views.bringing import BringSynonyms
from cms.findability.views.shipped import ShippedSynonyms
from cms.findability.views.trying import asked_lines
from cms.findability.views.tuning import AddTuning, ListTuning, TuningViewSet
from search.models import PinnedResult, StopPhrase, SynonymGroup
from search.thesaurus import shipped_group

NAMES = {"": _("All languages"), **dict(settings.LANGUAGES)}
LANGUAGE = Column("language", label=_("Language"), accessor=lambda row: NAMES.get(row.language, row.language))
CHANGED = [
    Column("changed_by", label=_("Changed by")), DateColumn("changed_at", label=_("Changed"), sort_key="changed_at"),
]  # fmt: skip
# Every row has "" or a code; a filter cannot ask for nothing.
ALL_LANGUAGES = "all"


class ByLanguage(WagtailFilterSet):
    """By the language whose readers it is for."""

    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=[(ALL_LANGUAGES, _("All languages")), *settings.LANGUAGES], method="for_language"
    )

    def for_language(self, rows: QuerySet, name: str, language: str) -> QuerySet:
        """Those of exactly this language."""
        return rows.filter(language="" if language == ALL_LANGUAGES else language)


class SynonymFilters(ByLanguage):
    """By language, whose they are, and whether they count."""

    class Meta:
        model = SynonymGroup
        fields = ["origin", "is_active", "is_one_way"]


class StopPhraseFilters(ByLanguage):
    """By language."""

    class Meta:
        model = StopPhrase
        fields: list[str] = []


class PinFilters(ByLanguage):
    """By language and by what kind of thing is pinned."""

    class Meta:
        model = PinnedResult
        fields: list[str] = []


class ListSynonyms(ListTuning):
    """The editors' synonyms, and what they changed in those that are shipped."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("search_synonyms:shipped")
        buttons = [*super().header_buttons, HeaderButton(_("Shipped with Plein"), url=address, icon_name="list-ul")]
        if self.user_has_permission("add"):
            own = reverse("search_synonyms:abbreviations")
            buttons.append(HeaderButton(_("Abbreviations in your own texts"), url=own, icon_name="doc-full"))
            buttons.append(HeaderButton(_("Import"), url=reverse("search_synonyms:bring"), icon_name="upload"))
        return buttons


class AddSynonyms(AddTuning):
    """New synonyms, or a change of shipped ones that the address names."""

    def get_initial(self) -> dict[str, Any]:
        initial = {**super().get_initial(), "words": asked_lines(self.request, "words")}
        shipped = shipped_group(initial["language"], self.request.GET.get("shipped", ""))
        if shipped:
            initial |= {"words": shipped.words, "is_one_way": shipped.is_one_way, "shipped_key": shipped.key}
        return initial


class SynonymViewSet(TuningViewSet):
    """Synonyms."""

    model = SynonymGroup
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_name = "search-synonyms"
    menu_order = 200
    index_view_class = ListSynonyms
    add_view_class = AddSynonyms
    filterset_class = SynonymFilters
    search_fields = ["words"]
    list_display = [
        "__str__", LANGUAGE, Column("origin", label=_("Origin"), accessor="get_origin_display", sort_key="origin"),
        BooleanColumn("is_active", label=_("In use"), sort_key="is_active"), *CHANGED,
    ]  # fmt: skip
    # A list that goes out can come in again.
    list_export = list(COLUMNS)
    export_headings = COLUMNS
    inspect_view_fields = ["language", "words", "is_one_way", "is_active", "origin", "changed_by", "changed_at"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, new or not."""
        return SynonymForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """And the lists of what is shipped and what the organisation's own texts say."""
        shipped = path("shipped/", ShippedSynonyms.as_view(), name="shipped")
        own = path("abbreviations/", OwnAbbreviations.as_view(), name="abbreviations")
        bring = path("import/", BringSynonyms.as_view(), name="bring")
        return [*super().get_urlpatterns(), shipped, own, bring]


class AddStopPhrase(AddTuning):
    """A new stop phrase, maybe one that the address names."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "phrase": self.request.GET.get("phrase", "")}


class StopPhraseViewSet(TuningViewSet):
    """Stop phrases."""

    model = StopPhrase
    icon = "cross"
    menu_label = _("Stop phrases")
    menu_name = "search-stop-phrases"
    menu_order = 220
    add_view_class = AddStopPhrase
    filterset_class = StopPhraseFilters
    search_fields = ["phrase"]
    list_display = ["phrase", LANGUAGE, *CHANGED]
    list_export = ["language", "phrase"]
    inspect_view_fields = ["language", "phrase", "changed_by", "changed_at"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, new or not."""
        return StopPhraseForm


class ListPins(ListTuning):
    """Pinned results, each thing under the name that it has for who looks."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        name_subjects(context["object_list"])
        return context


def name_subjects(pins: Any) -> None:
    """Give each row the name of what it pins, all of them at once."""
    names = named((pin.subject_type, pin.subject_id) for pin in pins)
    for pin in pins:
        pin.subject_name = names.get((pin.subject_type, pin.subject_id), _("Something that is gone"))


class AddPin(AddTuning):
    """A new pin, maybe for a query that the address names."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "queries": asked_lines(self.request, "query")}


class InspectPin(generic.InspectView):
    """What is pinned where, as far as who looks may know."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if field_name == "subject_id":
            name_subjects([self.object])
            return self.object.subject_name
        return super().get_field_display_value(field_name, field)

    def get_field_label(self, field_name: str, field: Any) -> Any:
        return _("Result") if field_name == "subject_id" else super().get_field_label(field_name, field)


class PinViewSet(TuningViewSet):
    """Pinned results."""

    model = PinnedResult
    icon = "pick"
    menu_label = _("Pinned results")
    menu_name = "search-pins"
    menu_order = 210
    index_view_class = ListPins
    add_view_class = AddPin
    inspect_view_class = InspectPin
    filterset_class = PinFilters
    search_fields = ["queries"]
    list_display = [
        "__str__", Column("subject", label=_("Result"), accessor=lambda pin: pin.subject_name), LANGUAGE,
        Column("position", label=_("Position"), sort_key="position"),
        DateColumn("starts_on", label=_("From"), sort_key="starts_on"),
        DateColumn("ends_on", label=_("Until"), sort_key="ends_on"), *CHANGED,
    ]  # fmt: skip
    inspect_view_fields = [
        "language", "queries", "subject_id", "position", "starts_on", "ends_on", "changed_by", "changed_at",
    ]  # fmt: skip

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, new or not."""
        return PinForm
