"""The form of a pinned result. What somebody else pinned stays pinned, and is named to nobody for whom it is closed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.access.admin.choosers import DocumentChooser, PageChooser
from cms.access.readers import reader_for
from cms.directory.choosers import person_chooser
from cms.findability.fields import LanguageField, LinesField
from cms.findability.forms import TuningForm
from cms.findability.subjects import DOCUMENT, MODELS, PAGE, PERSON, choosable
from search.models import PinnedResult
from search.pins import MOST_PINNED
from search.tuning import tuning_now

CHOSEN = (PAGE, DOCUMENT, PERSON)


class PinForm(TuningForm):
    """A page, document or person that stands first for some queries."""

    language = LanguageField(help_text=_("For whose queries it stands first."))
    queries = LinesField(
        label=_("Queries"), help_text=_("Whole queries, one a line. Capitals, accents and plurals make no difference.")
    )
    page = forms.ModelChoiceField(
        MODELS[PAGE]._default_manager.none(), required=False, label=_("Page"), widget=PageChooser(),
        help_text=_("Choose a page, a document or a person."),
    )  # fmt: skip
    document = forms.ModelChoiceField(
        MODELS[DOCUMENT]._default_manager.none(), required=False, label=_("Document"), widget=DocumentChooser(),
        help_text=_("Readers who may not see it do not find it, and others come first for them."),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        MODELS[PERSON]._default_manager.none(), required=False, label=_("Person"), widget=person_chooser.widget_class(),
        help_text=_("Somebody in the directory."),
    )  # fmt: skip

    class Meta:
        model = PinnedResult
        fields = ("language", "queries", "page", "document", "person", "position", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = reader_for(self.for_user)
        for kind in CHOSEN:
            field: Any = self.fields[kind]
            field.queryset = choosable(reader, kind) | self._pinned_already(kind)
            if kind == self.instance.subject_type:
                self.initial[kind] = self.instance.subject_id

    def _pinned_already(self, kind: str) -> QuerySet:
        """What the pin is of, whoever chose it: it may stay."""
        chosen = [self.instance.subject_id] if kind == self.instance.subject_type else []
        return MODELS[kind]._default_manager.filter(pk__in=chosen)

    def clean_queries(self) -> list[str]:
        """The queries. Raises ValidationError for one that leaves something out, because no query equals that."""
        queries: list[str] = self.cleaned_data["queries"]
        for query in queries:
            if tuning_now().question(query, self.cleaned_data.get("language", "")).excluded:
                told = gettext("“%(query)s” leaves a word out with a minus: nothing can be pinned to that.")
                raise ValidationError(told % {"query": query})
        return queries

    def clean(self) -> dict[str, Any]:
        """One thing, between two days in order, and not for a query to which it is pinned already."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [(kind, cleaned[kind]) for kind in CHOSEN if cleaned.get(kind)]
        if len(chosen) != 1 and not any(kind in self.errors for kind in CHOSEN):
            told = gettext("Choose one thing: a page, a document or a person.")
            self.add_error(chosen[-1][0] if chosen else PAGE, told)
        elif chosen:
            self.instance.subject_type, self.instance.subject_id = chosen[0][0], chosen[0][1].pk
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", gettext("This is before the first day."))
        if not self.errors:
            self._refuse_doubles(cleaned)
        return cleaned

    def _refuse_doubles(self, cleaned: dict[str, Any]) -> None:
        subject = (self.instance.subject_type, self.instance.subject_id)
        others = [
            other
            for other in PinnedResult.objects.filter(language=cleaned["language"]).exclude(pk=self.instance.pk)
            if (other.starts_on, other.ends_on) == (cleaned["starts_on"], cleaned["ends_on"])
        ]
        for query in cleaned["queries"]:
            same = [other for other in others if query.casefold() in {each.casefold() for each in other.queries}]
            if any((other.subject_type, other.subject_id) == subject for other in same):
                self.add_error("queries", gettext("It is pinned to “%(query)s” already.") % {"query": query})
            elif len(same) >= MOST_PINNED:
                told = gettext("There are %(count)s results pinned to “%(query)s” already: more are not shown.")
                self.add_error("queries", told % {"query": query, "count": len(same)})
