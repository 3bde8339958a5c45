"""Views of rooms, and of what people hold in their hands."""

from cms.demo.drawings.canvas import Canvas
from cms.demo.drawings.figures import draw_bust, draw_walker
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
    SKY,
    SPARK,
    WATER,
    WHITE,
    WIDTH,
)  # fmt: skip


def work_phone(canvas: Canvas) -> None:
    canvas.disc(80, 52, 52, MIST)
    canvas.box(0, 78, WIDTH, 12, SAND)
    canvas.shape([(96, 90), (132, 90), (120, 58), (104, 50)], SPARK)
    canvas.box(58, 8, 44, 76, INK, radius=6)
    canvas.box(61, 12, 38, 68, PAPER, radius=3)
    canvas.box(61, 12, 38, 12, DEEP, radius=3)
    canvas.box(65, 16, 18, 3.4, PAPER, radius=1.7)
    for row, colour in enumerate((WATER, BRICK, LEAF)):
        top = 29 + 16 * row
        canvas.box(65, top, 11, 11, colour, radius=2)
        canvas.box(79, top + 1.4, 16, 2.6, INK, radius=1.3)
        canvas.box(79, top + 6.4, 11, 2.2, MIST, radius=1.1)
    canvas.box(95, 52, 20, 9, SKINS[1], radius=4.5)
    for finger in range(3):
        canvas.box(92 - finger, 62 + 8 * finger, 20, 6.4, SKINS[1], radius=3.2)
    canvas.box(49, 46, 15, 8, SKINS[1], radius=4)
    for x, y in ((28, 30), (132, 26), (22, 58)):
        canvas.disc(x, y, 3.4, SPARK)
        canvas.disc(x, y, 1.4, PAPER)


def council(canvas: Canvas) -> None:
    for x in range(0, 160, 20):
        canvas.box(x, 0, 10, 60, "#cfe2e1")
    canvas.box(62, 6, 36, 26, DEEP, radius=2)
    canvas.disc(80, 17, 7, PAPER)
    for y in (14.5, 17.5, 20.5):
        canvas.line([(75.5, y), (78, y - 1), (82, y + 1), (84.5, y)], WATER, thickness=1)
    draw_bust(canvas, 80, 55, 1.0, shirt=BRICK, skin=SKINS[0], hair=SAND)
    canvas.box(58, 54, 44, 12, INK, radius=1)
    canvas.box(77, 48, 1, 7, PAPER)
    canvas.box(0, 66, WIDTH, 24, SAND)
    places = (
        (16, SKINS[1], INK, WATER),
        (40, SKINS[4], INK, SPARK),
        (120, SKINS[3], BRICK, LEAF),
        (144, SKINS[2], INK, DEEP),
    )
    for x, skin, hair, shirt in places:
        draw_bust(canvas, x, 72, 1.1, shirt=shirt, skin=skin, hair=hair)
    for left in (2, 106):
        canvas.box(left, 72, 52, 4, DEEP, radius=1)
        canvas.box(left + 2, 76, 48, 14, WATER)
        for x in (left + 12, left + 34):
            canvas.box(x, 69.6, 8, 2.4, WHITE)


def voting(canvas: Canvas) -> None:
    canvas.box(0, 74, WIDTH, 16, SAND)
    for x, colour in ((14, DEEP), (48, WATER)):
        canvas.box(x, 24, 30, 50, colour)
        canvas.box(x + 3, 30, 24, 44, PAPER)
        canvas.box(x + 3, 52, 24, 3, colour)
        for stripe, tint in enumerate((BRICK, WHITE, DEEP)):
            canvas.box(x, 18 + 2 * stripe, 30, 2, tint)
    draw_walker(canvas, 63, 80, 1.5, shirt=SPARK, skin=SKINS[2], hair=INK)
    canvas.box(98, 42, 46, 40, BRICK, radius=2)
    canvas.box(94, 38, 54, 7, INK, radius=2)
    canvas.box(110, 40, 22, 2, PAPER, radius=1)
    canvas.shape([(112, 41), (116, 16), (132, 19), (129, 41)], WHITE)
    for row in range(3):
        canvas.ring(118.5 - row * 0.6, 23 + 5 * row, 1.4, INK, thickness=0.5)
        canvas.line([(122 - row * 0.6, 23.4 + 5 * row), (127.6 - row * 0.6, 24.2 + 5 * row)], MIST, thickness=1)
    canvas.disc(118, 28, 0.8, BRICK)
    canvas.box(110, 54, 22, 15, PAPER, radius=1)
    canvas.line([(114, 61), (119, 66), (128, 57)], LEAF, thickness=2.2)


def library(canvas: Canvas) -> None:
    canvas.box(6, 8, 92, 66, BRICK)
    for row in range(3):
        canvas.box(9, 11 + 21 * row, 86, 18, PAPER)
        x = 10.0
        for number in range(16):
            width, height = 3.4 + (number * 7 + row * 5) % 3, 11 + (number * 5 + row * 3) % 6
            colour = (DEEP, SPARK, WATER, LEAF, BRICK, SAND, INK)[(number * 3 + row * 2) % 7]
            if x + width < 94 and (number + row * 4) % 9:
                canvas.box(x, 29 + 21 * row - height, width, height, colour)
            x += width + 0.7
    canvas.box(0, 74, WIDTH, 16, SAND)
    canvas.box(112, 12, 36, 30, SKY)
    canvas.box(129, 12, 1.6, 30, PAPER)
    canvas.disc(122, 34, 6, MEADOW)
    draw_bust(canvas, 116, 66, 1.25, shirt=WATER, skin=SKINS[1], hair=INK)
    draw_bust(canvas, 142, 66, 1.25, shirt=SPARK, skin=SKINS[0], hair=BRICK)
    canvas.box(100, 66, 58, 4, DEEP, radius=1)
    for x in (104, 150):
        canvas.box(x, 70, 3, 20, DEEP)
    canvas.shape([(120, 66), (129, 63), (138, 66)], WHITE)
    canvas.line([(129, 63), (129, 66)], INK, thickness=0.5)


