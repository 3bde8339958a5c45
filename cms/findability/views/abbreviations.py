"""Abbreviations that the organisation's own texts explain, proposed as synonyms."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.readers import reader_of
from cms.access.standard import standard_audiences
from cms.findability.views.lists import ListBesideSynonyms
from cms.findability.views.trying import asked_language
from search import analysis
from search.abbreviations import Abbreviation, abbreviations_of_entries
from search.models import SynonymGroup
from search.tuning import Tuning, tuning_now


class LanguageChosen(forms.Form):
    """In which language's texts to look."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=settings.LANGUAGES)


class OwnAbbreviations(ListBesideSynonyms):
    """Proposals, each with a button that opens the form of synonyms.

    They come from what both who looks and all staff may see, because synonyms are told to every editor of them and
    work for every reader. What is among the synonyms already is not proposed, switched off or not: so an editor who
    wants none of a proposal keeps it switched off.
    """

    any_permission_required = ["add"]
    template_name = "findability/abbreviations.html"
    page_title = _("Abbreviations in your own texts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = asked_language(self.request)
        chosen = LanguageChosen(initial={"language": language})
        shown = {"chosen": chosen, "language": language, **self.page_of("proposals", self._proposals(language))}
        return {**super().get_context_data(**kwargs), **shown}

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
