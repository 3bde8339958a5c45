"""The words of entries in SQLite's FTS5: one row an entry, its words stemmed before they are written and asked."""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from search import analysis
from search.engines.sql import INSTEAD, MOST_BODY_WORDS, TOGETHER, Sql
from search.engines.variants import Alternatives, Plan, Variant
from search.models import Entry
from search.questions import Phrase

# The column of search_words that names the entry.
KEY = "rowid"
# Weights of title, headings, summary with tags, and body. The unstemmed title only serves completion: a word that
# matched there as well would count double beside one whose stem is itself.
RANK = "bm25(search_words, 10.0, 4.0, 3.0, 1.0, 0.0)"
STEMMED = "{title headings summary body} : "
PUBLISHED_SECONDS = "coalesce(cast(strftime('%%s', e.published_at) AS real), 0.0)"


def matching(plan: Plan) -> Sql:
    """The ids and scores of entries that match the plan; the words that were asked count for most."""
    expression = _expression(plan)
    own = f"{STEMMED}{_any_phrase(plan.own)}" if plan.own else expression
    together = f"{STEMMED}{_any_phrase(plan.together)}" if plan.together else expression
    ranked = f"AS MATERIALIZED (SELECT rowid AS id, -{RANK} AS score FROM search_words WHERE search_words MATCH %s)"  # noqa: S608
    statement = (
        f"WITH found {ranked}, own {ranked}, together {ranked}"  # noqa: S608
        " SELECT found.id, (%s * found.score + coalesce(own.score, 0.0))"
        " * CASE WHEN together.id IS NULL THEN 1.0 ELSE %s END AS score"
        " FROM found LEFT JOIN own ON own.id = found.id LEFT JOIN together ON together.id = found.id"
    )
    return Sql(statement, (expression, own, together, INSTEAD, TOGETHER))


def containing(phrases: Iterable[tuple[Phrase, ...]]) -> Sql:
    """The ids of entries with any of these phrases."""
    expression = STEMMED + "(" + " OR ".join(_any_phrase(forms) for forms in phrases) + ")"
    return Sql("SELECT rowid FROM search_words WHERE search_words MATCH %s", (expression,))


def entitled(title: Phrase) -> Sql:
    """The ids of entries whose whole title these words are."""
    return Sql(
        "SELECT rowid FROM search_words WHERE search_words MATCH %s AND exact = %s",
        (f'exact : ^ "{" ".join(title)}"', " ".join(title)),
    )


def beginning(words: Sequence[str]) -> Sql:
    """The ids and scores of entries whose title has words that begin like these; short titles first."""
    expression = "exact : (" + " AND ".join(f'"{word}"*' for word in words) + ")"
    return Sql(
        "SELECT rowid AS id, 1.0 / (1 + length(exact)) AS score FROM search_words WHERE search_words MATCH %s",
        (expression,),
    )


def write(entries: Iterable[Entry], tags: dict[int, str]) -> None:
    """Write the words of these entries over what was there. `tags` are their tags' labels, by entry."""
    entries = list(entries)
    remove([entry.pk for entry in entries])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (rowid, title, headings, summary, body, exact) VALUES (%s, %s, %s, %s, %s, %s)",
            [_row(entry, tags.get(entry.pk, "")) for entry in entries],
        )


def remove(entry_ids: Collection[int]) -> None:
    """Take the words of these entries out."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(entry_id,) for entry_id in entry_ids])


def _row(entry: Entry, tags: str) -> tuple[int, str, str, str, str, str]:
    title, headings = analysis.words(entry.title), analysis.words(entry.headings)
    extra = analysis.words(f"{entry.summary} {tags}") + analysis.words_of_address(entry.url)
    title_parts, _, parts = entry.compounds.partition("\n")
    joined = analysis.joined_neighbours(title, entry.language) + analysis.joined_neighbours(headings, entry.language)
    return (
        entry.pk,
        " ".join(analysis.stems(title, entry.language)),
        " ".join(analysis.stems(headings, entry.language)),
        " ".join(analysis.stems([*extra, *title_parts.split()], entry.language) + joined),
        " ".join(analysis.stems([*analysis.words(entry.text)[:MOST_BODY_WORDS], *parts.split()], entry.language)),
        " ".join(title),
    )


def _expression(plan: Plan) -> str:
    parts = [_any_phrase(forms) for forms in plan.phrases]
    if plan.variants:
        parts.append("(" + " OR ".join(_variant(variant) for variant in plan.variants) + ")")
    return STEMMED + "(" + " AND ".join(parts) + ")"


def _variant(variant: Variant) -> str:
    return "(" + " AND ".join(_group(group) for group in variant.groups) + ")"


def _group(group: Alternatives) -> str:
    return _any_phrase(group)


def _any_phrase(forms: tuple[Phrase, ...]) -> str:
    return "(" + " OR ".join('"' + " ".join(form) + '"' for form in forms) + ")"
