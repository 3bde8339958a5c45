"""Views of streets, parks and roofs."""

from cms.demo.drawings.canvas import Canvas
from cms.demo.drawings.figures import draw_bush, draw_tree, draw_walker
from cms.demo.drawings.palette import (
    BRICK,
    DEEP,
    INK,
    LEAF,
    MEADOW,
    MIST,
    PAPER,
    SAND,
    SKINS,
    SPARK,
    WATER,
    WHITE,
    WIDTH,
)  # fmt: skip


def park(canvas: Canvas) -> None:
    canvas.disc(30, 22, 9, SPARK)
    for x, size in ((12, 22), (52, 17), (96, 20), (150, 24)):
        canvas.disc(x, 52, size, MIST, height=size * 0.8)
    canvas.box(0, 52, WIDTH, 38, MEADOW)
    canvas.disc(112, 74, 40, WATER, height=10)
    for x, y, length in ((92, 71, 16), (112, 76, 22), (100, 80, 12)):
        canvas.line([(x, y), (x + length, y)], MIST, thickness=0.8)
    canvas.shape([(0, 90), (26, 90), (66, 52), (60, 52)], SAND)
    for stem, tall in ((14, 1.25), (48, 0.8), (82, 0.95), (146, 1.3)):
        draw_tree(canvas, stem, 66 if tall > 1 else 56, tall)
    canvas.box(38, 70, 22, 2.4, BRICK, radius=1)
    canvas.box(38, 64, 22, 2.4, BRICK, radius=1)
    for leg in (40, 56.5):
        canvas.box(leg, 64, 1.4, 13, INK)
    draw_walker(canvas, 27, 87, 0.95, shirt=SPARK, skin=SKINS[2], hair=INK)


def roadworks(canvas: Canvas) -> None:
    for left, height, colour in ((0, 34, MIST), (26, 42, PAPER), (52, 30, MIST), (84, 40, PAPER), (118, 32, MIST)):
        canvas.box(left, 58 - height, 30, height, colour)
        for column in range(2):
            for row in range(2):
                canvas.box(left + 6 + 11 * column, 63 - height + 11 * row, 6, 7, WATER if colour == PAPER else PAPER)
    canvas.box(0, 58, WIDTH, 6, SAND)
    canvas.box(0, 64, WIDTH, 26, INK)
    for mark in range(4, 160, 26):
        canvas.box(mark, 76, 14, 1.8, PAPER, radius=0.9)
    _barrier(canvas, 92, 44)
    for spot in (20, 66, 142):
        _cone(canvas, spot, 78)
    draw_walker(canvas, 44, 65, 1.35, shirt="#e8d44d", skin=SKINS[0], hair=SPARK, is_helmeted=True)


def _barrier(canvas: Canvas, x: float, y: float) -> None:
    for foot in (x + 4, x + 34):
        canvas.box(foot, y, 2.4, 30, WHITE)
    for row in (y + 4, y + 15):
        canvas.box(x, row, 40, 7, WHITE, radius=1)
        for stripe in range(4):
            left = x + 1 + stripe * 10
            canvas.shape([(left, row + 7), (left + 4, row), (left + 9, row), (left + 5, row + 7)], BRICK)
    canvas.disc(x + 5, y - 2, 3.2, SPARK)
    canvas.disc(x + 35, y - 2, 3.2, SPARK)


def _cone(canvas: Canvas, x: float, y: float) -> None:
    canvas.shape([(x - 5, y), (x - 1, y - 15), (x + 1, y - 15), (x + 5, y)], SPARK)
    canvas.shape([(x - 3.4, y - 5), (x - 2.2, y - 9.4), (x + 2.2, y - 9.4), (x + 3.4, y - 5)], WHITE)
    canvas.box(x - 7, y, 14, 2.4, SPARK, radius=1)


