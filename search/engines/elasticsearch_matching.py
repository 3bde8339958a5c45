"""What must match, in Elasticsearch's terms, and what each way of matching is worth.

Each word of a question may match in several ways, the best of which counts: as it stands, by its stem, as a part of a
compound, by other words that mean it and, when the question is asked loosely, by a near spelling.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search import analysis
from search.engines.base import Inquiry
from search.engines.mapping import NO_LANGUAGE, PART_WEIGHTS, SECTIONS, TEXT_WEIGHTS, whole_titles
from search.questions import Phrase, Question

# All of two words, all but one of up to six, most of more.
ENOUGH_WORDS = "2<-1 6<60%"
# Of a question that nothing answers with every word, half of more than three words.
ENOUGH_WORDS_LOOSELY = "2<-1 3<50%"
SURELY_WHOLE = 2
# How much the second best way of a word adds to its best: a word that stands as it was asked matches in two ways.
TIE = 0.2
EXACT, NEAR, JOINED, OTHER_LANGUAGES = 0.8, 0.5, 0.6, 0.7
# What all words together add: as the whole title, within the title, near each other in title, headings or text.
WHOLE_TITLE, ALL_IN_TITLE, IN_TITLE, ALL_NEARLY_IN_TITLE = 8.0, 0.6, 0.8, 0.4
TOGETHER = {"title": 1.3, "headings": 1.1, "text": 0.7}
PAIRED = {"headings": 0.8, "text": 0.8}
SLOP = 4
# A phrase is scored field by field, where a weight multiplies, while it saturates in words that count over all fields.
PHRASE_WEIGHTS = {"title": 2, "headings": 1.4, "summary": 1.4, "labels": 1.4, "text": 1}
NEAR_FIELDS = {"title": 2, "headings": 1, "text": 1}


def asking(inquiry: Inquiry) -> Query:
    """What must match, and what adds to it; everything does when nothing is asked."""
    question, is_loose = inquiry.question, inquiry.is_loose
    own = inquiry.language if inquiry.language in analysis.LANGUAGES else NO_LANGUAGE
    clauses = [phrase_anywhere(phrase) for phrase in question.phrases]
    if not question.words:
        return dsl.Bool(must=clauses) if clauses else dsl.MatchAll()
    words = [_word(inquiry, word, own) for word in question.words]
    ways: list[Query] = [dsl.Bool(should=words, minimum_should_match=_enough(inquiry))]
    text = " ".join(question.words)
    for section in SECTIONS:
        if section not in (own, NO_LANGUAGE):
            ways.append(_combined(text, section, ENOUGH_WORDS, boost=OTHER_LANGUAGES))
    return dsl.Bool(must=[*clauses, dsl.DisMax(queries=ways)], should=_all_together(question, own, is_loose=is_loose))


def _enough(inquiry: Inquiry) -> str | int:
    if inquiry.is_sweeping:
        return 1
    return ENOUGH_WORDS_LOOSELY if inquiry.is_loose else ENOUGH_WORDS


def has_every_word(hits: Iterable[Mapping[str, Any]], question: Question) -> bool:
    """Whether some hit matches every word in some way; of one or two words each hit does, as nothing else matches."""
    if len(question.words) <= SURELY_WHOLE:
        return True
    return any(len(hit.get("matched_queries", ())) == len(question.words) for hit in hits)


def _word(inquiry: Inquiry, word: str, own: str) -> Query:
    question = inquiry.question
    ways = [
        _combined(word, own, "1"),
        _combined(word, None, "1", boost=EXACT),
        dsl.Match(joined={"query": word, "boost": JOINED}),
        *_instead(question, word, own),
    ]
    if inquiry.is_loose:
        # the first letter is taken to be right, unless nothing begins with it that could be meant
        ways.append(_near(word, prefix_length=0 if inquiry.is_sweeping else 1))
    best = dsl.DisMax(queries=ways, tie_breaker=TIE)
    # Names are read for each hit that is shown, which costs time: only where has_every_word asks for them.
    return dsl.DisMax(queries=[best], _name=word) if len(question.words) > SURELY_WHOLE else best


def _instead(question: Question, word: str, own: str) -> Iterable[Query]:
    """What may stand for the word; where several words are asked for at once, it stands for each of them."""
    for synonym in question.synonyms:
        if word in synonym.asked:
            for phrase in synonym.instead:
                if len(phrase) == 1:
                    yield _combined(phrase[0], own, "1", boost=synonym.weight)
                else:
                    yield _phrase(phrase, own, boost=synonym.weight)


def _near(word: str, *, prefix_length: int) -> Query:
    return dsl.MultiMatch(
        query=word,
        fields=[f"{name}^{weight}" for name, weight in NEAR_FIELDS.items()],
        fuzziness="AUTO",
        prefix_length=prefix_length,
        max_expansions=50,
        boost=NEAR,
    )


def _combined(text: str, section: str | None, minimum: str, *, boost: float = 1.0) -> Query:
    return dsl.CombinedFields(query=text, fields=_weighted(section), minimum_should_match=minimum, boost=boost)


def _weighted(section: str | None) -> list[str]:
    """The fields of a language's section, or the unstemmed ones that all share, with their weights."""
    weights: Mapping[str, int] = {**TEXT_WEIGHTS, **PART_WEIGHTS} if section else TEXT_WEIGHTS
    prefix = f"{section}." if section else ""
    return [f"{prefix}{name}^{weight}" for name, weight in weights.items()]


