"""The engine over the rows themselves: the embedded default, and who answers when Elasticsearch does not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from search.engines import database_keys, postgresql, sqlite
from search.engines.base import (
    NEWS,
    OTHER_LANGUAGE,
    OWN_LANGUAGE,
    PINNED_SCORE,
    EngineName,
    Found,
    Inquiry,
    Match,
    Position,
    Rights,
    pinned_scores,
)
from search.engines.database_filters import facet_conditions, facets
from search.engines.sql import Sql
from search.engines.variants import MOST_COUNTED_WORDS, Plan, plan
from search.models import Entry, EntryQuerySet, EntryTag
from search.questions import Phrase, Question
from search.telling import telling_words

# What a title that is the very question adds, beside the best that words find: more than the weight of a theme makes up
# for, so that "verlof" finds "Verlof" before a theme that says it more often.
WHOLE_TITLE = 1.5
# News fades: older than this it is worth so much of what it was.
NEWS_LASTS, OLD_NEWS = timedelta(days=365), 0.85
_databases: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def _database() -> ModuleType:
    return _databases[connection.vendor]


class DatabaseEngine:
    """Full-text search by the database that holds the entries."""

    name = EngineName.DATABASE

    def find(self, inquiry: Inquiry) -> Found:
        """The entries that answer the inquiry. It always can: without the database nothing works."""
        if inquiry.rights.locks is not None and not inquiry.rights.locks:
            return Found()
        near = inquiry.near_words if inquiry.is_loose else None
        ways = plan(inquiry.question, near, is_sweeping=inquiry.is_sweeping)
        if inquiry.is_loose and not ways.variants and not ways.phrases and not inquiry.pinned:
            return Found()
        matching = None if inquiry.question.is_browsing else _matching(inquiry, ways)
        answering = _answering(inquiry, ways, matching)
        chosen = answering.filter(*facet_conditions(inquiry.filters).values())
        matches = _window(inquiry, chosen, matching)
        return Found(
            matches=matches[: inquiry.first],
            total=chosen.count(),
            has_next=len(matches) > inquiry.first,
            is_whole=inquiry.is_loose or _has_every_word(inquiry, ways),
            facets=facets(inquiry.filters, answering, inquiry.rights.now) if inquiry.wants_facets else {},
        )

    def complete(self, words: Sequence[str], rights: Rights, *, language: str, first: int) -> list[int]:
        """Ids of visible entries with a title in which every word begins one."""
        if rights.locks is not None and not rights.locks:
            return []
        visible = Entry.objects.visible(rights.locks, now=rights.now)
        rows = _ranked(visible, _database().beginning(words), language=language, limit=first)
        return [row.entry_id for row in rows]

    def similar(self, entry: Entry, rights: Rights, *, first: int) -> list[int]:
        """Ids of visible entries that have some of the words that say best what this one is about."""
        if rights.locks is not None and not rights.locks:
            return []
        labels = EntryTag.objects.filter(entry=entry).values_list("label", flat=True)
        ways = plan(Question(words=telling_words(entry, labels), was_asked=True), {})
        if not ways.variants:
            return []
        others = Entry.objects.visible(rights.locks, now=rights.now).exclude(
            subject_type=entry.subject_type, subject_id=entry.subject_id
        )
        rows = _ranked(others, _database().matching(ways), language=entry.language, limit=first)
        return [row.entry_id for row in rows]

    def write(self, entries: Iterable[Entry], tags: dict[int, str]) -> None:
        """Make these entries findable by their words; within the transaction that fills them."""
        entries = list(entries)
        _database().write(entries, tags)
        database_keys.write(entries)

    def lacking(self) -> list[int]:
        """Ids of entries that have no words here, in order: no search with this engine finds them."""
        return _ids(
            f"SELECT e.id FROM search_entry e WHERE NOT e.is_removed AND NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM search_words w WHERE w.{_database().KEY} = e.id) ORDER BY e.id"
        )

    def strange(self) -> list[int]:
        """Ids of which there are words here, and no entry or one that was removed, in order."""
        key = _database().KEY
        return _ids(
            f"SELECT w.{key} FROM search_words w WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM search_entry e WHERE e.id = w.{key} AND NOT e.is_removed) ORDER BY w.{key}"
        )

    def remove(self, entry_ids: Collection[int]) -> None:
        """Forget the words of these entries."""
        if entry_ids:
            _database().remove(entry_ids)
            database_keys.remove(entry_ids)


def _ids(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [entry_id for (entry_id,) in cursor.fetchall()]


def _matching(inquiry: Inquiry, ways: Plan) -> Sql:
    """The ids and scores of what answers, of who is meant, and of what is pinned before all that."""
    by_words = [_database().matching(ways)] if ways.variants or ways.phrases else []
    others = database_keys.identified(inquiry.identities) + [
        Sql("SELECT CAST(%s AS bigint) AS id, CAST(%s AS double precision) AS score", (entry_id, score))
        for entry_id, score in pinned_scores(inquiry.pinned).items()
    ]
    either = " UNION ALL ".join(
        [f"SELECT id, score, score AS by_words FROM ({part.text}) part" for part in by_words]  # noqa: S608
        + [f"SELECT id, score, 0.0 AS by_words FROM ({part.text}) part" for part in others]  # noqa: S608
    )
    return Sql(
        f"SELECT id, max(score) AS score, max(by_words) AS by_words FROM ({either}) either GROUP BY id",  # noqa: S608
        tuple(param for part in (*by_words, *others) for param in part.params),
    )


def _has_every_word(inquiry: Inquiry, ways: Plan) -> bool:
    """Whether some entry that the reader may see has every word in some way."""
    if not 2 < len(inquiry.question.words) <= MOST_COUNTED_WORDS:
        return True
    whole = replace(ways, variants=ways.variants[:1])
    return _answering(inquiry, whole, _database().matching(whole)).exists()


def _answering(inquiry: Inquiry, ways: Plan, matching: Sql | None) -> EntryQuerySet:
    """Everything that matches and may be seen, before the facets' own filters."""
    entries = Entry.objects.visible(inquiry.rights.locks, now=inquiry.rights.now)
    if matching:
        entries = entries.filter(pk__in=RawSQL(f"SELECT id FROM ({matching.text}) hits", matching.params))  # noqa: S608, S611
    if ways.excluded:
        containing = _database().containing(ways.excluded)
        entries = entries.exclude(pk__in=RawSQL(containing.text, containing.params))  # noqa: S611
    return entries


