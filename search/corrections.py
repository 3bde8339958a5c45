"""“Did you mean”: made only of words in entries that the reader may see."""

from dataclasses import replace

from search import analysis, spelling
from search.engines.base import Filters, Inquiry
from search.engines.database import DatabaseEngine
from search.hits import MaySee, entries_of, seen_among
from search.slips import slips

# So many entries are read for words: those that fit the near spellings best.
MOST_ENTRIES = 20


def correction_of(inquiry: Inquiry, query: str, may_see: MaySee) -> str | None:
    """The query with words that the reader sees nowhere replaced by near ones that the reader sees; None if none is."""
    asked = replace(inquiry, is_loose=True, filters=Filters(), first=MOST_ENTRIES, after=None, wants_facets=False)
    matches = DatabaseEngine().find(asked).matches
    entries = entries_of([match.entry_id for match in matches])
    seen = seen_among(entries.values(), inquiry.rights, may_see)
    readable = "\n".join(
        f"{entry.title}\n{entry.summary}\n{entry.opening}" for pk, entry in entries.items() if pk in seen
    )
    corrections = _corrections(inquiry.question.words, readable)
    return _corrected(analysis.cleaned(query, limit=1_000), corrections) if corrections else None


def _corrections(words: tuple[str, ...], readable: str) -> dict[str, str]:
    initials = {word[0] for word in words}
    one_away = frozenset().union(*map(slips, words))
    written: dict[str, str] = {}
    for word, start, end in analysis.words_with_places(readable):
        if word[0] in initials or word in one_away:
            written.setdefault(word, readable[start:end].lower())
    forms = {form for word in written for form in analysis.all_stems(word)}
    corrections = {}
    for word in words:
        if forms.isdisjoint(analysis.all_stems(word)):
            near = spelling.nearest(word, written, reach=spelling.tolerance(word))
            if near:
                corrections[word] = written[near[0]]
    return corrections


def _corrected(query: str, corrections: dict[str, str]) -> str:
    parts, at = [], 0
    for word, start, end in analysis.words_with_places(query):
        if word in corrections:
            parts += [query[at:start], corrections[word]]
            at = end
    return " ".join("".join([*parts, query[at:]]).split())
