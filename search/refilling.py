"""Starting over from what the apps say and what the rows say."""

from collections.abc import Callable

from django.db import transaction

from search import spelling
from search.compounds import parts_of_texts
from search.engines.database import DatabaseEngine
from search.models import Entry, EntryTag
from search.registry import all_registrations
from search.tickets import BATCH, mark_stale

ENTRIES_A_STEP = 200


def mark_everything_stale() -> int:
    """A ticket for every thing that any app has and for every thing that has an entry; how many."""
    marked = 0
    for registration in all_registrations():
        subject_type = registration.subject_type
        known = Entry.objects.filter(subject_type=subject_type).values_list("subject_id", flat=True)
        offered = registration.all_ids() if registration.all_ids else ()
        subject_ids = list({*known, *offered})
        for start in range(0, len(subject_ids), BATCH):
            mark_stale(subject_type, subject_ids[start : start + BATCH])
        marked += len(subject_ids)
    return marked


def rewrite_words(progress: Callable[[int, int], None]) -> int:
    """Write the words of every entry anew, as after a change of how words are cut or stemmed; how many entries."""
    total, done, last = Entry.objects.filter(is_removed=False).count(), 0, 0
    rows = Entry.objects.filter(is_removed=False).order_by("pk")
    while entry_ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:ENTRIES_A_STEP]):
        _rewrite(entry_ids)
        last = entry_ids[-1]
        done += len(entry_ids)
        progress(done, max(done, total))
    return done


def repair_words() -> None:
    """Have words of every entry in the database's own index, and of nothing else, whatever a hand did there."""
    engine = DatabaseEngine()
    lacking = engine.lacking()
    for start in range(0, len(lacking), ENTRIES_A_STEP):
        _rewrite(lacking[start : start + ENTRIES_A_STEP])
    strange = engine.strange()
    for start in range(0, len(strange), ENTRIES_A_STEP):
        _forget(strange[start : start + ENTRIES_A_STEP])


@transaction.atomic
def _forget(entry_ids: list[int]) -> None:
    """Forget the words of these, but for those that came back since they were found to be strange."""
    Entry.objects.filter(pk__in=entry_ids).hold()
    there = Entry.objects.filter(pk__in=entry_ids, is_removed=False).values_list("pk", flat=True)
    DatabaseEngine().remove(set(entry_ids).difference(there))


@transaction.atomic
def _rewrite(entry_ids: list[int]) -> None:
    held = Entry.objects.filter(pk__in=entry_ids, is_removed=False).hold()
    entries = list(Entry.objects.filter(pk__in=held))
    labels: dict[int, str] = {}
    for entry_id, label in EntryTag.objects.filter(entry__in=held).values_list("entry", "label"):
        labels[entry_id] = f"{labels.get(entry_id, '')} {label}"
    for entry in entries:
        entry.compounds = parts_of_texts(entry.title, entry.headings, (entry.summary, entry.text), entry.language)
    Entry.objects.bulk_update(entries, ["compounds"])
    DatabaseEngine().write(entries, labels)
    spelling.learn(entries)
