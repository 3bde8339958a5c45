"""The engine over the rows themselves: the embedded default, and who answers when Elasticsearch does not."""

from collections.abc import Collection, Iterable, Sequence
from types import ModuleType
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, F, Max, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from search import spelling
from search.engines import postgresql, sqlite
from search.engines.base import (
    Bucket,
    EngineName,
    FacetField,
    Facets,
    Filters,
    Found,
    Inquiry,
    Match,
    Position,
    Rights,
)
from search.engines.buckets import sort_buckets
from search.engines.sql import Sql
from search.engines.variants import Plan, plan
from search.models import Entry, EntryQuerySet, EntryTag

# What a reader's own language is worth beside another.
OWN_LANGUAGE = 1.5
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
        near = spelling.near_words(inquiry.question.words) if inquiry.is_loose else None
        ways = plan(inquiry.question, near)
        if inquiry.is_loose and not ways.variants and not ways.phrases:
            return Found()
        matching = None if inquiry.question.is_browsing else _database().matching(ways)
        answering = _answering(inquiry, ways, matching)
        chosen = answering.filter(*_facet_conditions(inquiry.filters).values())
        matches = _window(inquiry, chosen, matching)
        return Found(
            matches=matches[: inquiry.first],
            total=chosen.count(),
            has_next=len(matches) > inquiry.first,
            facets=_facets(inquiry.filters, answering) if inquiry.wants_facets else {},
        )

    def complete(self, words: Sequence[str], rights: Rights, *, language: str, first: int) -> list[int]:
        """Ids of visible entries with a title in which every word begins one."""
        if rights.locks is not None and not rights.locks:
            return []
        visible = Entry.objects.visible(rights.locks, now=rights.now)
        rows = _ranked(visible, _database().beginning(words), language=language, limit=first)
        return [entry_id for entry_id, _score in rows]

    def write(self, entries: Iterable[Entry], tags: dict[int, str]) -> None:
        """Make these entries findable by their words; within the transaction that fills them."""
        _database().write(entries, tags)

    def remove(self, entry_ids: Collection[int]) -> None:
        """Forget the words of these entries."""
        if entry_ids:
            _database().remove(entry_ids)


def _answering(inquiry: Inquiry, ways: Plan, matching: Sql | None) -> EntryQuerySet:
    """Everything that matches and may be seen, before the facets' own filters."""
    entries = Entry.objects.visible(inquiry.rights.locks, now=inquiry.rights.now)
    if inquiry.filters.published_from:
        entries = entries.filter(published_at__gte=inquiry.filters.published_from)
    if inquiry.filters.published_before:
        entries = entries.filter(published_at__lt=inquiry.filters.published_before)
    if matching:
        entries = entries.filter(pk__in=RawSQL(f"SELECT id FROM ({matching.text}) hits", matching.params))  # noqa: S608, S611
    if ways.excluded:
        containing = _database().containing(ways.excluded)
        entries = entries.exclude(pk__in=RawSQL(containing.text, containing.params))  # noqa: S611
    return entries


def _facet_conditions(filters: Filters) -> dict[FacetField, Q]:
    conditions = {}
    if filters.kinds:
        conditions[FacetField.KIND] = Q(kind__in=filters.kinds)
    if filters.theme_ids:
        conditions[FacetField.THEME] = Q(theme_id__in=filters.theme_ids)
    if filters.tags:
        conditions[FacetField.TAG] = Q(pk__in=EntryTag.objects.filter(slug__in=filters.tags).values("entry"))
    if filters.languages:
        conditions[FacetField.LANGUAGE] = Q(language__in=filters.languages)
    return conditions


def _window(inquiry: Inquiry, chosen: EntryQuerySet, matching: Sql | None) -> list[Match]:
    rows = _ranked(chosen, matching, language=inquiry.language, limit=inquiry.first + 1, after=inquiry.after)
    return [Match(entry_id, score) for entry_id, score in rows]


def _ranked(
    entries: EntryQuerySet, matching: Sql | None, *, language: str, limit: int, after: Position | None = None
) -> list[tuple[int, float]]:
    """Ids and scores, best first; by date without a matching. One more than asked tells whether there is a next."""
    allowed, allowed_params = entries.values("id", "language", "weight", "published_at").query.sql_with_params()
    if matching:
        score = "h.score * e.weight * CASE WHEN e.language = %s THEN %s ELSE 1.0 END"
        source = f"({allowed}) e JOIN ({matching.text}) h ON h.id = e.id"
        params: list[Any] = [language, OWN_LANGUAGE, *allowed_params, *matching.params]
    else:
        score, source, params = _database().PUBLISHED_SECONDS, f"({allowed}) e", [*allowed_params]
    statement = f"SELECT id, score FROM (SELECT e.id AS id, {score} AS score FROM {source}) ranked"  # noqa: S608
    offset = 0
    if after and after.score is None:
        offset = after.count
    elif after:
        statement += " WHERE score < %s OR (score = %s AND id < %s)"
        params += [after.score, after.score, after.entry_id]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY score DESC, id DESC LIMIT %s OFFSET %s", [*params, limit, offset])
        return cursor.fetchall()


def _facets(filters: Filters, answering: EntryQuerySet) -> Facets:
    """Counts by value; each facet ignores its own filter, so that choosing one value still shows the others'."""
    conditions = _facet_conditions(filters)

    def others(field: FacetField) -> EntryQuerySet:
        return answering.filter(*(condition for own, condition in conditions.items() if own is not field))

    tags = EntryTag.objects.filter(entry__in=others(FacetField.TAG))
    parts = [
        _counted(others(FacetField.KIND), FacetField.KIND, F("kind"), F("kind")),
        _counted(others(FacetField.THEME).exclude(theme_id=None), FacetField.THEME, F("theme_id"), F("theme_label")),
        _counted(tags, FacetField.TAG, F("slug"), F("label")),
        _counted(others(FacetField.LANGUAGE).exclude(language=""), FacetField.LANGUAGE, F("language"), F("language")),
    ]
    facets: Facets = {field: [] for field in FacetField}
    for field, value, label, count in parts[0].union(*parts[1:], all=True):
        facets[FacetField(field)].append(Bucket(value, label, count))
    return {field: sort_buckets(buckets) for field, buckets in facets.items()}


def _counted(rows: Any, field: FacetField, value: F, label: F) -> Any:
    return (
        rows.order_by()
        .annotate(facet=Value(field.value, CharField()), bucket=Cast(value, CharField()))
        .values("facet", "bucket")
        .annotate(bucket_label=Cast(Max(label), CharField()), bucket_count=Count("pk"))
        .values_list("facet", "bucket", "bucket_label", "bucket_count")
    )
