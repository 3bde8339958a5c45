"""From tickets to entries: what is stale is read again from what is committed."""

import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from search import analysis, spelling
from search.compounds import parts_of_texts
from search.drafts import Draft
from search.engines.database import DatabaseEngine
from search.identities import keys_of
from search.models import Entry, EntryTag, Ticket
from search.parts import put_together
from search.registry import Registration, registration_of
from search.signals import entries_filled

logger = logging.getLogger(__name__)

SUBJECTS_A_BATCH = 50
FILLER = 0x504C45494E
LONGEST_WAIT = timedelta(hours=1)
CONTENT = (
    "kind", "title", "headings", "summary", "text", "compounds", "part_starts", "url", "theme_id", "theme_label",
    "published_at", "weight", "unit_id", "unit_label", "file_kind", "keys",
)  # fmt: skip
RIGHTS = ("lock", "is_published", "until", "is_removed")
KEPT_UP = ("version", "rights_version", "retry_at", "refusals")
Tags = tuple[tuple[str, str], ...]


def fill_batch() -> int:
    """Fill the things of the oldest tickets; how many things that were, 0 when no ticket is due.

    A thing that raises keeps its tickets for a later try and holds up no other.
    """
    with transaction.atomic():
        _become_only_filler()
        by_subject = _due_tickets()
        by_type: dict[str, list[int]] = {}
        for subject_type, subject_id in by_subject:
            by_type.setdefault(subject_type, []).append(subject_id)
        done: list[int] = []
        for subject_type, subject_ids in by_type.items():
            for filled in _fill_what_can_be(subject_type, subject_ids, by_subject):
                done += [ticket.pk for ticket in by_subject[subject_type, filled]]
        # By id, never by subject: a ticket may have been committed for the same thing after it was read.
        Ticket.objects.filter(pk__in=done).delete()
    return len(by_subject)


