"""Statements that every read asks: written by Django once, and asked again with other values.

Django puts a queryset together, and writes its SQL, anew for every question. For those with which each request begins
that takes longer than the database takes to answer (docs/performance.md), so their text is kept, one a database, and
only the values differ. How they are asked is in `cms.kept_cursors`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from django.db import connections, router
from django.db.models import Expression, Model, QuerySet

from cms.kept_cursors import fetched
from cms.lazy_json import LazyJSONField
from cms.rows import Maker

ModelT = TypeVar("ModelT", bound=Model)
AnswerT = TypeVar("AnswerT")
OtherT = TypeVar("OtherT")

# Of one statement: a key is made of what an operation asks, of which somebody may think of any number.
TEXTS_KEPT = 200
# What needs no escape in SQL.
WORD = re.compile(r"\w+", re.ASCII)
# All of a list as one parameter, so that the text does not change with its length.
LISTED = {"postgresql": "unnest(%s::{kind}[])", "sqlite": "value FROM json_each(%s)"}


class Chosen(str):
    """A query of one column that finds, in place of a list, values that are not known yet: by what is asked in the same
    statement. Statements are kept by it, so of such queries there must be few."""

    __slots__ = ()


class Given(Expression):
    """Stands in a kept queryset for a value that each question gives by this name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter, to be filled in when it is asked."""
        return "%s", (self,)


class AnyGiven(Given):
    """Stands for a list of values, of a `kind` by PostgreSQL's name: what a field is looked for in, by `field__in`. Or
    they are `Chosen`."""

    def __init__(self, name: str, *, kind: Literal["bigint", "text", "uuid"] = "bigint") -> None:
        super().__init__(name)
        self.kind = kind

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The rows of the list; a lookup puts them in brackets."""
        return f"SELECT {LISTED[connection.vendor].format(kind=self.kind)}", (self,)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One queryset as one database is asked it."""

    alias: str
    text: str
    parameters: tuple[Any, ...]
    compiler: Any
    converters: Mapping[int, Any]
    maker: Maker | None
    annotated: tuple[tuple[str, int], ...]

    def answer(self, rows: Iterable[Any]) -> list[Any]:
        """What the queryset holds, of its rows as the database gave them: objects, or the rows of a `values_list`."""
        if self.converters:
            rows = self.compiler.apply_converters(iter(rows), self.converters)
        return list(rows) if self.maker is None else self._things(self.maker.of, rows)

    def _things(self, made: Callable[[Any], Any], rows: Iterable[Any]) -> list[Any]:
        annotated = self.annotated
        things = []
        for row in rows:
            thing = made(row)
            for name, place in annotated:
                setattr(thing, name, row[place])
            things.append(thing)
        return things


class BoundStatement(Generic[AnswerT]):
    """A kept statement with the values of one question: to be asked by itself, or with others (`cms.batches`)."""

    __slots__ = ("finish", "parameters", "prepared")

    def __init__(self, prepared: Prepared, parameters: list[Any], finish: Callable[[Iterable[Any]], AnswerT]) -> None:
        self.prepared = prepared
        self.parameters = parameters
        self.finish = finish

    def then(self, make: Callable[[AnswerT], OtherT]) -> "BoundStatement[OtherT]":
        """The same question, whose answer is what is made of this one's."""
        finish = self.finish
        return BoundStatement(self.prepared, self.parameters, lambda rows: make(finish(rows)))

    def answer(self, *, at_most: int | None = None) -> AnswerT:
        """What comes of it, of `at_most` so many rows."""
        return self.finish(self.rows(at_most=at_most))

    def rows(self, *, at_most: int | None = None) -> Iterable[Any]:
        """Its rows as the database gives them, for `finish`."""
        text, parameters = self.prepared.text, self.parameters
        if at_most is not None:
            # Beside the number, a power of two that is in few texts: it tells the planner how few are wanted.
            text = f"SELECT * FROM ({text} LIMIT {1 << at_most.bit_length()}) AS few LIMIT %s"  # noqa: S608 - our own text
            parameters = [*parameters, at_most]
        return fetched(connections[self.prepared.alias], text, parameters)