def office(canvas: Canvas) -> None:
    for x in (8, 60, 112):
        canvas.box(x, 6, 42, 40, SKY, radius=1)
        canvas.box(x, 34, 42, 12, WATER)
        for house, colour in ((2, BRICK), (15, SAND), (28, DEEP)):
            canvas.box(x + house, 22, 11, 13, colour)
            canvas.shape([(x + house, 22), (x + house + 5.5, 15), (x + house + 11, 22)], colour)
        canvas.box(x + 20.4, 6, 1.2, 40, PAPER)
    canvas.box(0, 64, WIDTH, 4, BRICK)
    canvas.box(0, 68, WIDTH, 22, SAND)
    people = ((32, SPARK, SKINS[3], INK), (80, DEEP, SKINS[4], INK), (128, LEAF, SKINS[0], SPARK))
    for x, shirt, skin, hair in people:
        draw_bust(canvas, x, 62, 1.35, shirt=shirt, skin=skin, hair=hair)
        canvas.box(x - 11, 51, 22, 13, INK, radius=1.4)
        canvas.disc(x, 57.5, 1.6, MIST)
        canvas.box(x + 15, 58, 5, 6, WHITE, radius=1)
    canvas.box(50, 58, 8, 6, BRICK, radius=1)
    for dx in (-2.4, 0, 2.4):
        canvas.disc(54 + dx, 54, 2.2, LEAF, height=5)


def home_visit(canvas: Canvas) -> None:
    canvas.box(14, 8, 34, 32, SKY)
    canvas.disc(36, 34, 8, MEADOW, height=7)
    canvas.box(30.2, 8, 1.6, 32, PAPER)
    canvas.box(12, 40, 38, 2.4, PAPER)
    canvas.line([(80, 0), (80, 16)], INK, thickness=0.8)
    canvas.pie(80, 26, 12, 180, 360, SPARK)
    canvas.box(112, 14, 26, 20, BRICK)
    canvas.box(114.5, 16.5, 21, 15, SAND)
    canvas.disc(125, 26, 5, LEAF)
    draw_bust(canvas, 50, 65, 1.9, shirt=WATER, skin=SKINS[1], hair=INK)
    draw_bust(canvas, 110, 65, 1.9, shirt=BRICK, skin=SKINS[0], hair=WHITE)
    canvas.box(0, 84, WIDTH, 6, MEADOW)
    canvas.box(24, 64, 112, 5, DEEP, radius=1)
    for x in (32, 124):
        canvas.box(x, 69, 4, 18, DEEP)
    canvas.disc(80, 58, 6.4, PAPER, height=6)
    canvas.line([(86, 58), (91, 54)], PAPER, thickness=2)
    canvas.ring(73.4, 58, 3.4, PAPER, thickness=1.3)
    canvas.box(78.6, 50.4, 2.8, 2.4, SPARK, radius=1)
    for x in (64, 97):
        canvas.box(x, 59, 6, 5, WHITE, radius=1.4)
        canvas.ring(x + 6.6, 61.2, 1.8, WHITE, thickness=0.7)


def pool(canvas: Canvas) -> None:
    for x in range(4, 160, 26):
        canvas.box(x, 6, 20, 30, SKY, radius=1)
        canvas.disc(x + 14, 32, 5, LEAF, height=7)
    canvas.box(0, 36, WIDTH, 9, SAND)
    canvas.box(0, 45, WIDTH, 45, WATER)
    for y in (57, 72):
        for number in range(22):
            canvas.disc(number * 7.6 + 2, y, 1.7, (SPARK, WHITE)[number % 2], height=1.4)
    for x, y, length in ((8, 50, 18), (112, 52, 30), (20, 66, 24), (118, 66, 20), (60, 82, 30), (6, 85, 16)):
        canvas.line([(x, y), (x + length, y)], MIST, thickness=0.8)
    _swimmer(canvas, 52, 64, skin=SKINS[0], cap=BRICK)
    _swimmer(canvas, 104, 80, skin=SKINS[2], cap=PAPER)
    for x in (136, 148):
        canvas.line([(x, 34), (x, 52)], INK, thickness=1.2)
    for y in (40, 45, 50):
        canvas.line([(136, y), (148, y)], INK, thickness=1)
    draw_walker(canvas, 22, 44, 1.1, shirt=SPARK, skin=SKINS[1], hair=INK)


def _swimmer(canvas: Canvas, x: float, y: float, *, skin: str, cap: str) -> None:
    canvas.line([(x - 3, y + 2), (x - 12, y - 5), (x - 17, y + 1)], skin, thickness=3)
    canvas.disc(x, y - 1, 4.6, skin)
    canvas.pie(x, y - 2, 5, 180, 360, cap)
    canvas.box(x - 24, y + 2, 40, 3, WATER)
    canvas.line([(x - 24, y + 3), (x + 12, y + 3)], MIST, thickness=1)
