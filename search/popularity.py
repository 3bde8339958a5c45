"""What is chosen often stands first among results that answer equally well, never before one that answers better."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from search.engines.base import Found, Match
from search.hits import Subject
from search.models import Entry

# Of these things, how often each was chosen; who is missing was not.
Popularity = Callable[[Sequence[Subject]], Mapping[Subject, int]]


def no_popularity(subjects: Sequence[Subject]) -> Mapping[Subject, int]:
    """Nothing was ever chosen."""
    return {}


def popular_first(
    found: Found, popularity: Popularity, *, pinned: Collection[int], score_before: float | None
) -> Found:
    """What was found, matches of exactly the same score by how often they were chosen.

    Equals that a window cuts apart, from those before it (`score_before`) or behind it, stay as the engine has them,
    so that paging neither repeats nor leaves out any; so does what editors pinned.
    """
    if popularity is no_popularity:
        return found
    cut = {score_before, found.matches[-1].score if found.has_next and found.matches else None}
    runs = [list(run) for _score, run in groupby(found.matches, key=lambda match: match.score)]
    fixed = {match.entry_id for run in runs for match in run if len(run) == 1 or match.score in cut} | set(pinned)
    tied = [match.entry_id for match in found.matches if match.entry_id not in fixed]
    if not tied:
        return found
    chosen = _chosen(tied, popularity)
    ordered = [run if fixed.intersection(match.entry_id for match in run) else _sorted(run, chosen) for run in runs]
    return replace(found, matches=[match for run in ordered for match in run])


def _sorted(run: list[Match], chosen: Mapping[int, int]) -> list[Match]:
    return sorted(run, key=lambda match: -chosen.get(match.entry_id, 0))


def _chosen(entry_ids: Collection[int], popularity: Popularity) -> dict[int, int]:
    rows = Entry.objects.filter(pk__in=entry_ids).values_list("pk", "subject_type", "subject_id")
    subjects = {pk: (subject_type, subject_id) for pk, subject_type, subject_id in rows}
    counts = popularity(list(dict.fromkeys(subjects.values())))
    return {pk: counts.get(subject, 0) for pk, subject in subjects.items()}