def _become_only_filler() -> None:
    """Wait until no other process fills, because the slower of two could write an older text over a newer one.

    SQLite admits one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FILLER])


def _due_tickets() -> dict[tuple[str, int], list[Ticket]]:
    _spread_subtrees()
    by_subject: dict[tuple[str, int], list[Ticket]] = {}
    for ticket in Ticket.objects.due(timezone.now()).filter(with_descendants=False)[: SUBJECTS_A_BATCH * 20]:
        key = (ticket.subject_type, ticket.subject_id)
        if key in by_subject or len(by_subject) < SUBJECTS_A_BATCH:
            by_subject.setdefault(key, []).append(ticket)
    return by_subject


def _spread_subtrees() -> None:
    """Replace tickets for whole subtrees by one for each thing in them."""
    for ticket in Ticket.objects.due(timezone.now()).filter(with_descendants=True)[:SUBJECTS_A_BATCH]:
        try:
            with transaction.atomic():
                descendants = registration_of(ticket.subject_type).descendants
                below = descendants([ticket.subject_id]) if descendants else ()
                spread = [
                    Ticket(subject_type=ticket.subject_type, subject_id=subject_id)
                    for subject_id in dict.fromkeys([ticket.subject_id, *below])
                ]
                Ticket.objects.bulk_create(spread, batch_size=1_000)
                ticket.delete()
        except Exception as error:
            logger.exception("Search could not find what lies below %s", ticket)
            _postpone([ticket], error)


def _fill_what_can_be(
    subject_type: str, subject_ids: list[int], by_subject: dict[tuple[str, int], list[Ticket]]
) -> list[int]:
    """Fill all at once, or one by one when that fails; the ids of those that were filled."""
    try:
        with transaction.atomic():
            fill(subject_type, subject_ids)
        return subject_ids
    except Exception as error:
        if len(subject_ids) == 1:
            logger.exception("Search could not fill %s %s", subject_type, subject_ids[0])
            _postpone(by_subject[subject_type, subject_ids[0]], error)
            return []
    filled = []
    for subject_id in subject_ids:
        filled += _fill_what_can_be(subject_type, [subject_id], by_subject)
    return filled


def _postpone(tickets: list[Ticket], error: Exception) -> None:
    attempts = max(ticket.attempts for ticket in tickets) + 1
    wait = min(timedelta(seconds=2**attempts), LONGEST_WAIT) if attempts < 12 else LONGEST_WAIT
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets]).update(
        attempts=attempts, retry_at=timezone.now() + wait, error=f"{type(error).__name__}: {error}"[:2_000]
    )


def fill(subject_type: str, subject_ids: Collection[int]) -> None:
    """Make the entries of these things say what their app says now; within a transaction."""
    registration = registration_of(subject_type)
    # The rows are held before the app is asked: who changes rights meanwhile waits, and then has the last word.
    Entry.objects.filter(subject_type=subject_type, subject_id__in=subject_ids).hold()
    stored = {
        (entry.subject_id, entry.language): entry
        for entry in Entry.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
    }
    drafts = _drafts(registration, subject_ids)
    known_tags = _known_tags(stored.values())
    changed, tags = [], {}
    for key, draft in drafts.items():
        entry = stored.pop(key, None) or Entry(subject_type=subject_type, subject_id=key[0], language=key[1], version=0)
        draft_tags = _cleaned_tags(draft)
        if _take_over(entry, _values(draft)) or known_tags.get(entry.pk, ()) != draft_tags:
            _raise_version(entry)
            changed.append(entry)
            tags[key] = draft_tags
    _write(changed, tags)
    _remove([entry for entry in stored.values() if not entry.is_removed])
    entries_filled.send(sender=Entry, subject_type=subject_type, object_ids=list(subject_ids))


def _drafts(registration: Registration, subject_ids: Collection[int]) -> dict[tuple[int, str], Draft]:
    asked = set(subject_ids)
    drafts = {(draft.subject_id, draft.language): draft for draft in registration.entries(subject_ids)}
    strangers = {subject_id for subject_id, _language in drafts} - asked
    if strangers:
        raise ValueError(f"Asked for {registration.subject_type} {sorted(asked)}, got {sorted(strangers)} as well")
    return drafts


def _values(draft: Draft) -> dict[str, Any]:
    text, starts = put_together(draft.text, draft.parts)
    unit_id, unit_label = draft.unit or (None, "")
    made = {"text": text, "part_starts": starts, "unit_id": unit_id, "keys": keys_of(draft), "is_removed": False}
    values = {
        name: getattr(draft, name)
        for name in (*CONTENT, *RIGHTS[:-1])
        if name not in (*made, "unit_label", "compounds")
    }
    values["unit_label"] = unit_label
    texts = {name: analysis.cleaned(value) for name, value in values.items() if isinstance(value, str)}
    compounds = parts_of_texts(texts["title"], texts["headings"], (texts["summary"], text), draft.language)
    return {**values, **texts, **made, "compounds": compounds}


def _take_over(entry: Entry, values: dict[str, Any]) -> bool:
    """Give the entry these values; whether any was another."""
    changed = [name for name, value in values.items() if getattr(entry, name) != value]
    for name in changed:
        setattr(entry, name, values[name])
    if entry.pk is None or set(changed) & set(RIGHTS):
        entry.rights_version = entry.version + 1
    return bool(changed) or entry.pk is None


def _raise_version(entry: Entry) -> None:
    entry.version += 1
    entry.retry_at, entry.refusals = None, 0


def _cleaned_tags(draft: Draft) -> Tags:
    labels = {analysis.cleaned(slug, limit=200): analysis.cleaned(label) for slug, label in draft.tags}
    return tuple(sorted(labels.items()))


def _known_tags(entries: Iterable[Entry]) -> dict[int, Tags]:
    known: dict[int, list[tuple[str, str]]] = {}
    tags = EntryTag.objects.filter(entry__in=[entry.pk for entry in entries])
    for entry_id, slug, label in tags.values_list("entry", "slug", "label"):
        known.setdefault(entry_id, []).append((slug, label))
    return {entry_id: tuple(sorted(pairs)) for entry_id, pairs in known.items()}


def _write(entries: list[Entry], tags: dict[tuple[int, str], Tags]) -> None:
    if not entries:
        return
    new = [entry for entry in entries if entry.pk is None]
    old = [entry for entry in entries if entry.pk is not None]
    Entry.objects.bulk_create(new)
    _overwrite(old)
    EntryTag.objects.filter(entry__in=old).delete()
    EntryTag.objects.bulk_create(
        EntryTag(entry=entry, slug=slug, label=label)
        for entry in entries
        for slug, label in tags[entry.subject_id, entry.language]
    )
    labels = {entry.pk: " ".join(label for _slug, label in tags[entry.subject_id, entry.language]) for entry in entries}
    DatabaseEngine().write(entries, labels)
    spelling.learn(entries)


def _remove(entries: list[Entry]) -> None:
    """Take entries away; where Elasticsearch must follow, a row without text stays until it has."""
    ids = [entry.pk for entry in entries]
    DatabaseEngine().remove(ids)
    EntryTag.objects.filter(entry__in=ids).delete()
    if not settings.ELASTICSEARCH_URL:
        Entry.objects.filter(pk__in=ids).delete()
        return
    for entry in entries:
        entry.is_removed, entry.title, entry.headings, entry.summary, entry.text = True, "", "", "", ""
        entry.compounds, entry.part_starts, entry.keys = "", [], []
        entry.rights_version = entry.version + 1
        _raise_version(entry)
    _overwrite(entries)


def _overwrite(entries: list[Entry]) -> None:
    fields = [*CONTENT, *RIGHTS, *KEPT_UP]
    Entry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["id"], update_fields=fields)
