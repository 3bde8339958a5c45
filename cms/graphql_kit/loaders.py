"""Loaders: whatever many fields need of one kind is fetched with one query.

A relation is declared once, at the top of a schema module, with `by_id` or `grouped_by`; what it has loaded is kept
for one operation, in the `Loaders` of that operation's context. Whose function gives a `BoundStatement`, and not yet
what it brings, is asked together with the others that wait, in one statement.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Any

from cms.batches import rows_of_all
from cms.graphql_kit.deferred import Deferred, all_of, ready
from cms.statements import BoundStatement

# The context of an operation (cms.graphql_kit.context), which holds the Loaders below and is handed on unread.
Context = Any
Fetch = Callable[[Context, Collection[Any]], Iterable[Any] | BoundStatement[Any]]
Found = Mapping[Any, Any] | BoundStatement[Mapping[Any, Any]]


class Relation:
    """How one kind of thing is brought for many keys at once."""

    def __init__(self, name: str, fetch: Callable[[Context, Collection[Any]], Found], empty: Any) -> None:
        self.name = name
        self.fetch = fetch
        self.empty = empty

    def load(self, context: Context, key: Hashable | None) -> Deferred:
        """What belongs to the key: a thing or None, or a list. A key of None has nothing and costs nothing."""
        if key is None:
            return ready(self._nothing())
        return context.loaders.of(self).load(key, context.loaders)

    def load_many(self, context: Context, keys: Iterable[Hashable]) -> Deferred:
        """The things of these keys, in their order, without those that are not there or not for this reader."""
        loaders = context.loaders
        loader = loaders.of(self)
        return all_of(loader.load(key, loaders) for key in keys).then(
            lambda found: [thing for thing in found if thing is not None]
        )

    def remember(self, context: Context, key: Hashable, thing: Any) -> None:
        """Keep what is at hand already, so that nobody fetches it again."""
        context.loaders.of(self).remember(key, thing)

    def have_at_hand(self, context: Context, keys: Iterable[Hashable], found: Mapping[Any, Any]) -> None:
        """Give what belongs to these keys to whoever asks for them. What nobody asks for leaves no trace."""
        context.loaders.of(self).have_at_hand({key: self.of_key(key, found) for key in keys})

    def of_key(self, key: Hashable, found: Mapping[Any, Any]) -> Any:
        """What belongs to a key, of what a fetch has found."""
        return found[key] if key in found else self._nothing()

    def _nothing(self) -> Any:
        return [] if self.empty is list else None


class Loader:
    """The keys of one relation that one operation asked for, and what they brought.

    It knows neither the context nor the other loaders, which know it: all that they brought would wait in a circle for
    the collector of garbage, which took a twelfth of a first read.
    """

    def __init__(self, relation: Relation) -> None:
        self._relation = relation
        self._known: dict[Hashable, Deferred] = {}
        self._wanted: dict[Hashable, Deferred] = {}
        self._at_hand: Mapping[Hashable, Any] = {}

    def load(self, key: Hashable, loaders: "Loaders") -> Deferred:
        """The value of one key, fetched together with the others that are asked before the next fetch."""
        known = self._known.get(key)
        if known is not None:
            return known
        if key in self._at_hand:
            known = self._known[key] = ready(self._at_hand[key])
            return known
        if not self._wanted:
            loaders.wait(self)
        known = self._known[key] = self._wanted[key] = Deferred()
        return known

    def have_at_hand(self, things: Mapping[Hashable, Any]) -> None:
        """Bring these without a fetch, once they are asked for."""
        self._at_hand = {**self._at_hand, **things}

    def remember(self, key: Hashable, thing: Any) -> None:
        """Keep a value without fetching it."""
        if key not in self._known:
            self._known[key] = ready(thing)

    def fetch(self, context: Context) -> "Fetching | None":
        """Bring all that is wanted now. What one statement asks is not asked yet: it may be in one with others."""
        fetching = Fetching(self._relation, self._wanted)
        self._wanted = {}
        return fetching if fetching.begins(context) else None

    def put_away(self) -> None:
        """Have nothing at hand any more."""
        self._at_hand = {}

    def keys(self) -> Collection[Hashable]:
        """All that it was asked for."""
        return self._known.keys()

    def found(self) -> Iterable[Hashable]:
        """The keys to which something belongs."""
        return (key for key, known in self._known.items() if known.has_value)

    def values(self) -> Iterable[Any]:
        """All that it brought."""
        return [known.value for known in self._known.values() if known.is_settled and not known.has_failed]


class Fetching:
    """What one loader wants to be brought at one time."""

    def __init__(self, relation: Relation, wanted: Mapping[Hashable, Deferred]) -> None:
        self._relation = relation
        self._wanted = wanted
        self.statement: BoundStatement[Mapping[Any, Any]]

    def begins(self, context: Context) -> bool:
        """Whether it only begins, with a statement to be asked; else all is brought."""
        try:
            found = self._relation.fetch(context, list(self._wanted))
        except Exception as error:
            self.fail(error)
            return False
        if isinstance(found, BoundStatement):
            self.statement = found
            return True
        self._settle(found)
        return False

    def finish(self, rows: Iterable[Any]) -> None:
        """Bring what is in the rows of its statement."""
        try:
            found = self.statement.finish(rows)
        except Exception as error:
            self.fail(error)
        else:
            self._settle(found)

    def fail(self, error: Exception) -> None:
        """Bring an error to all who wait."""
        for deferred in self._wanted.values():
            deferred.fail(error)

    def _settle(self, found: Mapping[Any, Any]) -> None:
        for key, deferred in self._wanted.items():
            deferred.settle(self._relation.of_key(key, found))


class Loaders:
    """All loaders of one operation."""

    def __init__(self) -> None:
        self._loaders: dict[Relation, Loader] = {}
        self._waiting: list[Loader] = []
        self._answered: deque[tuple[Fetching, Iterable[Any]]] = deque()

    def of(self, relation: Relation) -> Loader:
        """This operation's loader of a relation."""
        loader = self._loaders.get(relation)
        if loader is None:
            loader = self._loaders[relation] = Loader(relation)
        return loader

    def put_away(self) -> None:
        """Have nothing at hand any more, because it was brought for other eyes."""
        for loader in self._loaders.values():
            loader.put_away()

    def asked(self, relation: Relation) -> Collection[Any]:
        """The keys that a relation was asked for, whatever they brought."""
        loader = self._loaders.get(relation)
        return loader.keys() if loader else ()

    def found(self, relation: Relation) -> Iterable[Any]:
        """The keys for which a relation brought something."""
        loader = self._loaders.get(relation)
        return loader.found() if loader else ()

    def brought(self, relation: Relation) -> Iterable[Any]:
        """What a relation brought, without what failed."""
        loader = self._loaders.get(relation)
        return loader.values() if loader else ()

    def wait(self, loader: Loader) -> None:
        """Put a loader in the queue of those that have something to fetch."""
        self._waiting.append(loader)

    def fetch_all(self, context: Context) -> None:
        """Fetch until nobody waits any more; what is fetched may want more. The context is that of the operation."""
        while self._answered or self._waiting:
            if self._answered:
                # One by one, because what one brings may have somebody call this again, who needs the others too.
                fetching, rows = self._answered.popleft()
                fetching.finish(rows)
            else:
                self._fetch_waiting(context)

    def _fetch_waiting(self, context: Context) -> None:
        begun: list[Fetching] = []
        # Whom a fetch makes wait for something else is asked along.
        while self._waiting:
            fetching = self._waiting.pop(0).fetch(context)
            begun.extend([fetching] if fetching else [])
        try:
            answers = rows_of_all([each.statement for each in begun])
        except Exception as error:
            for each in begun:
                each.fail(error)
        else:
            # What was asked along comes first: who had it asked wants it next.
            self._answered.extend(reversed(list(zip(begun, answers, strict=True))))


