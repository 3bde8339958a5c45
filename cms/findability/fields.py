"""Fields of the forms of search's tuning."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from search import analysis
from search.models.tuning import LONGEST_PHRASE

MOST_LINES = 40


class LinesField(forms.CharField):
    """A list of words and phrases, one a line; commas divide as well. Each must hold a word that can be searched."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return value if value is None or isinstance(value, str) else "\n".join(str(each) for each in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other words are there; not whether they are written otherwise."""
        return lines_of(self.prepare_value(initial) or "") != lines_of(data or "")

    def clean(self, value: str | None) -> list[str]:
        """The lines, each once. Raises ValidationError that names every line with something wrong."""
        lines = list(dict.fromkeys(lines_of(super().clean(value) or "")))
        wrong = list(faults_of(lines))
        if wrong:
            raise ValidationError(wrong)
        return lines


def lines_of(text: str) -> list[str]:
    """The words and phrases in a text, each with single spaces."""
    return [line for each in text.replace(",", "\n").splitlines() if (line := " ".join(each.split()))]


def faults_of(lines: list[str]) -> Iterable[str]:
    """What is wrong with words and phrases, in words."""
    if len(lines) > MOST_LINES:
        yield gettext("These are %(count)s; more than %(most)s say nothing any more.") % {
            "count": len(lines), "most": MOST_LINES,
        }  # fmt: skip
    for line in lines:
        if len(line) > LONGEST_PHRASE:
            yield gettext("“%(line)s…” is longer than %(most)s characters.") % {
                "line": line[:30], "most": LONGEST_PHRASE,
            }  # fmt: skip
        elif not analysis.words(line):
            yield gettext("“%(line)s” holds no letter or digit to search for.") % {"line": line}


class LanguageField(forms.ChoiceField):
    """One of the languages of the site, or all of them."""

    def __init__(self, help_text: Any) -> None:
        choices = [("", _("All languages")), *settings.LANGUAGES]
        super().__init__(label=_("Language"), choices=choices, required=False, help_text=help_text)
