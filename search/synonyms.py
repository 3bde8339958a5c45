"""Other words for those that are asked, as shipped and as editors want them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from search import analysis
from search.questions import Phrase, Question, Synonym

# What a match of other words is worth beside one of the words themselves: in the reader's language, and in another,
# where a word may mean something else altogether.
OWN_LANGUAGE, OTHER_LANGUAGE = 0.7, 0.3
# So many words in a row are looked up as one phrase.
LONGEST_ASKED = 6
# More would make a query long and its answer vague.
MOST_INSTEAD = 16
MOST_SYNONYMS = 8

Forms = tuple[str, ...]
Instead = tuple[Phrase, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Words and phrases that mean the same to readers of a language ("" for all); with `is_one_way` the others stand
    for the first alone."""

    language: str
    words: tuple[str, ...]
    is_one_way: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """How words are compared: in the reader's language by their stems, in others as they are written, because there
    any likeness is more often chance."""

    language: str
    is_stemmed: bool

    def forms(self, words: Iterable[str]) -> Forms:
        return tuple(analysis.stems(words, self.language) if self.is_stemmed else words)

    def joined(self, words: Phrase) -> Forms:
        """The words written as one: “openbaar vervoer” is also asked for as “openbaarvervoer”."""
        return self.forms(["".join(words)[: analysis.LONGEST_WORD]])


class SynonymIndex:
    """Groups by what is asked of them. Each language is read when it is first asked for."""

    def __init__(
        self, groups: Iterable[Group], *, below: "SynonymIndex | None" = None, hidden: Collection[Group] = ()
    ) -> None:
        """What is in the index `below` counts too, but for the groups that are `hidden`."""
        self._groups: dict[str, list[Group]] = {}
        for group in groups:
            self._groups.setdefault(group.language, []).append(group)
        self._below = below
        self._hidden = frozenset(hidden)
        self._by_forms: dict[_Reading, dict[Forms, list[tuple[Group, list[Phrase]]]]] = {}

    def with_synonyms(self, question: Question, language: str) -> Question:
        """The question with what may stand for its words: by the reader's language and what holds in every language,
        and of what those know nothing of, by the other languages."""
        covered: set[int] = set()
        own = self._found(question, _Reading(language, True), covered)
        synonyms = [Synonym(asked, instead, OWN_LANGUAGE) for asked, instead in own]
        for other in analysis.LANGUAGES:
            if other != language:
                found = self._found(question, _Reading(other, False), covered)
                synonyms += [Synonym(asked, instead, OTHER_LANGUAGE) for asked, instead in found]
        return replace(question, synonyms=tuple(synonyms[:MOST_SYNONYMS]))

    def read(self) -> None:
        """Read every language now, so that no search waits for it."""
        for language in analysis.LANGUAGES:
            self._known(_Reading(language, True))
            self._known(_Reading(language, False))

    def _found(self, question: Question, reading: _Reading, covered: set[int]) -> list[Instead]:
        """What stands for which neighbouring words. Long phrases come first, and what one of them says is not asked
        for again word by word: that is what `covered` remembers."""
        found = self._found_as_typed(question, reading, covered)
        words = question.words
        forms = reading.forms(words)
        for length in range(min(LONGEST_ASKED, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                if covered.isdisjoint(places):
                    asked = words[start : start + length]
                    instead = self._instead(forms[start : start + length], reading)
                    instead = instead or self._instead(reading.joined(asked), reading)
                    if instead:
                        covered.update(places)
                        found.append((asked, tuple(dict.fromkeys(instead))[:MOST_INSTEAD]))
        return found

    def _found_as_typed(self, question: Question, reading: _Reading, covered: set[int]) -> list[Instead]:
        """What stands for phrases that their little words make one, such as “sign in”: for the one word left of it."""
        found: list[Instead] = []
        typed = question.typed
        for length in range(min(LONGEST_ASKED, len(typed)), 1, -1):
            for start in range(len(typed) - length + 1):
                phrase = typed[start : start + length]
                asked = tuple(word for word in dict.fromkeys(phrase) if word in question.words)
                if len(asked) == 1 and question.words.index(asked[0]) not in covered:
                    instead = self._instead(reading.forms(phrase), reading)
                    if instead:
                        covered.add(question.words.index(asked[0]))
                        found.append((asked, tuple(dict.fromkeys(instead))[:MOST_INSTEAD]))
        return found

    def _instead(self, forms: Forms, reading: _Reading) -> list[Phrase]:
        found = [phrase for _group, phrases in self._known(reading).get(forms, ()) for phrase in phrases]
        if self._below:
            for group, phrases in self._below._known(reading).get(forms, ()):
                found += () if group in self._hidden else phrases
        return found

    def _known(self, reading: _Reading) -> dict[Forms, list[tuple[Group, list[Phrase]]]]:
        if reading not in self._by_forms:
            known: dict[Forms, list[tuple[Group, list[Phrase]]]] = {}
            for spoken in dict.fromkeys([reading.language, ""]):
                for group in self._groups.get(spoken, ()):
                    for forms, instead in _readings(group, reading):
                        known.setdefault(forms, []).append((group, instead))
            self._by_forms[reading] = known
        return self._by_forms[reading]


def _readings(group: Group, reading: _Reading) -> Iterable[tuple[Forms, list[Phrase]]]:
    """Each form under which a group is asked for, and what stands instead."""
    phrases = [phrase for word in group.words if (phrase := tuple(analysis.words(word)))]
    for phrase in phrases[:1] if group.is_one_way else phrases:
        others = [other for other in phrases if other != phrase]
        meaningful = tuple(analysis.without_stop_words(list(phrase)))
        # because of “in service” a question keeps “service”, which alone means something else
        if len(phrase) > 1 and len(meaningful) == 1:
            yield reading.forms(phrase), others
            continue
        for forms in {reading.forms(meaningful), reading.joined(meaningful)}:
            yield forms, others
