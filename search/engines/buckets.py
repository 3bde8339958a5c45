"""How the values of a facet are put in order, whichever engine counted them."""

from collections.abc import Iterable

from search.engines.base import Bucket

MOST_BUCKETS = 50


def sort_buckets(buckets: Iterable[Bucket]) -> list[Bucket]:
    """The largest first, equal ones by label, no more than a reader can look over."""
    return sorted(buckets, key=lambda bucket: (-bucket.count, bucket.label))[:MOST_BUCKETS]
