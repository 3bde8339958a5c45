"""Which columns of a card an operation reads. To read and send all of them takes PostgreSQL three times as long as what
a list or a menu shows (docs/performance.md).

A column that was left out and is wanted after all is read by itself, as Django does with any; a test asks every field
of every page type and allows none.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

# By the fields of the API that show them, of whatever type; what is not here, every card comes with.
SHOWN_AS: Mapping[tuple[str, ...], frozenset[str]] = {
    ("summary",): frozenset({"summary"}),
    ("ancestor_ids", "related_ids"): frozenset({"breadcrumbs", "related"}),
    # The pages that a text links to are looked for in the language of that text.
    ("translation_key",): frozenset({"body", "translations"}),
    ("first_published_at", "last_published_at", "review_on", "source_path"): frozenset(
        {"firstPublishedAt", "lastPublishedAt", "reviewOn", "sourcePath"}
    ),
    ("starts_at", "ends_at"): frozenset({"startsAt", "endsAt"}),
    ("details",): frozenset(
        {"address", "contacts", "daysKept", "email", "fields", "isAnonymous", "isSentOnce", "location", "openingHours"}
        | {"phone", "thankYou", "unit"}
    ),
}
# What finds a card, and is shown of none.
NEVER_SHOWN = ("path_digest", "is_in_menus")


@lru_cache(maxsize=1000)
def unread_columns(names: frozenset[str] | None, *needed: str) -> tuple[str, ...]:
    """The columns that nobody reads in an operation that asks fields of these `names`, for a queryset's `defer`, except
    those that are `needed` besides. None is whoever may read anything."""
    if names is None:
        return ()
    return tuple(column for column in (*_not_shown(names), *NEVER_SHOWN) if column not in needed)


def _not_shown(names: frozenset[str]) -> Iterable[str]:
    return (column for columns, shown_as in SHOWN_AS.items() if names.isdisjoint(shown_as) for column in columns)
