"""A question as alternatives of words, for the databases: they have no notion of “most of these words”."""

from dataclasses import dataclass

from search import analysis
from search.questions import Phrase, Question

# Above this many words, leaving out one at a time makes a query too long; any of them may match then.
MOST_COUNTED_WORDS = 6

Alternatives = tuple[str, ...]
"""Forms of one word, any of which may match."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to answer: each group and each phrase must match."""

    groups: tuple[Alternatives, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Any variant may match, every phrase must, in one of its forms; nothing excluded may."""

    variants: tuple[Variant, ...]
    phrases: tuple[tuple[Phrase, ...], ...]
    excluded: tuple[tuple[Phrase, ...], ...]


def plan(question: Question, near_words: dict[str, list[str]] | None = None) -> Plan:
    """How to ask this question. With `near_words` (spellings near each word) any of the words is enough."""
    groups = [_forms(word, (near_words or {}).get(word, ())) for word in question.words]
    is_loose = near_words is not None
    return Plan(
        variants=tuple(_loose_variants(groups) if is_loose else _variants(question.words, groups)),
        phrases=tuple(phrase_forms(phrase) for phrase in question.phrases),
        excluded=tuple(phrase_forms(phrase) for phrase in question.excluded),
    )


def _forms(word: str, near: list[str] | tuple[()]) -> Alternatives:
    forms = [*analysis.all_stems(word), *(form for other in near for form in analysis.all_stems(other))]
    return tuple(dict.fromkeys(forms))


def phrase_forms(phrase: Phrase) -> tuple[Phrase, ...]:
    """The phrase as each language would have it indexed."""
    forms = [phrase, *(tuple(analysis.stems(phrase, code)) for code in analysis.LANGUAGES)]
    return tuple(dict.fromkeys(forms))


def _loose_variants(groups: list[Alternatives]) -> list[Variant]:
    return [Variant((group,)) for group in groups]


def _variants(words: tuple[str, ...], groups: list[Alternatives]) -> list[Variant]:
    if not groups:
        return []
    if len(groups) > MOST_COUNTED_WORDS:
        return _loose_variants(groups)
    variants = [Variant(tuple(groups))]
    if len(groups) > 2:
        variants += [Variant((*groups[:index], *groups[index + 1 :])) for index in range(len(groups))]
    return variants + _joined_variants(words, groups)


def _joined_variants(words: tuple[str, ...], groups: list[Alternatives]) -> list[Variant]:
    """“api strategie” asked as “apistrategie”."""
    return [
        Variant((*groups[:index], _forms(words[index] + words[index + 1], ()), *groups[index + 2 :]))
        for index in range(len(groups) - 1)
    ]
