"""Values that come later, so that one query can bring what many fields ask for, without an event loop."""

from collections.abc import Callable, Iterable
from typing import Any


class Deferred:
    """A value a loader brings once all fields of this level have said what they need.

    It is settled once, with a value or with an error, and then tells whoever waits.
    """

    __slots__ = ("_error", "_value", "_waiting", "is_settled")

    def __init__(self) -> None:
        self.is_settled = False
        self._value: Any = None
        self._error: Exception | None = None
        self._waiting: list[Callable[[], None]] = []

    @property
    def value(self) -> Any:
        """What it was settled with. Raises the error it failed with."""
        if self._error is not None:
            raise self._error
        return self._value

    @property
    def has_failed(self) -> bool:
        """Whether it was settled with an error."""
        return self._error is not None

    @property
    def has_value(self) -> bool:
        """Whether it was settled with something, and not with None or an error."""
        return self._value is not None

    def settle(self, value: Any) -> None:
        """Bring the value."""
        self._value = value
        self._finish()

    def fail(self, error: Exception) -> None:
        """Bring an error instead of a value."""
        self._error = error
        self._finish()

    def when_settled(self, call: Callable[[], None]) -> None:
        """Call back once it is settled, at once when it is already."""
        if self.is_settled:
            call()
        else:
            self._waiting.append(call)

    def then(self, on_value: Callable[[Any], Any], on_error: Callable[[Exception], Any] | None = None) -> "Deferred":
        """What `on_value` makes of the value, itself perhaps deferred; `on_error` may turn an error into a value."""
        if self.is_settled and self._error is None:
            return self._made_at_once(on_value)
        result = Deferred()

        def go_on() -> None:
            try:
                if self._error is None:
                    outcome = on_value(self._value)
                elif on_error is not None:
                    outcome = on_error(self._error)
                else:
                    raise self._error
            except Exception as error:
                result.fail(error)
            else:
                result.follow(outcome)

        self.when_settled(go_on)
        return result

    def _made_at_once(self, on_value: Callable[[Any], Any]) -> "Deferred":
        """The same of a value that is there, as most are where much was brought at once: nothing has to wait for it."""
        try:
            outcome = on_value(self._value)
        except Exception as error:
            result = Deferred()
            result.fail(error)
            return result
        return outcome if isinstance(outcome, Deferred) else ready(outcome)

    def follow(self, outcome: Any) -> None:
        """Settle with a ready value, or as another deferred value will be settled."""
        if not isinstance(outcome, Deferred):
            self.settle(outcome)
            return

        def copy() -> None:
            if outcome._error is not None:
                self.fail(outcome._error)
            else:
                self.settle(outcome._value)

        outcome.when_settled(copy)

    def _finish(self) -> None:
        self.is_settled = True
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()


def ready(value: Any) -> Deferred:
    """A deferred value that is there already."""
    result = Deferred()
    result._value = value
    result.is_settled = True
    return result


def all_of(deferred: Iterable[Deferred]) -> Deferred:
    """A list of all their values, in order; fails with the first error."""
    parts = list(deferred)
    if all(part.is_settled and part._error is None for part in parts):
        return ready([part._value for part in parts])
    result = Deferred()
    missing = len(parts)

    def one_less() -> None:
        nonlocal missing
        missing -= 1
        if missing == 0:
            error = next((part._error for part in parts if part._error is not None), None)
            if error is not None:
                result.fail(error)
            else:
                result.settle([part._value for part in parts])

    for part in parts:
        part.when_settled(one_less)
    return result
