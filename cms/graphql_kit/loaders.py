"""Loaders: whatever many fields need of one kind is fetched with one query.

A relation is declared once, at the top of a schema module, with `by_id` or `grouped_by`; what it has loaded is kept
for one operation, in the `Loaders` of that operation's context.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from cms.graphql_kit.deferred import Deferred, all_of, ready

# The context of an operation (cms.graphql_kit.context), which holds the Loaders below and is handed on unread.
Context = Any
Fetch = Callable[[Context, Collection[Any]], Iterable[Any]]
# Of relations that lead to nothing else, or to what no other leads to.
LAST_TURN = 9


class Relation:
    """How one kind of thing is brought for many keys at once."""

    def __init__(self, name: str, fetch: Callable[[Context, Collection[Any]], Mapping[Any, Any]], empty: Any) -> None:
        self.name = name
        self.fetch = fetch
        self.empty = empty
        self.turn = LAST_TURN

    def load(self, context: Context, key: Hashable | None) -> Deferred:
        """What belongs to the key: a thing or None, or a list. A key of None has nothing and costs nothing."""
        if key is None:
            return ready(self._nothing())
        return context.loaders.of(self, context).load(key)

    def load_many(self, context: Context, keys: Iterable[Hashable]) -> Deferred:
        """The things of these keys, in their order, without those that are not there or not for this reader."""
        loader = context.loaders.of(self, context)
        return all_of(loader.load(key) for key in keys).then(
            lambda found: [thing for thing in found if thing is not None]
        )

    def remember(self, context: Context, key: Hashable, thing: Any) -> None:
        """Keep what is at hand already, so that nobody fetches it again."""
        context.loaders.of(self, context).remember(key, thing)

    def fetch_for(self, context: Context, keys: Collection[Any]) -> list[Any]:
        """One fetch: what belongs to each key, in the order of the keys."""
        found = self.fetch(context, keys)
        return [found[key] if key in found else self._nothing() for key in keys]

    def _nothing(self) -> Any:
        return [] if self.empty is list else None


class Loader:
    """The keys of one relation that one operation asked for, and what they brought."""

    def __init__(self, relation: Relation, context: Context) -> None:
        self._relation = relation
        self._context = context
        self._known: dict[Hashable, Deferred] = {}
        self._wanted: dict[Hashable, Deferred] = {}

    @property
    def turn(self) -> int:
        """When it fetches: those with a lower turn come before."""
        return self._relation.turn

    def load(self, key: Hashable) -> Deferred:
        """The value of one key, fetched together with the others that are asked before the next fetch."""
        known = self._known.get(key)
        if known is None:
            if not self._wanted:
                self._context.loaders.wait(self)
            known = self._known[key] = self._wanted[key] = Deferred()
        return known

    def remember(self, key: Hashable, thing: Any) -> None:
        """Keep a value without fetching it."""
        if key not in self._known:
            self._known[key] = ready(thing)

    def fetch(self) -> None:
        """Bring all that is wanted now."""
        wanted, self._wanted = self._wanted, {}
        try:
            values = self._relation.fetch_for(self._context, list(wanted))
        except Exception as error:
            for deferred in wanted.values():
                deferred.fail(error)
            return
        for deferred, value in zip(wanted.values(), values, strict=True):
            deferred.settle(value)

    def keys(self) -> Collection[Hashable]:
        """All that it was asked for."""
        return self._known.keys()

    def values(self) -> Iterable[Any]:
        """All that it brought."""
        return [known.value for known in self._known.values() if known.is_settled and not known.has_failed]


class Loaders:
    """All loaders of one operation."""

    def __init__(self) -> None:
        self._loaders: dict[Relation, Loader] = {}
        self._waiting: list[Loader] = []

    def of(self, relation: Relation, context: Context) -> Loader:
        """This operation's loader of a relation."""
        loader = self._loaders.get(relation)
        if loader is None:
            loader = self._loaders[relation] = Loader(relation, context)
        return loader

    def asked(self, relation: Relation) -> Collection[Any]:
        """The keys that a relation was asked for, whatever they brought."""
        loader = self._loaders.get(relation)
        return loader.keys() if loader else ()

    def brought(self, relation: Relation) -> Iterable[Any]:
        """What a relation brought, without what failed."""
        loader = self._loaders.get(relation)
        return loader.values() if loader else ()

    def wait(self, loader: Loader) -> None:
        """Put a loader in the queue of those that have something to fetch."""
        self._waiting.append(loader)

    def fetch_all(self) -> None:
        """Fetch until nobody waits any more; what is fetched may want more."""
        while self._waiting:
            loader = min(self._waiting, key=attrgetter("turn"))
            self._waiting.remove(loader)
            loader.fetch()


def by_id(fetch: Fetch) -> Relation:
    """A relation to one thing by its primary key, made of a function that brings the things of many (in any order).

    Used as a decorator. The function asks the policy, so what this reader may not see is None.
    """

    def fetch_by_id(context: Context, keys: Collection[Any]) -> Mapping[Any, Any]:
        return {thing.pk: thing for thing in fetch(context, keys)}

    return Relation(fetch.__name__, fetch_by_id, None)


def in_turn(turn: int) -> Callable[[Relation], Relation]:
    """Has a relation fetched before the others that wait, those of a lower turn first: what it brings wants more of
    those, in one query with theirs. Used as a decorator, above `by_id`."""

    def mark(relation: Relation) -> Relation:
        relation.turn = turn
        return relation

    return mark


def grouped_by(key: str) -> Callable[[Fetch], Relation]:
    """A relation to many things by what they belong to, made of a function that brings the things of many owners.

    Used as a decorator with the name of the attribute that says to which owner a thing belongs; their order is kept.
    """

    def make(fetch: Fetch) -> Relation:
        def fetch_groups(context: Context, keys: Collection[Any]) -> Mapping[Any, list[Any]]:
            groups: dict[Any, list[Any]] = defaultdict(list)
            for thing in fetch(context, keys):
                groups[getattr(thing, key)].append(thing)
            return groups

        return Relation(fetch.__name__, fetch_groups, list)

    return make


def keyed(fetch: Callable[[Context, Collection[Any]], Mapping[Any, Any]]) -> Relation:
    """A relation whose keys are more than an id, made of a function that maps all that is asked to what it brings."""
    return Relation(fetch.__name__, fetch, None)