class Statement(Generic[ModelT]):
    """A queryset whose text is kept. `write` makes it, with `Given` for each value that differs, from what else it
    depends on: that is the key its text is kept by, and must have few values."""

    def __init__(self, write: Callable[..., QuerySet[ModelT, Any]]) -> None:
        self._write = write
        self._prepared = lru_cache(maxsize=TEXTS_KEPT)(self._prepare)

    def bound(self, *key: Any, given: Mapping[str, Any]) -> BoundStatement[list[Any]]:
        """The question with its values. Its answer is what the queryset holds: objects, with what is selected along
        with them and what is annotated; or, of a `values_list`, its rows."""
        prepared = self._prepared(*key)
        connection = connections[prepared.alias]
        parameters = [_filled(one, given, connection) for one in prepared.parameters]
        if any(isinstance(value, Chosen) for value in given.values()):
            prepared, parameters = _choosing(prepared, parameters)
        return BoundStatement(prepared, parameters, prepared.answer)

    def rows(self, *key: Any, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a `values_list`."""
        return self.bound(*key, given=given).answer()

    def things(self, *key: Any, given: Mapping[str, Any], at_most: int | None = None) -> list[ModelT]:
        """The queryset's objects, `at_most` so many."""
        return self.bound(*key, given=given).answer(at_most=at_most)

    def _prepare(self, *key: Any) -> Prepared:
        queryset = self._write(*key)
        alias = router.db_for_read(queryset.model)
        compiler = queryset.query.get_compiler(using=alias)
        text, parameters = compiler.as_sql()
        converters = _converters(compiler)
        maker = Maker(compiler.klass_info, compiler.select, alias) if _has_things(compiler) else None
        annotated = tuple(compiler.annotation_col_map.items())
        text, differing = _with_constants(text, parameters)
        return Prepared(alias, text, differing, compiler, converters, maker, annotated)


def _with_constants(text: str, parameters: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """A text with the words and numbers that never differ, such as the kind of a thing, written into it: PostgreSQL
    makes a plan for any values, which is a better one the more it knows."""
    first, *parts = text.split("%s")
    left: list[Any] = []
    for part, one in zip(parts, parameters, strict=True):
        value = one.value if isinstance(one, Enum) else one
        if isinstance(value, str) and WORD.fullmatch(value):
            first += f"'{value}'{part}"
        elif isinstance(value, int) and not isinstance(value, bool):  # which SQL has a word of its own for
            first += f"{int(value)}{part}"
        else:
            first += f"%s{part}"
            left.append(value)
    return first, tuple(left)


def _choosing(prepared: Prepared, parameters: list[Any]) -> tuple[Prepared, list[Any]]:
    """A statement with the queries that choose its values in their places."""
    choices = tuple(value if isinstance(value, Chosen) else None for value in parameters)
    return _with_choices(prepared, choices), [value for value in parameters if not isinstance(value, Chosen)]


@lru_cache(maxsize=TEXTS_KEPT)
def _with_choices(prepared: Prepared, choices: tuple[Chosen | None, ...]) -> Prepared:
    first, *parts = prepared.text.split("%s")
    places = ("%s" if choice is None else f"ARRAY({choice})" for choice in choices)
    return replace(prepared, text=first + "".join(place + part for place, part in zip(places, parts, strict=True)))


def _has_things(compiler: Any) -> bool:
    """Whether objects are made of a queryset's rows; those of a `values_list` stay rows."""
    return compiler.klass_info is not None and not compiler.query.values_select


def _converters(compiler: Any) -> Mapping[int, Any]:
    """What makes Python's values of a row's; not for what an object decodes by itself."""
    converters: Mapping[int, Any] = compiler.get_converters([column[0] for column in compiler.select])
    annotated = set(compiler.annotation_col_map.values())
    return {
        place: converter
        for place, converter in converters.items()
        if not _has_things(compiler) or place in annotated or not isinstance(converter[1].output_field, LazyJSONField)
    }


def _filled(parameter: Any, given: Mapping[str, Any], connection: Any) -> Any:
    if not isinstance(parameter, Given):
        return parameter
    value = given[parameter.name]
    if isinstance(parameter, AnyGiven):
        return value if isinstance(value, Chosen) else listed(value, connection.vendor)
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def listed(values: Iterable[Any], vendor: str) -> str:
    """A list of numbers, UUIDs, or texts that need no escape, as the one parameter that a database reads it from."""
    return _listed_once(values, vendor) if isinstance(values, frozenset) else _listed(values, vendor)


def _listed(values: Iterable[Any], vendor: str) -> str:
    # SQLite has a UUID as text of its digits alone.
    plain = (value.hex if isinstance(value, UUID) else value for value in values)
    joined = ",".join(f'"{value}"' if isinstance(value, str) else str(value) for value in plain)
    return f"{{{joined}}}" if vendor == "postgresql" else f"[{joined}]"


# Such as the locks of a reader, of whom there are fewer than questions, each with half a dozen such lists.
_listed_once = lru_cache(maxsize=TEXTS_KEPT)(_listed)
