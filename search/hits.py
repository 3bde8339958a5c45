"""From what an engine matched to what a reader sees: each thing asked of the policy again, shown as safe HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Value, When
from django.db.models.functions import StrIndex, Substr

from search.engines.base import MARK_END, MARK_START, Bucket, FacetField, Facets, Match, Rights
from search.engines.periods import first_day, periods_of
from search.excerpts import LONGEST_READ, Marker, excerpt, marked, marked_fragment
from search.models import Entry, EntryTag
from search.parts import part_at

Subject = tuple[str, int]
MaySee = Callable[[list[Subject]], set[Subject]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; `title_highlighted` and `excerpt` are safe HTML. `page_number`, from 1, and
    `page_label` say where in it the excerpt stands; None and "" where it has no pages or matched otherwise."""

    subject_type: str
    subject_id: int
    kind: str
    title: str
    title_highlighted: str
    excerpt: str
    url: str
    language: str
    cursor: str
    page_number: int | None = None
    page_label: str = ""
    is_promoted: bool = False


class Shown(NamedTuple):
    """What of an entry decides whether and how it is shown: all else, and most of its text, is not even read."""

    pk: int
    subject_type: str
    subject_id: int
    kind: str
    language: str
    title: str
    summary: str
    url: str
    part_starts: list[Any]
    lock: int | None
    is_published: bool
    is_removed: bool
    until: datetime | None
    published_at: datetime | None
    theme_id: int | None
    unit_id: int | None
    file_kind: str
    opening: str


def entries_of(entry_ids: Sequence[int], *, reading: int = LONGEST_READ) -> dict[int, Shown]:
    """The entries with these ids, the first `reading` characters of each text as `opening`."""
    entries = Entry.objects.filter(pk__in=entry_ids)
    rows = entries.values_list(*Shown._fields[:-1], Substr("text", 1, reading))
    return {row[0]: Shown(*row) for row in rows}


def seen_among(entries: Iterable[Entry | Shown], rights: Rights, may_see: MaySee) -> set[int]:
    """The ids of the entries that the reader may see, by their rows as they are now and by the policy."""
    open_entries = [entry for entry in entries if _is_open(entry, rights)]
    subjects = list(dict.fromkeys((entry.subject_type, entry.subject_id) for entry in open_entries))
    seen = may_see(subjects) if subjects else set()
    return {entry.pk for entry in open_entries if (entry.subject_type, entry.subject_id) in seen}


def _is_open(entry: Entry | Shown, rights: Rights) -> bool:
    is_current = entry.is_published and not entry.is_removed and (entry.until is None or entry.until > rights.now)
    return is_current and (rights.locks is None or entry.lock in rights.locks)


def places_of_fragments(matches: Iterable[Match], entries: Mapping[int, Shown]) -> dict[int, int]:
    """Where in the texts that have pages the engine's fragments stand, by entry; the database looks, in one query."""
    found = {
        match.entry_id: match.fragments[0]
        for match in matches
        if match.fragments and match.entry_id in entries and entries[match.entry_id].part_starts
    }
    if not found:
        return {}
    plain = {pk: fragment.replace(MARK_START, "").replace(MARK_END, "") for pk, fragment in found.items()}
    place = Case(*(When(pk=pk, then=StrIndex("text", Value(text))) for pk, text in plain.items()), default=0)
    rows = Entry.objects.filter(pk__in=list(plain)).values_list("pk", place)
    return {pk: start - 1 + max(found[pk].find(MARK_START), 0) for pk, start in rows if start}


def hit(entry: Shown, match: Match, marker: Marker, cursor: str, place: int | None) -> Hit:
    """What the reader sees of an entry that matched; `place` is where its fragment stands, if the engine gave one."""
    title_spans = marker.spans(entry.title, entry.language)
    if match.fragments:
        passage = marked_fragment(" … ".join(match.fragments))
    else:
        first = marker.first_span(entry.opening, entry.language)
        place = first[0] if first else None
        passage = excerpt(marker, text=entry.opening, summary=entry.summary, language=entry.language, first=first)
    page_number, page_label = part_at(entry.part_starts, place)
    return Hit(
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        kind=entry.kind,
        title=entry.title,
        title_highlighted=marked(entry.title, title_spans),
        excerpt=passage,
        url=entry.url,
        language=entry.language,
        cursor=cursor,
        page_number=page_number,
        page_label=page_label,
    )


def facets_without(hidden: Sequence[Shown], facets: Facets, now: datetime) -> Facets:
    """The facets less what turned out not to be the reader's to see."""
    if not hidden or not facets:
        return facets
    tags = EntryTag.objects.filter(entry__in=[entry.pk for entry in hidden]).values_list("slug", flat=True)
    gone: Mapping[FacetField, list[str]] = {
        FacetField.KIND: [entry.kind for entry in hidden],
        FacetField.THEME: [str(entry.theme_id) for entry in hidden],
        FacetField.TAG: list(tags),
        FacetField.LANGUAGE: [entry.language for entry in hidden],
        FacetField.UNIT: [str(entry.unit_id) for entry in hidden],
        FacetField.FILE_KIND: [entry.file_kind for entry in hidden],
        FacetField.DATE: [first_day(began) for entry in hidden for began in periods_of(entry.published_at, now)],
    }
    return {field: _less(buckets, gone[field]) for field, buckets in facets.items()}


def _less(buckets: list[Bucket], gone: list[str]) -> list[Bucket]:
    counted = [replace(bucket, count=bucket.count - gone.count(bucket.value)) for bucket in buckets]
    return [bucket for bucket in counted if bucket.count > 0]
