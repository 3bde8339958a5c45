"""What is asked along with who asks: each request begins with that, and apps above need more of the same moment.

Each says here, while the process starts, what it needs. It comes in the statement that finds the person, and stands on
them as an attribute until it is taken.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db.models import Expression, Field, Model
from django.db.models.expressions import BaseExpression

# What is taken where nothing came.
NOTHING: Final = object()

_written: dict[str, Callable[[], BaseExpression]] = {}
_recalling: list[Callable[[str], Mapping[str, Any]]] = []


class OfWhoAsks(Expression):
    """Stands for a column of who asks, in what is asked along: of their account, profile or unit. NULL where they have
    none of these."""

    def __init__(self, model: type[Model], name: str) -> None:
        self.column: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
        super().__init__(output_field=self.column)

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        """The column by the name of its table, which the whole statement knows."""
        quoted = connection.ops.quote_name
        return f"{quoted(self.column.model._meta.db_table)}.{quoted(self.column.column)}", ()


def ask_along(
    name: str, write: Callable[[], BaseExpression], *, recall: Callable[[str], Mapping[str, Any]] | None = None
) -> None:
    """From now on each person who asks comes with the value of an expression, as an attribute of this name.

    `Given("at")` in it is the present moment; what else it is `Given` is what `recall` says that this process remembers
    of whoever asks by a token's digest or an account's number.
    """
    _written[name] = write
    if recall is not None:
        _recalling.append(recall)


def asked_along() -> dict[str, BaseExpression]:
    """All that is asked along, for the statements that find who asks."""
    return {name: write() for name, write in _written.items()}


def recalled(asking_by: str) -> dict[str, Any]:
    """What this process remembers of who asks, for the statements that find them."""
    return {name: value for recall in _recalling for name, value in recall(asking_by).items()}


def hand_over(found: Model, person: Any) -> None:
    """Give a person what was asked along with something else of theirs."""
    for name in _written:
        setattr(person, name, getattr(found, name))


def take(person: Any, name: str) -> Any:
    """What came with a person under a name, once: who asks again later must ask the database. NOTHING where nothing
    came."""
    value = getattr(person, name, NOTHING)
    if value is not NOTHING:
        delattr(person, name)
    return value
