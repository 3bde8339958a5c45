"""Abbreviations that the organisation's own texts explain, proposed as synonyms."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.access.readers import reader_of
from cms.access.standard import standard_audiences
from cms.findability.views.trying import asked_language
from search import analysis
from search.abbreviations import Abbreviation, abbreviations_of_entries
from search.models import SynonymGroup
from search.tuning import Tuning, tuning_now

AT_ONCE = 50


class LanguageChosen(forms.Form):
    """In which language's texts to look."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=settings.LANGUAGES)


class OwnAbbreviations(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Proposals, each with a button that opens the form of synonyms.

    They come from what both who looks and all staff may see, because synonyms are told to every editor of them and
    work for every reader. What is among the synonyms already is not proposed, switched off or not: so an editor who
    wants none of a proposal keeps it switched off.
    """

    model = SynonymGroup
    any_permission_required = ["add"]
    template_name = "findability/abbreviations.html"
    page_title = _("Abbreviations in your own texts")
    header_icon = "resubmit"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("search_synonyms:index"), "label": gettext("Synonyms")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = asked_language(self.request)
        page = Paginator(self._proposals(language), AT_ONCE).get_page(self.request.GET.get("p"))
        chosen = LanguageChosen(initial={"language": language})
        shown = {"chosen": chosen, "language": language, "proposals": page}
        numbers = page.paginator.get_elided_page_range(page.number)
        return {**super().get_context_data(**kwargs), **shown, "elided_page_range": numbers}

    def _proposals(self, language: str) -> list[Abbreviation]:
        locks = reader_of(self.request).narrowed_to(standard_audiences("staff").get()).locks
        found = abbreviations_of_entries(locks, language, now=timezone.now())
        kept = [_folded(group.words) for group in SynonymGroup.objects.filter(language__in=("", language))]
        tuning = tuning_now()
        return [
            each
            for each in found
            if not _is_said(each, tuning, language) and not any(_folded([each.short, each.full]) <= of for of in kept)
        ]


def _is_said(proposal: Abbreviation, tuning: Tuning, language: str) -> bool:
    """Whether asking for the short form finds the full one by synonyms already."""
    full = analysis.stems(analysis.words(proposal.full), language)
    synonyms = tuning.question(proposal.short, language).synonyms
    return any(analysis.stems(phrase, language) == full for synonym in synonyms for phrase in synonym.instead)


def _folded(words: list[str]) -> set[str]:
    return {analysis.folded(word) for word in words}
