"""How the values of a facet are put in order, whichever engine counted them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from search.engines.base import Bucket
from search.engines.periods import beginnings, first_day

MOST_BUCKETS = 50


def sort_buckets(buckets: Iterable[Bucket]) -> list[Bucket]:
    """The largest first, equal ones by label, no more than a reader can look over."""
    return sorted(buckets, key=lambda bucket: (-bucket.count, bucket.label))[:MOST_BUCKETS]


def period_buckets(counts: Mapping[str, int], now: datetime) -> list[Bucket]:
    """The periods in which anything was published, the shortest first; each by its first day."""
    return [
        Bucket(first_day(beginning), name, counts[name])
        for name, beginning in beginnings(now).items()
        if counts.get(name)
    ]
