"""Statements that every read asks: written by Django once, and asked again with other values.

Django puts a queryset together, and writes its SQL, anew for every question. For those with which each request begins
that takes longer than the database takes to answer (docs/performance.md), so their text is kept, one a database, and
only the values differ. How they are asked is in `cms.kept_cursors`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from django.db import connections, router
from django.db.models import Expression, Model, QuerySet

from cms.kept_cursors import fetched
from cms.lazy_json import LazyJSONField
from cms.rows import Maker

ModelT = TypeVar("ModelT", bound=Model)

# What needs no escape in SQL.
WORD = re.compile(r"\w+", re.ASCII)
# All of a list as one parameter, so that the text does not change with its length.
LISTED = {
    "postgresql": ("unnest(%s::bigint[])", "unnest(%s::text[])"),
    "sqlite": ("value FROM json_each(%s)", "value FROM json_each(%s)"),
}


class Given(Expression):
    """Stands in a kept queryset for a value that each question gives by this name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter, to be filled in when it is asked."""
        return "%s", (self,)


class AnyGiven(Given):
    """Stands for a list of numbers (or texts): what a field is looked for in, by `field__in`."""

    def __init__(self, name: str, *, is_text: bool = False) -> None:
        super().__init__(name)
        self.is_text = is_text

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The rows of the list; a lookup puts them in brackets."""
        return f"SELECT {LISTED[connection.vendor][self.is_text]}", (self,)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One queryset as one database is asked it."""

    text: str
    parameters: tuple[Any, ...]
    compiler: Any
    converters: Mapping[int, Any]
    maker: Maker | None
    annotated: tuple[tuple[str, int], ...]


class Statement(Generic[ModelT]):
    """A queryset whose text is kept. `write` makes it, with `Given` for each value that differs, from what else it
    depends on: that is the key its text is kept by, and must have few values."""

    def __init__(self, write: Callable[..., QuerySet[ModelT, Any]]) -> None:
        self._write = write
        self._prepared: dict[tuple[Any, ...], Prepared] = {}

    def rows(self, *key: Any, given: Mapping[str, Any], **more_key: Any) -> list[tuple[Any, ...]]:
        """What the queryset's `values_list` holds, as Python has it."""
        alias, prepared = self._of(key, more_key)
        return list(_rows(alias, prepared, given))

    def things(self, *key: Any, given: Mapping[str, Any], at_most: int | None = None, **more_key: Any) -> list[ModelT]:
        """The queryset's objects, `at_most` so many, with what is selected along with them and what is annotated."""
        alias, prepared = self._of(key, more_key)
        assert prepared.maker is not None, "what asks for values has rows"
        made, annotated = prepared.maker.of, prepared.annotated
        things = []
        for row in _rows(alias, prepared, given, at_most):
            thing = made(row)
            for name, place in annotated:
                setattr(thing, name, row[place])
            things.append(thing)
        return things

    def _of(self, key: tuple[Any, ...], more_key: Mapping[str, Any]) -> tuple[str, Prepared]:
        whole = (*key, *more_key.values())
        known = self._prepared.get(whole)
        if known is not None:
            return known.compiler.using, known
        queryset = self._write(*key, **more_key)
        alias = router.db_for_read(queryset.model)
        compiler = queryset.query.get_compiler(using=alias)
        text, parameters = compiler.as_sql()
        converters = _converters(compiler)
        maker = None if compiler.query.values_select else Maker(compiler.klass_info, compiler.select, alias)
        annotated = tuple(compiler.annotation_col_map.items())
        text, plain = _with_constants(text, parameters)
        made = self._prepared[whole] = Prepared(text, plain, compiler, converters, maker, annotated)
        return alias, made


def _with_constants(text: str, parameters: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """A text with the words that never differ, such as the kind of a thing, written into it: PostgreSQL makes a plan
    for any values, which is a better one the more it knows."""
    first, *parts = text.split("%s")
    left: list[Any] = []
    for part, one in zip(parts, parameters, strict=True):
        value = one.value if isinstance(one, Enum) else one
        if isinstance(value, str) and WORD.fullmatch(value):
            first += f"'{value}'{part}"
        else:
            first += f"%s{part}"
            left.append(value)
    return first, tuple(left)


def _converters(compiler: Any) -> Mapping[int, Any]:
    """What makes Python's values of a row's; not for what an object decodes by itself."""
    converters: Mapping[int, Any] = compiler.get_converters([column[0] for column in compiler.select])
    annotated = set(compiler.annotation_col_map.values())
    return {
        place: converter
        for place, converter in converters.items()
        if compiler.query.values_select
        or place in annotated
        or not isinstance(converter[1].output_field, LazyJSONField)
    }


def _rows(alias: str, prepared: Prepared, given: Mapping[str, Any], at_most: int | None = None) -> Iterable[Any]:
    connection = connections[alias]
    text, parameters = prepared.text, [_filled(one, given, connection) for one in prepared.parameters]
    if at_most is not None:
        # The power of two tells the planner how few are wanted; the number itself would make as many texts as numbers.
        text = f"SELECT * FROM ({text} LIMIT {1 << at_most.bit_length()}) AS few LIMIT %s"  # noqa: S608 - our own text
        parameters.append(at_most)
    found = fetched(connection, text, parameters)
    if not prepared.converters:
        return found
    converted: Iterable[Any] = prepared.compiler.apply_converters(iter(found), prepared.converters)
    return converted


def _filled(parameter: Any, given: Mapping[str, Any], connection: Any) -> Any:
    if not isinstance(parameter, Given):
        return parameter
    value = given[parameter.name]
    if isinstance(parameter, AnyGiven):
        return listed(value, connection.vendor)
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def listed(values: Iterable[Any], vendor: str) -> str:
    """A list of numbers, or of texts that need no escape, as the one parameter that a database reads it from."""
    joined = ",".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values)
    return f"{{{joined}}}" if vendor == "postgresql" else f"[{joined}]"
