"""Forms that show what a change would do before it is saved."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cms.access.models import Audience
from cms.access.readers import reader_of
from cms.access.standard import standard_audiences
from cms.findability.comparing import MOST_QUERIES, Comparison, compare
from cms.findability.fields import LinesField, lines_of
from search.models import PinnedResult, StopPhrase, SynonymGroup
from search.tuning import Row, Tuning, tuning_with

# The name of the button that only tries.
TRY = "try"


class TryingForm(forms.Form):
    """Which queries to try, through whose eyes."""

    queries = LinesField(
        label=_("Queries to try"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Empty: the words of the form itself."),
    )  # fmt: skip
    seen_as = forms.ModelChoiceField(
        Audience.objects.none(), required=False, empty_label=None, label=_("Seen as"),
        help_text=_("What somebody of this audience would find, as far as you may see it yourself."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="trying")
        seen_as: Any = self.fields["seen_as"]
        seen_as.queryset = Audience.objects.nameable()
        self.initial["seen_as"] = standard_audiences("staff").get()

    @property
    def audience(self) -> Audience:
        """Through whose eyes: by default those of all staff."""
        chosen: Audience = self.cleaned_data["seen_as"] or self.initial["seen_as"]
        return chosen


class TriesOut(ABC):
    """For views that add or change tuning: one of their buttons shows what it would change, and saves nothing."""

    request: HttpRequest
    form: Any
    comparisons: list[Comparison] | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or try out."""
        if TRY not in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return answer
        return self._try(request)

    def _try(self, request: HttpRequest) -> HttpResponse:
        self.object = self.object_to_try()
        self.form = self.get_form()  # type: ignore[attr-defined]
        self.trying = TryingForm(request.POST)
        if self.form.is_valid() and self.trying.is_valid():
            self.comparisons = self._compare(self.form.instance, self.trying)
        context: dict[str, Any] = self.get_context_data(form=self.form)
        response: HttpResponse = self.render_to_response(context)  # type: ignore[attr-defined]
        return response

    @abstractmethod
    def object_to_try(self) -> Row | None:
        """What the form is about; None where it is new."""

    def _compare(self, row: Row, trying: TryingForm) -> list[Comparison]:
        queries = trying.cleaned_data["queries"]
        return compare_for(self.request, row, tuning_with(row), audience=trying.audience, queries=queries)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is tried beside the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        trying = getattr(self, "trying", None) or TryingForm()
        return {**context, "trying": trying, "comparisons": self.comparisons, "media": context["media"] + trying.media}


def compare_for(
    request: HttpRequest, row: Row, tuning: Tuning, *, audience: Audience, queries: Sequence[str] = ()
) -> list[Comparison]:
    """What somebody of an audience would find with this tuning, by default for the queries that a row is about; and
    nothing that whoever looks may not see."""
    reader = reader_of(request).narrowed_to(audience)
    return compare(
        list(queries) or said_by(row), tuning, reader=reader, language=row.language or settings.LANGUAGE_CODE
    )


def said_by(row: Row) -> list[str]:
    """The queries that a row is about."""
    if isinstance(row, SynonymGroup):
        words = row.words[:1] if row.is_one_way else row.words
    elif isinstance(row, PinnedResult):
        words = row.queries
    else:
        assert isinstance(row, StopPhrase)
        words = [row.phrase]
    return list(words)[:MOST_QUERIES]


def asked_lines(request: HttpRequest, name: str) -> list[str]:
    """The words that a link to a form hands over, once or several times, one a line or with commas."""
    return [line for value in request.GET.getlist(name) for line in lines_of(value)]


def asked_language(request: HttpRequest) -> str:
    """The language that a link to a form hands over; the site's own where it names none."""
    asked = request.GET.get("language", settings.LANGUAGE_CODE)
    return asked if asked in dict(settings.LANGUAGES) else ""
