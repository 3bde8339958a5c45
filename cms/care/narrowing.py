"""Which locks somebody may meet whom another lock let pass: who reads a page may not see what it links to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from cms.access.models import Audience, Lock, Restriction

Audiences = frozenset[int]


def pairs_that_narrow(pairs: QuerySet) -> Q:
    """Of these pairs (`lock_here`, `lock_there`), the condition that finds those where not everybody who opens the one
    opens the other. Decided on what the audiences are, not on who happens to be in them today."""
    used = set(pairs.order_by().distinct())
    restrictions = _audiences_by_lock({lock for pair in used for lock in pair})
    everyone = frozenset(Audience.objects.filter(includes_everyone=True).values_list("pk", flat=True))
    closed: dict[int, list[int]] = defaultdict(list)
    for here, there in used:
        if not _all_pass(restrictions.get(here, ()), restrictions.get(there, ()), everyone):
            closed[here].append(there)
    condition = Q(pk__in=[])
    for here, locks in closed.items():
        condition |= Q(lock_here=here, lock_there__in=locks)
    return condition


def _all_pass(here: Iterable[Audiences], there: Iterable[Audiences], everyone: Audiences) -> bool:
    """Whether each restriction there is passed by whoever passed those here: it lets in all of one of theirs."""
    return all(wanted & everyone or any(passed <= wanted for passed in here) for wanted in there)


def _audiences_by_lock(lock_ids: Iterable[int]) -> Mapping[int, list[Audiences]]:
    rows = Lock.restrictions.through.objects.filter(lock__in=list(lock_ids)).values_list("lock_id", "restriction_id")
    locks = list(rows)
    admitted: dict[int, set[int]] = defaultdict(set)
    chosen = Restriction.audiences.through.objects.filter(restriction__in={restriction for _lock, restriction in locks})
    for restriction, audience in chosen.values_list("restriction_id", "audience_id"):
        admitted[restriction].add(audience)
    found: dict[int, list[Audiences]] = defaultdict(list)
    for lock, restriction in locks:
        found[lock].append(frozenset(admitted[restriction]))
    return found