def refuse_lorry(canvas: Canvas) -> None:
    canvas.disc(134, 22, 10, SPARK)
    for x, height in ((0, 24), (18, 34), (40, 22), (112, 28), (138, 36)):
        canvas.box(x, 68 - height, 20, height, MIST)
    canvas.box(0, 68, WIDTH, 22, SAND)
    canvas.box(0, 72, WIDTH, 2, PAPER)
    canvas.shape([(34, 26), (94, 26), (94, 66), (28, 66), (28, 38)], DEEP)
    canvas.shape([(42, 34), (88, 34), (88, 58), (42, 58)], WATER)
    canvas.disc(65, 46, 8.5, PAPER)
    canvas.ring(65, 46, 5.4, LEAF, thickness=2)
    canvas.box(96, 36, 28, 30, PAPER, radius=3)
    canvas.shape([(102, 40), (117, 40), (121, 52), (102, 52)], WATER)
    canvas.box(26, 63, 99, 5, INK, radius=1)
    canvas.disc(121, 60, 2, SPARK)
    for x in (46, 62, 112):
        canvas.disc(x, 69, 8, INK)
        canvas.disc(x, 69, 3.4, MIST)
    for x, colour in ((8, LEAF), (140, BRICK)):
        _bin(canvas, x, 60, colour)
    draw_walker(canvas, 23, 81, 1.1, shirt=SPARK, skin=SKINS[1], hair=INK)


def _bin(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.shape([(x, y), (x + 12, y), (x + 10.6, y + 18), (x + 1.4, y + 18)], colour)
    canvas.box(x - 1, y - 2.6, 14, 3.4, INK, radius=1.4)
    canvas.disc(x + 9, y + 18, 2.2, INK)


def winter(canvas: Canvas) -> None:
    canvas.disc(128, 20, 10, PAPER)
    for x, width, top, colour in ((6, 24, 30, BRICK), (34, 20, 38, DEEP), (100, 22, 34, WATER), (126, 26, 28, BRICK)):
        canvas.box(x, top, width, 64 - top, colour)
        canvas.shape([(x - 2, top), (x + width / 2, top - 13), (x + width + 2, top)], WHITE)
        for column in range(2):
            canvas.box(x + width * (0.18 + 0.42 * column), top + 7, width * 0.22, 7, "#e8d44d")
    draw_tree(canvas, 78, 64, 1.0, leaf=WHITE)
    canvas.disc(30, 82, 70, WHITE, height=20)
    canvas.disc(140, 86, 60, PAPER, height=22)
    canvas.shape([(60, 90), (116, 90), (94, 64), (86, 64)], MIST)
    canvas.box(76, 62, 24, 13, SPARK, radius=2)
    canvas.box(94, 56, 12, 19, SPARK, radius=2)
    canvas.box(98, 59, 7, 7, SKINS[0])
    canvas.box(97, 59, 7.4, 7, MIST, radius=1)
    canvas.box(74, 74, 34, 2.6, INK, radius=1)
    for x in (82, 101):
        canvas.disc(x, 77, 4.2, INK)
        canvas.disc(x, 77, 1.6, MIST)
    for number in range(46):
        canvas.disc((number * 37) % 160, (number * 23) % 66, 0.6 + (number % 3) * 0.35, WHITE)


def solar_roof(canvas: Canvas) -> None:
    canvas.disc(124, 24, 13, SPARK)
    for number in range(8):
        x, y = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))[number]
        canvas.line([(124 + 17 * x, 24 + 17 * y), (124 + 21 * x, 24 + 21 * y)], SPARK, thickness=1.6)
    canvas.box(0, 72, WIDTH, 18, MEADOW)
    canvas.box(16, 52, 100, 24, SAND)
    canvas.shape([(8, 54), (34, 26), (102, 26), (124, 54)], INK)
    for top, bottom in ((29, 39), (41, 52)):
        for column in range(6):
            corners = [(_on_roof(column + 0.2, top), top), (_on_roof(column + 0.9, top), top)]
            corners += [(_on_roof(column + 0.9, bottom), bottom), (_on_roof(column + 0.2, bottom), bottom)]
            canvas.shape(corners, WATER)
        middle = (top + bottom) / 2
        canvas.line([(_on_roof(0.3, middle), middle), (_on_roof(5.8, middle), middle)], MIST, thickness=0.4)
    for x in (24, 52, 80):
        canvas.box(x, 58, 22, 18, DEEP, radius=1)
        for line in range(3):
            canvas.line([(x + 2, 62 + 4.4 * line), (x + 20, 62 + 4.4 * line)], WATER, thickness=0.7)
    draw_tree(canvas, 144, 74, 1.1)
    draw_bush(canvas, 126, 76, 7)
    draw_walker(canvas, 110, 82, 1.0, shirt=BRICK, skin=SKINS[3], hair=INK)


def _on_roof(column: float, y: float) -> float:
    """Where the roof's nth of six columns is at a height: the roof widens towards the gutter."""
    left, right = 34 - 26 * (y - 26) / 28, 102 + 22 * (y - 26) / 28
    return left + (right - left) * (column + 0.05) / 6.1
