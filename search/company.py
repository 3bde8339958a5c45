"""Words that are written in like company, as “dictionary” and “glossary”: hints, for where nothing found is about what
was asked.

Newspapers write of both in the same way, which makes them no synonyms: “holiday” and “trip” are as near. So they are
asked for at little worth, and only where no title, heading, summary or tag of what was found says the word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search import analysis
from search.engines.base import Match
from search.models import Entry, EntryTag
from search.questions import Phrase, Question, Synonym
from search.word_nets import phrases_beside

# Of what a word is worth that was asked.
WORTH = 0.15
MOST_HINTED_WORDS = 6


def with_companions(question: Question, language: str) -> Question:
    """The question with companions of its words. Quotes and a minus say that words are meant as they stand."""
    if question.phrases or question.excluded:
        return question
    known = {word: companions for word in question.words if (companions := companions_of(word, language))}
    hints = [Synonym((word,), companions, WORTH) for word, companions in known.items()]
    return replace(question, synonyms=(*question.synonyms, *hints[:MOST_HINTED_WORDS])) if hints else question


def is_about(question: Question, found: Sequence[Match], language: str) -> bool:
    """Whether something found is about what is asked: one of the words, as it was asked or as what stands for it.

    Of several words that something says together, each tells what the others are meant as, which is enough.
    """
    if found and len(question.words) > 1:
        return True
    instead = (phrase for synonym in question.synonyms for phrase in synonym.instead)
    asked = ((word,) for word in question.words)
    ways = [set(analysis.stems(phrase, language)) for phrase in (*asked, *instead)]
    told = _told([match.entry_id for match in found], language)
    return any(way <= stems for stems in told for way in ways)


def companions_of(word: str, language: str) -> tuple[Phrase, ...]:
    """The words in whose company a folded word is written, the nearest first; none in a language without a list."""
    return phrases_beside(word, language, file=f"{language}.company.txt.gz")


def _told(entry_ids: Sequence[int], language: str) -> Iterator[set[str]]:
    """Of each entry, best first, the stems of what says what it is about."""
    rows = {row[0]: row[1:] for row in Entry.objects.filter(pk__in=entry_ids).values_list("pk", *_TELLING)}
    labels: dict[int, str] = {}
    for entry_id, label in EntryTag.objects.filter(entry__in=entry_ids).values_list("entry", "label"):
        labels[entry_id] = f"{labels.get(entry_id, '')} {label}"
    for entry_id in entry_ids:
        if entry_id in rows:
            title, headings, summary, address = rows[entry_id]
            words = analysis.words(f"{title} {headings} {summary} {labels.get(entry_id, '')}")
            yield set(analysis.stems([*words, *analysis.words_of_address(address)], language))


_TELLING = ("title", "headings", "summary", "url")
