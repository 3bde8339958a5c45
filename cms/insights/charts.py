"""A trend as a picture of bars: measures for a template, so that no script and no library draws it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cms.insights.counting import Week

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, BOTTOM, TOP = 48, 24, 28, 12
GAP = 0.25
LINES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: its whole, and the part of it that found nothing; in the picture's own units from the top left."""

    week: Week
    x: float
    width: float
    y: float
    height: float
    part_y: float
    part_height: float
    is_labelled: bool

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line across, at a round number."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All there is to draw."""

    bars: Sequence[Bar]
    lines: Sequence[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def chart_of(weeks: Sequence[Week]) -> Chart:
    """The picture of a trend. Its highest line is at a round number that no week passes."""
    highest = _rounded_up(max((week.searches for week in weeks), default=0))
    room = HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks), 1)
    every = math.ceil(len(weeks) / 8) or 1

    def measured(number: int) -> float:
        return round(room * number / highest, 1)

    bars = [
        Bar(
            week=week,
            x=round(LEFT + step * (place + GAP / 2), 1),
            width=round(step * (1 - GAP), 1),
            y=round(TOP + room - measured(week.searches), 1),
            height=measured(week.searches),
            part_y=round(TOP + room - measured(week.found_none), 1),
            part_height=measured(week.found_none),
            is_labelled=(len(weeks) - 1 - place) % every == 0,
        )
        for place, week in enumerate(weeks)
    ]
    numbers = [highest * line // LINES for line in range(LINES + 1)]
    return Chart(bars, [Line(round(TOP + room - measured(number), 1), number) for number in numbers])


def _rounded_up(number: int) -> int:
    """The least of 4, 8, 20, 40, 80, 200, … that is not below a number: a quarter of it is whole."""
    power = 1
    while True:
        for each in (4, 8, 20):
            if number <= each * power:
                return each * power
        power *= 10
