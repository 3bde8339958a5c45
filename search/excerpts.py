"""What a hit shows of itself: title and passage as safe HTML, with what matched in <mark>."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape

from search import analysis
from search.compounds import parts
from search.engines.base import MARK_END, MARK_START
from search.questions import Question
from search.spelling import is_near

EXCERPT_LENGTH = 240
LEAD = 60
ENDINGS = (".", "!", "?", ":", ";", "…")
# Reading words costs time: a near spelling later in a long text is not looked for, nor a correction.
LONGEST_READ = 20_000
# Of a long text only the stretches are read in which something begins as a word that is looked for.
STRETCH = re.compile(r"(?s).{1,4000}(?!\S)|\S+")
LETTERS = {
    "a": "[aàáâãäåā]", "c": "[cç]", "d": "[dđ]", "e": "[eèéêëē]", "i": "[iìíîïı]", "l": "[lł]", "n": "[nñ]",
    "o": "[oòóôõöø]", "u": "[uùúûü]", "y": "[yýÿ]", "ae": "(?:[aàáâãäåā][eèéêëē]|æ)", "oe": "(?:[oòóôõöø][eèéêëē]|œ)",
    "ss": "(?:ss|ß)",
}  # fmt: skip
UNFOLDED = re.compile("ae|oe|ss|[acdeilnouy]")
# A stem may differ from the word in its last letters.
SAME_ENDING = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words of a question, in any of their forms, in a text of one language."""

    forms: frozenset[str]
    near: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: Question, *, is_loose: bool) -> "Marker":
        """A marker for the question's words and phrases; a loose one marks near spellings too."""
        asked = [*question.words, *(word for phrase in question.phrases for word in phrase)]
        instead = [word for synonym in question.synonyms for phrase in synonym.instead for word in phrase]
        forms = frozenset(form for word in [*asked, *instead] for form in analysis.all_stems(word))
        return cls(forms, question.words if is_loose else ())

    def spans(self, text: str, language: str) -> list[Span]:
        """Where in the text a word matches."""
        places = analysis.words_with_places(text)
        return [(start, end) for word, start, end in places if self._matches(word, language)]

    def first_span(self, text: str, language: str) -> Span | None:
        """Where in the text a word matches first; a near spelling is looked for near its beginning alone."""
        if not self.forms and not self.near:
            return None
        beginnings = self._beginnings()
        for stretch in STRETCH.finditer(text, 0, LONGEST_READ if self.near else len(text)):
            if beginnings is None or beginnings.search(stretch[0]):
                for word, start, end in analysis.words_with_places(stretch[0]):
                    if self._matches(word, language):
                        return stretch.start() + start, stretch.start() + end
        return None

    def _beginnings(self) -> re.Pattern[str] | None:
        """How a word that matches may begin, as it is written; None where that says nothing."""
        if self.near or not self.forms:
            return None
        beginnings = {form[: max(len(form) - SAME_ENDING, SAME_ENDING)] for form in self.forms}
        ways = [UNFOLDED.sub(lambda letter: LETTERS[letter[0]], re.escape(beginning)) for beginning in beginnings]
        return re.compile("|".join(sorted(ways)), re.IGNORECASE)

    def _matches(self, word: str, language: str) -> bool:
        if word in self.forms or analysis.stem(word, language) in self.forms:
            return True
        if any(analysis.stem(part, language) in self.forms for part in parts(word, language)):
            return True
        return any(word[0] == asked[0] and is_near(word, asked) for asked in self.near)


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text as HTML, escaped, the spans in <mark>."""
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def excerpt(marker: Marker, *, text: str, summary: str, language: str, first: Span | None) -> str:
    """The passage of the text around the first match as HTML; without one the summary, or how the text begins."""
    if first is None:
        opening = _cut(summary or text, 0, EXCERPT_LENGTH)
        return marked(opening, marker.spans(opening, language))
    start = _word_start(text, max(0, first[0] - LEAD))
    passage = _cut(text, start, start + EXCERPT_LENGTH)
    lead = "… " if start else ""
    return lead + marked(passage, marker.spans(passage, language))


def marked_fragment(fragment: str) -> str:
    """An engine's fragment as HTML: escaped first, so that nothing in the text can pose as a mark."""
    return escape(_flowing(fragment)).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")


def _word_start(text: str, position: int) -> int:
    if position == 0:
        return 0
    space = text.find(" ", position)
    return space + 1 if 0 <= space < position + LEAD else position


def _cut(text: str, start: int, end: int) -> str:
    passage = text[start:end]
    if end < len(text) and " " in passage[EXCERPT_LENGTH // 2 :]:
        passage = passage[: passage.rindex(" ")] + " …"
    return _flowing(passage)


def _flowing(text: str) -> str:
    """The lines of a text, each a block of its own, as one: where no sentence ended there is a mark between two."""
    flow = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        has_ended = flow.rstrip(MARK_END).endswith(ENDINGS)
        flow += (" " if has_ended or not flow else " … ") + words if words else ""
    return flow.strip()