def _window(inquiry: Inquiry, chosen: EntryQuerySet, matching: Sql | None) -> list[Match]:
    ranking = None if inquiry.is_by_date else matching
    return _ranked(
        chosen,
        ranking,
        language=inquiry.language,
        limit=inquiry.first + 1,
        after=inquiry.after,
        title=inquiry.question.typed,
    )


def _ranked(
    entries: EntryQuerySet,
    matching: Sql | None,
    *,
    language: str,
    limit: int,
    after: Position | None = None,
    title: Phrase = (),
) -> list[Match]:
    """Matches, best first; by date without a matching. One more than asked tells whether there is a next."""
    columns = ("id", "language", "weight", "published_at", "kind")
    allowed, allowed_params = entries.values(*columns).query.sql_with_params()
    if matching:
        whole = _for_whole_title(title)
        score = (
            f"CASE WHEN h.score >= {PINNED_SCORE} THEN h.score"
            f" ELSE (h.score{whole.text}) * e.weight * CASE e.language WHEN %s THEN %s WHEN '' THEN 1.0 ELSE %s END"
            " * CASE WHEN e.kind = %s AND e.published_at < %s THEN %s ELSE 1.0 END END"
        )
        source = f"({allowed}) e JOIN ({matching.text}) h ON h.id = e.id"
        languages = [language, OWN_LANGUAGE, OTHER_LANGUAGE]
        fading = [NEWS, timezone.now() - NEWS_LASTS, OLD_NEWS]
        params: list[Any] = [*whole.params, *languages, *fading, *allowed_params, *matching.params]
    else:
        score, source, params = _database().PUBLISHED_SECONDS, f"({allowed}) e", [*allowed_params]
    rows = f"SELECT e.id AS id, e.language AS language, {score} AS score FROM {source}"  # noqa: S608
    statement = f"SELECT id, score, language FROM ({rows}) ranked"  # noqa: S608
    offset = 0
    if after and after.score is None:
        offset = after.count
    elif after:
        statement += " WHERE score < %s OR (score = %s AND id < %s)"
        params += [after.score, after.score, after.entry_id]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY score DESC, id DESC LIMIT %s OFFSET %s", [*params, limit, offset])
        return [Match(*row) for row in cursor.fetchall()]


def _for_whole_title(title: Phrase) -> Sql:
    """What is added to the score of an entry that is called this, by what words find of what the reader may see."""
    if not title:
        return Sql("")
    entitled = _database().entitled(title)
    added = f" + CASE WHEN e.id IN ({entitled.text}) THEN %s * max(h.by_words) OVER () ELSE 0.0 END"
    return Sql(added, (*entitled.params, WHOLE_TITLE))