def by_id(fetch: Fetch) -> Relation:
    """A relation to one thing by its primary key, made of a function that brings the things of many (in any order).

    Used as a decorator. The function asks the policy, so what this reader may not see is None.
    """

    def by_its_id(things: Iterable[Any]) -> Mapping[Any, Any]:
        return {thing.pk: thing for thing in things}

    return _made_by(fetch, by_its_id, None)


def grouped_by(key: str) -> Callable[[Fetch], Relation]:
    """A relation to many things by what they belong to, made of a function that brings the things of many owners.

    Used as a decorator with the name of the attribute that says to which owner a thing belongs; their order is kept.
    """

    def make(fetch: Fetch) -> Relation:
        def in_groups(things: Iterable[Any]) -> Mapping[Any, list[Any]]:
            groups: dict[Any, list[Any]] = defaultdict(list)
            for thing in things:
                groups[getattr(thing, key)].append(thing)
            return groups

        return _made_by(fetch, in_groups, list)

    return make


def _made_by(fetch: Fetch, arrange: Callable[[Iterable[Any]], Mapping[Any, Any]], empty: Any) -> Relation:
    def fetch_arranged(context: Context, keys: Collection[Any]) -> Found:
        found = fetch(context, keys)
        return found.then(arrange) if isinstance(found, BoundStatement) else arrange(found)

    return Relation(fetch.__name__, fetch_arranged, empty)


def keyed(fetch: Callable[[Context, Collection[Any]], Found]) -> Relation:
    """A relation whose keys are more than an id, made of a function that maps all that is asked to what it brings."""
    return Relation(fetch.__name__, fetch, None)
