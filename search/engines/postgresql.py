"""The words of entries in PostgreSQL: text vectors made here, stemmed as everywhere, so no configuration is needed."""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from search import analysis
from search.engines.sql import INSTEAD, MOST_BODY_WORDS, TOGETHER, Sql
from search.engines.variants import Alternatives, Plan, Variant
from search.models import Entry
from search.questions import Phrase

# The column of search_words that names the entry.
KEY = "entry_id"
# Weights of D (body), C (summary, tags, joined words), B (headings) and A (title).
WEIGHTS = "{0.1, 0.3, 0.4, 1.0}"
DIVIDED_BY_LENGTH = 1
LAST_PLACE = 16_383
# PostgreSQL takes a megabyte of words a vector, places included; most words of a long text come many times.
LARGEST_VECTOR = 500_000
BYTES_BESIDE = 4
MOST_PLACES = 50
# A gap between sections, so that no phrase runs from the title into the headings.
GAP = 8
PUBLISHED_SECONDS = "coalesce(extract(epoch FROM e.published_at), 0)::float8"


def matching(plan: Plan) -> Sql:
    """The ids and scores of entries that match the plan; the words that were asked count for most."""
    expression = _expression(plan)
    own = _group(plan.own) if plan.own else expression
    return Sql(
        "SELECT entry_id AS id, (ts_rank(%s, words, %s::tsquery, %s)::float8"
        " + %s * ts_rank(%s, words, %s::tsquery, %s)::float8 + 0.5 * ts_rank(title, %s::tsquery)::float8)"
        " * CASE WHEN words @@ %s::tsquery THEN %s ELSE 1.0 END AS score"
        " FROM search_words WHERE words @@ %s::tsquery",
        (
            *(WEIGHTS, own, DIVIDED_BY_LENGTH),
            *(INSTEAD, WEIGHTS, expression, DIVIDED_BY_LENGTH, own),
            *(_any_phrase(plan.together) if plan.together else "", TOGETHER),
            expression,
        ),
    )


def containing(phrases: Iterable[tuple[Phrase, ...]]) -> Sql:
    """The ids of entries with any of these phrases."""
    expression = " | ".join(_any_phrase(forms) for forms in phrases)
    return Sql("SELECT entry_id FROM search_words WHERE words @@ %s::tsquery", (expression,))


def entitled(title: Phrase) -> Sql:
    """The ids of entries whose whole title these words are."""
    return Sql(
        "SELECT entry_id FROM search_words WHERE title @@ %s::tsquery AND title = %s::tsvector",
        (_any_phrase((title,)), _title_vector(title)),
    )


def beginning(words: Sequence[str]) -> Sql:
    """The ids and scores of entries whose title has words that begin like these; short titles first."""
    expression = " & ".join(f"'{word}':*" for word in words)
    return Sql(
        "SELECT entry_id AS id, 1.0::float8 / (1 + length(title)) AS score FROM search_words"
        " WHERE title @@ %s::tsquery",
        (expression,),
    )


def write(entries: Iterable[Entry], tags: dict[int, str]) -> None:
    """Write the words of these entries over what was there. `tags` are their tags' labels, by entry."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (entry_id, words, title) VALUES (%s, %s::tsvector, %s::tsvector)"
            " ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words, title = excluded.title",
            [(entry.pk, *_vectors(entry, tags.get(entry.pk, ""))) for entry in entries],
        )


def remove(entry_ids: Collection[int]) -> None:
    """Take the words of these entries out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words WHERE entry_id = ANY(%s)", [list(entry_ids)])


def _vectors(entry: Entry, tags: str) -> tuple[str, str]:
    title, headings = analysis.words(entry.title), analysis.words(entry.headings)
    extra = analysis.words(f"{entry.summary} {tags}") + analysis.words_of_address(entry.url)
    title_parts, _, parts = entry.compounds.partition("\n")
    joined = analysis.joined_neighbours(title, entry.language) + analysis.joined_neighbours(headings, entry.language)
    sections = [
        ("A", analysis.stems(title, entry.language)),
        ("B", analysis.stems(headings, entry.language)),
        ("C", analysis.stems(extra, entry.language)),
        ("C", joined),
        ("C", analysis.stems(title_parts.split(), entry.language)),
        ("D", analysis.stems(parts.split(), entry.language)),
        ("D", analysis.stems(analysis.words(entry.text)[:MOST_BODY_WORDS], entry.language)),
    ]
    return _vector(sections), _title_vector(title)


def _title_vector(title: Sequence[str]) -> str:
    return _vector([("A", list(title))])


def _vector(sections: list[tuple[str, list[str]]]) -> str:
    """The words and their places as PostgreSQL reads them; what no longer fits is left out."""
    places: dict[str, list[str]] = {}
    place = size = 0
    for weight, section in sections:
        for word in section:
            place += 1
            if word not in places:
                size += len(word.encode()) + BYTES_BESIDE
            if size > LARGEST_VECTOR:
                break
            places.setdefault(word, []).append(f"{min(place, LAST_PLACE)}{weight}")
        place += GAP
    return " ".join(f"'{word}':{','.join(word_places[:MOST_PLACES])}" for word, word_places in places.items())


def _expression(plan: Plan) -> str:
    parts = [_any_phrase(forms) for forms in plan.phrases]
    if plan.variants:
        parts.append("(" + " | ".join(_variant(variant) for variant in plan.variants) + ")")
    return " & ".join(parts)


def _variant(variant: Variant) -> str:
    return "(" + " & ".join(_group(group) for group in variant.groups) + ")"


def _group(group: Alternatives) -> str:
    return _any_phrase(group)


def _any_phrase(forms: tuple[Phrase, ...]) -> str:
    return "(" + " | ".join("(" + " <-> ".join(f"'{word}'" for word in form) + ")" for form in forms) + ")"
