"""A question as alternatives of words, for the databases: they have no notion of “most of these words”."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import analysis
from search.questions import Phrase, Question
from search.spelling import NearWords

# Above this many words, leaving out one at a time makes a query too long; any of them may match then.
MOST_COUNTED_WORDS = 6
# What is worth this much is the same in another spelling, such as two words written as one.
SAME = 0.85

Alternatives = tuple[Phrase, ...]
"""Forms of one word and of phrases that may stand for it, any of which may match; most are a single word long."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to answer: each group and each phrase must match."""

    groups: tuple[Alternatives, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Any variant may match, every phrase must, in one of its forms; nothing excluded may.

    `own` are the forms of the words that were asked, in whichever spelling: they count for more than others.
    `together` are words that stand together in what was asked, which adds to a match.
    """

    own: Alternatives
    together: Alternatives
    variants: tuple[Variant, ...]
    phrases: tuple[tuple[Phrase, ...], ...]
    excluded: tuple[tuple[Phrase, ...], ...]


def plan(question: Question, near_words: NearWords | None = None, *, is_sweeping: bool | None = None) -> Plan:
    """How to ask this question. With `near_words` (spellings near each word) any of the words is enough.

    `is_sweeping` says otherwise whether it is.
    """
    spellings = [phrase for synonym in question.synonyms if synonym.weight >= SAME for phrase in synonym.instead]
    own = [_forms(phrase) for phrase in [*((word,) for word in question.words), *spellings]]
    groups = [_group(question, word, (near_words or {}).get(word, ())) for word in question.words]
    takes_any = near_words is not None if is_sweeping is None else is_sweeping
    return Plan(
        own=tuple(dict.fromkeys(form for forms in own for form in forms)),
        together=tuple(form for phrase in _neighbours(question) for form in phrase_forms(phrase)),
        variants=tuple(_loose_variants(groups) if takes_any else _variants(groups)),
        phrases=tuple(phrase_forms(phrase) for phrase in question.phrases),
        excluded=tuple(phrase_forms(phrase) for phrase in question.excluded),
    )


def _neighbours(question: Question) -> list[Phrase]:
    return [*([question.words] if 1 < len(question.words) <= MOST_COUNTED_WORDS else []), *question.codes]


def _group(question: Question, word: str, near: Sequence[str]) -> Alternatives:
    """Everything that may stand for the word; what stands for several words at once stands for each of them."""
    instead = [phrase for synonym in question.synonyms if word in synonym.asked for phrase in synonym.instead]
    forms = [form for phrase in [(word,), *instead, *((other,) for other in near)] for form in _forms(phrase)]
    return tuple(dict.fromkeys(forms))


def _forms(phrase: Phrase) -> Alternatives:
    if len(phrase) > 1:
        return phrase_forms(phrase)
    return tuple((form,) for form in analysis.all_stems(phrase[0]))


def phrase_forms(phrase: Phrase) -> tuple[Phrase, ...]:
    """The phrase as each language would have it indexed."""
    forms = [phrase, *(tuple(analysis.stems(phrase, code)) for code in analysis.LANGUAGES)]
    return tuple(dict.fromkeys(forms))


def _loose_variants(groups: list[Alternatives]) -> list[Variant]:
    return [Variant((group,)) for group in groups]


def _variants(groups: list[Alternatives]) -> list[Variant]:
    if not groups:
        return []
    if len(groups) > MOST_COUNTED_WORDS:
        return _loose_variants(groups)
    variants = [Variant(tuple(groups))]
    if len(groups) > 2:
        variants += [Variant((*groups[:index], *groups[index + 1 :])) for index in range(len(groups))]
    return variants
