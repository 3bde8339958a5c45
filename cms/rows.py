"""Objects of rows, for statements that every read asks.

Django makes an object through its `__init__`, field by field, with a signal before and after. What comes of a row here
is the same object, sooner (docs/performance.md); nobody is told that it was made, because nothing was. A model with an
`__init__` or `from_db` of its own has that called, unless it says that it `is_whole_by_its_row`.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState

Row = Sequence[Any]


class Maker:
    """Makes the objects of one model, and those that are selected along with them, from a compiled query's rows."""

    def __init__(self, kind: dict[str, Any], select: Sequence[Any], alias: str) -> None:
        places = kind["select_fields"]
        self._model: type[Model] = kind["model"]
        self._alias = alias
        self._names = [select[place][0].target.attname for place in places]
        self._values: Callable[[Row], Row] = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        self._key = places[self._names.index(self._model._meta.pk.attname)]
        self._has_own_way = not getattr(self._model, "is_whole_by_its_row", False) and bool(
            {"__init__", "from_db"} & _defined(self._model)
        )
        self._along = [
            # What is one of two that belong together, as a person and their account, does not lead back: the two would
            # wait in a circle for the collector of garbage, and nobody goes there to come back.
            (Maker(along, select, alias), along["local_setter"], along["remote_setter"] if along["reverse"] else None)
            for along in kind.get("related_klass_infos", [])
        ]

    def of(self, row: Row) -> Any:
        """The object of a row; None where there is none, as behind an empty relation."""
        if row[self._key] is None:
            return None
        thing = self._made(self._values(row))
        for maker, set_here, set_there in self._along:
            other = maker.of(row)
            set_here(thing, other)
            if other is not None and set_there is not None:
                set_there(other, thing)
        return thing

    def _made(self, values: Row) -> Any:
        if self._has_own_way:
            return self._model.from_db(self._alias, self._names, values)
        thing = self._model.__new__(self._model)
        state = thing._state = ModelState()
        state.db, state.adding = self._alias, False
        thing.__dict__.update(zip(self._names, values, strict=True))
        return thing


def _defined(model: type[Model]) -> set[str]:
    """What a model and those above it define beside Django's own."""
    return {name for each in model.__mro__ if each not in Model.__mro__ for name in vars(each)}
