"""What came of a transfer."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

# Told as (done, total) after each file.
Progress = Callable[[int, int], None]


def tell_nobody(done: int, total: int) -> None:
    """Progress for whoever does not look."""


@dataclass
class Report:
    """`counts` is of files, by what became of them; `problems` are lines that begin with where to look."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Count one file."""
        self.counts[what] += 1

    def complain(self, place: str, problem: object) -> None:
        """Note what is wrong with one file."""
        self.counts["problems"] += 1
        self.problems.append(f"{place}: {problem}")
