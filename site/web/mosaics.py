"""Paving patterns, laid from a theme's own id, so that a theme has a face of its own without a stock picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s

SHAPES = (
    "M{x} {y}h1v1h-1z",
    "M{x} {y}h1a1 1 0 0 1-1 1z",
    "M{x1} {y}v1a1 1 0 0 1-1-1z",
    "M{x1} {y1}h-1a1 1 0 0 1 1-1z",
    "M{x} {y1}v-1a1 1 0 0 1 1 1z",
    "M{x} {y}h1l-1 1z",
    "M{x1} {y1}h-1l1-1z",
    "M{x} {yh}a.5.5 0 0 1 1 0a.5.5 0 0 1-1 0z",
    "M{x} {y}a.5.5 0 0 0 1 0zM{x} {y1}a.5.5 0 0 1 1 0z",
)
SHADES = 3


@dataclass(frozen=True)
class Tile:
    """One paving stone: an SVG path in a grid of unit squares, and which shade of the theme's tone it has."""

    path: str
    shade: int


def mosaic(seed: str, columns: int, rows: int) -> Iterator[Tile]:
    """The tiles of a pattern of columns × rows unit squares; the same seed always lays the same pattern."""
    for row in range(rows):
        for column in range(columns):
            shape, shade = blake2s(f"{seed}/{row}/{column}".encode(), digest_size=2).digest()
            path = SHAPES[shape % len(SHAPES)].format(x=column, y=row, x1=column + 1, y1=row + 1, yh=row + 0.5)
            yield Tile(path, shade % SHADES + 1)