def _phrase(phrase: Phrase, section: str, *, boost: float) -> Query:
    fields = [f"{section}.{name}^{weight}" for name, weight in PHRASE_WEIGHTS.items()]
    return dsl.MultiMatch(query=" ".join(phrase), fields=fields, type="phrase", slop=SLOP, boost=boost)


def phrase_anywhere(phrase: Phrase) -> Query:
    """A phrase as it stands, in any language's forms."""
    sections: Sequence[str | None] = (*SECTIONS, None)
    fields = [
        f"{section}.{name}^{weight}" if section else f"{name}^{weight}"
        for section in sections
        for name, weight in TEXT_WEIGHTS.items()
    ]
    return dsl.MultiMatch(query=" ".join(phrase), fields=fields, type="phrase")


def _all_together(question: Question, own: str, *, is_loose: bool) -> list[Query]:
    words = list(question.words)
    text = " ".join(words)
    titles = sorted({title for title in whole_titles(words, own) if title})
    clauses: list[Query] = [
        dsl.ConstantScore(filter=dsl.Terms(title_whole=titles), boost=WHOLE_TITLE),
        _match(f"{own}.title", {"query": text, "operator": "and", "boost": ALL_IN_TITLE}),
        _match(f"{own}.title", {"query": text, "boost": IN_TITLE}),
    ]
    if is_loose:
        near = {"fuzziness": "AUTO", "prefix_length": 1, "max_expansions": 50, "boost": ALL_NEARLY_IN_TITLE}
        clauses.append(_match("title", {"query": text, "operator": "and", **near}))
    if len(words) > 1:
        clauses += [_near_each_other(text, f"{own}.{name}", boost) for name, boost in TOGETHER.items()]
    if len(words) > 2:
        clauses += [
            _near_each_other(" ".join(pair), f"{own}.{name}", boost)
            for pair in pairwise(words)
            for name, boost in PAIRED.items()
        ]
    clauses += [_near_each_other(" ".join(code), "text", TOGETHER["text"]) for code in question.codes]
    return clauses


def _near_each_other(text: str, field: str, boost: float) -> Query:
    return dsl.MatchPhrase(**{field: {"query": text, "slop": SLOP, "boost": boost}})


def _match(field: str, options: dict[str, Any]) -> Query:
    return dsl.Match(**{field: options})
