"""What somebody may want that they did not ask for: titles while they type, and more like what they read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from search import analysis, spelling
from search.engines import choice
from search.engines.base import Rights
from search.hits import MaySee, Shown, Subject, entries_of, seen_among
from search.models import Entry, Word
from search.requests import MOST_HITS

MOST_PREFIX_WORDS = 8
# Of a word that is being typed the first letters are taken to be right, and a mistake is looked for behind them.
RIGHT_LETTERS, MISTAKES = 2, 1
MOST_CANDIDATES, MOST_BEGINNINGS = 2_000, 3


@dataclass(frozen=True, slots=True)
class Completion:
    """A thing to go to at once, by its title."""

    text: str
    kind: str
    url: str
    language: str
    subject_type: str
    subject_id: int


def suggest(
    prefix: str, *, locks: frozenset[int] | None, language: str, first: int, may_see: MaySee
) -> list[Completion]:
    """Titles in which each typed word begins a word, for completion while typing; accents make no difference.

    Where nothing begins so, one mistake in the last word is forgiven.
    """
    words = analysis.words(analysis.cleaned(prefix, limit=200))[:MOST_PREFIX_WORDS]
    if not words:
        return []
    rights = Rights(locks, timezone.now())
    wanted = min(max(first, 0), MOST_HITS)
    found = _completed(words, rights, language, wanted, may_see)
    for beginning in [] if found else _near_beginnings(words[-1]):
        found = _completed([*words[:-1], beginning], rights, language, wanted, may_see)
        if found:
            break
    return found


def similar(
    subject: Subject, *, locks: frozenset[int] | None, language: str, first: int, may_see: MaySee
) -> list[Completion]:
    """Things that say much of the same as this one, best first; none where the reader may not see it, as of nothing.

    It is read in the reader's language where it has one, and else in any.
    """
    rights = Rights(locks, timezone.now())
    subject_type, subject_id = subject
    entries = Entry.objects.visible(locks, now=rights.now).filter(subject_type=subject_type, subject_id=subject_id)
    entry = min(entries.order_by("pk"), key=lambda entry: entry.language != language, default=None)
    if entry is None or not seen_among([entry], rights, may_see):
        return []
    wanted = min(max(first, 0), MOST_HITS)
    entry_ids, _engine = choice.ask(lambda engine: engine.similar(entry, rights, first=wanted))
    return _completions(entry_ids, rights, may_see)


def _completed(words: Sequence[str], rights: Rights, language: str, wanted: int, may_see: MaySee) -> list[Completion]:
    entry_ids, _engine = choice.ask(lambda engine: engine.complete(words, rights, language=language, first=wanted))
    return _completions(entry_ids, rights, may_see)


def _near_beginnings(typed: str) -> list[str]:
    """Beginnings of words that occur somewhere and are typed nearly so. Where they occur is no matter: what is found by
    them is asked of the reader's rights as everything is."""
    if not spelling.tolerance(typed):
        return []
    words = Word.objects.filter(
        text__startswith=typed[:RIGHT_LETTERS], initial=typed[0], length__gte=len(typed) - MISTAKES
    )
    near: dict[str, int] = {}
    for word in words.order_by("length", "text").values_list("text", flat=True)[:MOST_CANDIDATES]:
        for length in range(len(typed) - MISTAKES, len(typed) + MISTAKES + 1):
            beginning = word[:length]
            if beginning not in near:
                near[beginning] = spelling.mistakes(beginning, typed, most=MISTAKES)
    close = [beginning for beginning, mistakes in near.items() if mistakes <= MISTAKES]
    # the longest first: it says most about what is meant
    return sorted(close, key=lambda beginning: (-len(beginning), beginning))[:MOST_BEGINNINGS]


def _completions(entry_ids: Sequence[int], rights: Rights, may_see: MaySee) -> list[Completion]:
    entries = entries_of(entry_ids, reading=0)
    seen = seen_among(entries.values(), rights, may_see)
    return [_completion(entries[entry_id]) for entry_id in entry_ids if entry_id in seen]


def _completion(entry: Shown) -> Completion:
    return Completion(entry.title, entry.kind, entry.url, entry.language, entry.subject_type, entry.subject_id)
