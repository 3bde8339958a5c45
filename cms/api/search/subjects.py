"""The things behind hits: fetched once for all of them, and only those that the reader may see."""

from collections import defaultdict
from collections.abc import Mapping

from cms.api.search.kinds import FINDABLE
from cms.graphql_kit.context import Context
from cms.graphql_kit.loaders import Relation
from search.hits import MaySee, Subject

SUBJECTS: Mapping[str, Relation] = {subject_type: findable.fetched for subject_type, findable in FINDABLE.items()}


def may_see_in(context: Context) -> MaySee:
    """The question that search asks of every hit: whether this reader may see its subject now.

    Whoever is asked is fetched through the loaders, so a hit's `subject` costs nothing more.
    """

    def may_see(subjects: list[Subject]) -> set[Subject]:
        ids: dict[str, list[int]] = defaultdict(list)
        for kind, pk in subjects:
            ids[kind].append(pk)
        found = {kind: SUBJECTS[kind].load_many(context, pks) for kind, pks in ids.items() if kind in SUBJECTS}
        context.loaders.fetch_all(context)
        return {(kind, thing.pk) for kind, things in found.items() for thing in things.value}

    return may_see


def locks_in(context: Context) -> frozenset[int] | None:
    """The locks that open to this reader; None where all do."""
    return None if context.reader.passes_all else context.reader.locks
