"""The forms of synonyms and stop phrases; each says what is wrong with what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.findability.actions import save_tuning
from cms.findability.fields import LanguageField, LinesField, faults_of
from search import analysis
from search.models import Origin, StopPhrase, SynonymGroup
from search.thesaurus import shipped_group
from search.tuning import Row


class TuningForm(WagtailAdminModelForm):
    """What the forms of all tuning share."""

    def save(self, commit: bool = True) -> Row:
        """Save it in the name of `for_user`."""
        row: Row = self.instance
        save_tuning(row, by=self.for_user)
        return row

    def save_m2m(self) -> None:
        """There is nothing else to save."""


class SynonymForm(TuningForm):
    """A group of synonyms: the editors' own, or a shipped one that they want otherwise."""

    language = LanguageField(help_text=_("Whose queries it is for. Abbreviations and names: all languages."))
    words = LinesField(label=_("Words"), help_text=_("Words and phrases that mean the same, one a line."))
    shipped_key = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SynonymGroup
        fields = ("language", "words", "is_one_way", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.origin == Origin.SHIPPED:
            self.fields["language"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Two words at least, of which no two are one to search, and the asked one can be asked for."""
        cleaned: dict[str, Any] = super().clean() or {}
        words, language = cleaned.get("words"), cleaned.get("language", "")
        if words is not None:
            for fault in _faults_of_group(words, language, is_one_way=bool(cleaned.get("is_one_way"))):
                self.add_error("words", fault)
            if not self.errors and self._is_there_already(words, language):
                self.add_error("words", gettext("There is a group of these words already."))
        self._take_over_shipped(cleaned.get("shipped_key", ""), language)
        return cleaned

    def _take_over_shipped(self, key: str, language: str) -> None:
        """Make it the change of a shipped group, where the address of the form named one."""
        if not key or self.instance.pk:
            return
        if shipped_group(language, key) is None:
            self.add_error(None, gettext("These are not the language and words of synonyms shipped with Plein."))
        self.instance.origin, self.instance.shipped_key = Origin.SHIPPED, key

    def _is_there_already(self, words: list[str], language: str) -> bool:
        asked = {analysis.folded(word) for word in words}
        others = SynonymGroup.objects.filter(language=language).exclude(pk=self.instance.pk)
        is_one_way = self.cleaned_data.get("is_one_way", False)
        return any(
            {analysis.folded(word) for word in other.words} == asked and (not is_one_way or other.words[0] == words[0])
            for other in others.filter(is_one_way=is_one_way)
        )


def _faults_of_group(words: list[str], language: str, *, is_one_way: bool) -> list[str]:
    if len(words) < 2:
        return [gettext("One word means the same as nothing else: give two at least.")]
    faults = []
    seen: dict[tuple[str, ...], str] = {}
    for word in words:
        stems = tuple(analysis.stems(analysis.words(word), language))
        if stems in seen:
            names = {"first": seen[stems], "second": word}
            faults.append(gettext("“%(first)s” and “%(second)s” are one word to search.") % names)
        seen.setdefault(stems, word)
    for word in words[:1] if is_one_way else words:
        if _is_too_common(word):
            faults.append(gettext("“%(word)s” is too common: search leaves it out of queries.") % {"word": word})
    return faults


def _is_too_common(phrase: str) -> bool:
    words = analysis.words(phrase)
    return len(words) == 1 and any(words[0] in each.stop_words for each in analysis.LANGUAGES.values())


class StopPhraseForm(TuningForm):
    """A phrase that is left out of queries."""

    language = LanguageField(help_text=_("Whose queries it is left out of."))

    class Meta:
        model = StopPhrase
        fields = ("language", "phrase")

    def clean_phrase(self) -> str:
        """The phrase with single spaces. Raises ValidationError for one that is there, or holds no word."""
        phrase = " ".join(self.cleaned_data["phrase"].split())
        for fault in faults_of([phrase]):
            raise ValidationError(fault)
        others = StopPhrase.objects.filter(language=self.cleaned_data.get("language", "")).exclude(pk=self.instance.pk)
        for other in others:
            if analysis.words(other.phrase) == analysis.words(phrase):
                raise ValidationError(gettext("“%(phrase)s” is there already.") % {"phrase": other.phrase})
        return phrase
