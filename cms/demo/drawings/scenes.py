"""Views of the city, in flat shapes and few colours."""

from collections.abc import Callable

from cms.demo.drawings import indoors, outdoors
from cms.demo.drawings.canvas import Canvas
from cms.demo.drawings.palette import (
    BRICK,
    DEEP,
    HEIGHT,
    INK,
    LEAF,
    MEADOW,
    MIST,
    PAPER,
    SAND,
    SKY,
    SPARK,
    WATER,
    WHITE,
    WIDTH,
)  # fmt: skip


def draw_scene(name: str) -> bytes:
    """One view (a key of SCENES) as a PNG of 1600 × 900 pixels."""
    scene, ground = SCENES[name]
    canvas = Canvas(WIDTH, HEIGHT, scale=10, ground=ground)
    scene(canvas)
    return canvas.png()


def _canal(canvas: Canvas) -> None:
    canvas.disc(128, 22, 9, SPARK)
    fronts = ((4, 22, BRICK), (27, 18, DEEP), (46, 24, SAND), (71, 19, WATER), (91, 23, BRICK), (115, 18, PAPER),
              (134, 22, DEEP))  # fmt: skip
    for number, (x, width, colour) in enumerate(fronts):
        _front(canvas, x, 26 + 5 * (number % 3), width, colour, is_stepped=number % 2 == 0)
    canvas.box(0, 64, WIDTH, 4, SAND)
    canvas.box(0, 68, WIDTH, 22, WATER)
    for x, y, length in ((10, 74, 26), (52, 79, 34), (100, 73, 22), (118, 84, 30), (20, 86, 18)):
        canvas.line([(x, y), (x + length, y)], MIST, thickness=0.8)
    _boat(canvas, 66, 74)


def _front(canvas: Canvas, x: float, top: float, width: float, colour: str, *, is_stepped: bool) -> None:
    canvas.box(x, top, width, 65 - top, colour)
    if is_stepped:
        for step in range(1, 4):
            canvas.box(x + step * width / 8, top - step * 3, width - step * width / 4, 3.2, colour)
    else:
        canvas.shape([(x, top), (x + width / 2, top - 10), (x + width, top)], colour)
    glass = MIST if colour in (DEEP, WATER, BRICK) else DEEP
    for row in range(2):
        for column in range(3):
            canvas.box(x + width * (0.14 + 0.27 * column), top + 5 + 11 * row, width * 0.17, 7, glass)
    canvas.box(x + width * 0.4, 54, width * 0.2, 11, INK)


def _boat(canvas: Canvas, x: float, y: float) -> None:
    canvas.shape([(x, y), (x + 34, y), (x + 30, y + 7), (x + 4, y + 7)], INK)
    canvas.box(x + 8, y - 5, 14, 5, PAPER)
    canvas.box(x + 10, y - 4, 4, 2.4, WATER)
    canvas.box(x + 16, y - 4, 4, 2.4, WATER)


def _bridge(canvas: Canvas) -> None:
    canvas.disc(36, 24, 11, PAPER)
    for x, size in ((8, 15), (24, 11), (138, 16), (154, 12)):
        canvas.disc(x, 48 - size / 2, size, LEAF)
    canvas.box(0, 48, WIDTH, 12, MEADOW)
    canvas.box(0, 58, WIDTH, 32, WATER)
    canvas.disc(80, 92, 56, SAND, height=56)
    canvas.disc(80, 94, 44, DEEP, height=46)
    canvas.box(0, 78, WIDTH, 12, WATER)
    for x in range(36, 128, 8):
        height = 38 + ((x - 80) / 10) ** 2
        canvas.line([(x, height - 6), (x, height)], INK, thickness=0.8)
    rail = [(x, 32 + ((x - 80) / 10) ** 2) for x in range(34, 128, 2)]
    canvas.line(rail, INK, thickness=1.1)
    for x, y, length in ((6, 82, 30), (60, 85, 42), (122, 81, 26)):
        canvas.line([(x, y), (x + length, y)], MIST, thickness=0.8)


def _bicycle(canvas: Canvas) -> None:
    canvas.box(0, 70, WIDTH, 20, SAND)
    canvas.disc(118, 28, 14, SPARK)
    for x, height in ((6, 26), (24, 34), (132, 30), (148, 22)):
        canvas.box(x, 70 - height, 12, height, MIST)
    for x in (54, 104):
        canvas.ring(x, 62, 17, INK, thickness=1.8)
        canvas.disc(x, 62, 1.8, INK)
        for dx, dy in ((0, 16), (16, 0), (11, 11), (-11, 11)):
            canvas.line([(x - dx, 62 - dy), (x + dx, 62 + dy)], WATER, thickness=0.25)
    saddle, steer, crank = (70, 40), (96, 38), (78, 62)
    for points in ((saddle, crank), (saddle, steer), (crank, steer), ((54, 62), crank), ((54, 62), saddle)):
        canvas.line(points, DEEP, thickness=2.6)
    canvas.line([(94, 31), (104, 62)], DEEP, thickness=2.6)
    canvas.line([(70, 40), (68, 33)], INK, thickness=1.8)
    canvas.line([(61, 32.5), (74, 32.5)], INK, thickness=3.4)
    canvas.line([(94, 31), (86, 29), (83, 31)], INK, thickness=1.8)
    canvas.ring(78, 62, 4.5, INK, thickness=1.4)
    canvas.box(44, 40, 20, 12, BRICK, radius=2)


def _town_hall(canvas: Canvas) -> None:
    canvas.disc(30, 22, 10, PAPER)
    canvas.box(0, 74, WIDTH, 16, SAND)
    for x in range(-10, WIDTH, 22):
        canvas.shape([(x, 90), (x + 8, 74), (x + 10, 74), (x + 4, 90)], PAPER)
    canvas.box(30, 44, 100, 31, DEEP)
    canvas.shape([(24, 44), (80, 22), (136, 44)], WATER)
    canvas.box(72, 17, 16, 30, BRICK)
    canvas.shape([(70, 18), (80, 5), (90, 18)], INK)
    canvas.disc(80, 27, 5.6, PAPER)
    canvas.line([(80, 27), (80, 23.6)], INK, thickness=0.7)
    canvas.line([(80, 27), (82.6, 28.4)], INK, thickness=0.7)
    for x in (36, 48, 60, 92, 104, 116):
        canvas.box(x, 50, 7, 14, MIST, radius=3.5)
        canvas.box(x, 58, 7, 8, MIST)
    canvas.box(72, 52, 16, 23, SPARK, radius=8)
    canvas.box(72, 62, 16, 13, SPARK)
    for step in range(3):
        canvas.box(64 - 4 * step, 75 + 2 * step, 32 + 8 * step, 2, (PAPER, MIST, PAPER)[step])


def _polder(canvas: Canvas) -> None:
    canvas.disc(46, 40, 15, SPARK)
    canvas.box(0, 50, WIDTH, 40, MEADOW)
    for number, x in enumerate(range(-30, 200, 32)):
        canvas.shape([(x, 90), (x + 26, 90), (80 + number * 3, 50), (78 + number * 3, 50)], LEAF)
    canvas.shape([(40, 90), (76, 90), (86, 50), (84, 50)], WATER)
    canvas.shape([(111, 64), (129, 64), (125, 36), (115, 36)], BRICK)
    canvas.pie(120, 36, 6.5, 180, 360, INK)
    for start, end in (((120, 33), (100, 13)), ((120, 33), (140, 13)), ((120, 33), (100, 53)), ((120, 33), (140, 53))):
        canvas.line([start, end], INK, thickness=1)
        middle = ((start[0] + 3 * end[0]) / 4, (start[1] + 3 * end[1]) / 4)
        canvas.line([middle, end], PAPER, thickness=3.4)
    canvas.box(117.5, 56, 5, 8, INK, radius=2)


def _desk(canvas: Canvas) -> None:
    canvas.box(16, 10, 44, 34, SKY, radius=1)
    canvas.disc(46, 34, 10, MEADOW)
    canvas.box(16, 38, 44, 6, LEAF)
    canvas.box(37, 10, 1.6, 34, PAPER)
    canvas.box(0, 68, WIDTH, 4, BRICK)
    canvas.box(0, 72, WIDTH, 18, SAND)
    canvas.box(62, 34, 42, 27, INK, radius=2)
    canvas.box(64, 36, 38, 23, MIST, radius=1)
    for y, length in ((41, 20), (46, 28), (51, 14)):
        canvas.box(68, y, length, 2, WATER, radius=1)
    canvas.box(80, 61, 6, 5, INK)
    canvas.box(72, 65, 22, 3, INK, radius=1.5)
    canvas.line([(124, 67), (118, 46), (128, 30)], INK, thickness=1.6)
    canvas.shape([(122, 24), (136, 32), (130, 40), (114, 32)], SPARK)
    canvas.box(116, 66, 16, 2, INK, radius=1)
    canvas.box(32, 58, 9, 10, WHITE, radius=1.5)
    canvas.ring(42, 62, 3.4, WHITE, thickness=1.2)
    canvas.box(140, 56, 12, 12, BRICK, radius=2)
    for x, y in ((142, 48), (150, 46), (146, 42)):
        canvas.disc(x, y, 5, LEAF, height=8)


def _paving(canvas: Canvas) -> None:
    colours = (DEEP, WATER, MIST, SAND, PAPER, SPARK)
    for row in range(5):
        for column in range(9):
            x, y = column * 18 - 1, row * 18
            turn = (column * 5 + row * 7 + column * row) % 4
            canvas.box(x, y, 18, 18, colours[(column * 2 + row * 3) % 5])
            corner = ((x, y), (x + 18, y), (x + 18, y + 18), (x, y + 18))[turn]
            colour = colours[(column + row * 2 + turn) % 6]
            canvas.pie(*corner, 18, 90 * turn, 90 * turn + 90, colour)


def _market(canvas: Canvas) -> None:
    for x, height, colour in ((0, 34, MIST), (30, 42, SAND), (58, 30, MIST), (92, 40, SAND), (124, 34, MIST)):
        canvas.box(x, 62 - height, 36, height, colour)
        for column in range(3):
            canvas.box(x + 5 + 10 * column, 68 - height, 5, 8, PAPER)
    canvas.box(0, 62, WIDTH, 28, SAND)
    for x, awning in ((10, BRICK), (60, DEEP), (110, SPARK)):
        for pole in (x + 2, x + 37):
            canvas.box(pole, 46, 1.4, 34, INK)
        for stripe in range(5):
            canvas.box(x + stripe * 8, 40, 8, 10, awning if stripe % 2 == 0 else WHITE, radius=1)
            canvas.pie(x + stripe * 8 + 4, 50, 4, 0, 180, awning if stripe % 2 == 0 else WHITE)
        canvas.box(x + 1, 66, 38, 14, WATER)
        for fruit in range(7):
            canvas.disc(x + 5 + fruit * 5, 65, 2.6, (SPARK, LEAF, BRICK)[fruit % 3])


def _counter(canvas: Canvas) -> None:
    canvas.box(0, 0, WIDTH, 14, DEEP)
    for x, colour in ((14, SPARK), (64, WATER), (114, BRICK)):
        canvas.box(x, 22, 32, 10, colour, radius=2)
        canvas.box(x + 11, 25.5, 10, 3, PAPER, radius=1.5)
        canvas.disc(x + 16, 48, 6, SAND, height=7)
        canvas.pie(x + 16, 68, 12, 180, 360, colour)
    canvas.box(0, 62, WIDTH, 6, INK)
    canvas.box(0, 68, WIDTH, 22, WATER)
    for x in (10, 60, 110):
        canvas.box(x, 72, 40, 18, DEEP, radius=1)
        canvas.box(x + 25, 58, 9, 4, PAPER)


SCENES: dict[str, tuple[Callable[[Canvas], None], str]] = {
    "canal": (_canal, SKY),
    "bridge": (_bridge, MIST),
    "bicycle": (_bicycle, SKY),
    "town_hall": (_town_hall, MIST),
    "polder": (_polder, SKY),
    "desk": (_desk, MIST),
    "paving": (_paving, SAND),
    "market": (_market, SKY),
    "counter": (_counter, SKY),
    "park": (outdoors.park, SKY),
    "roadworks": (outdoors.roadworks, SKY),
    "refuse_lorry": (outdoors.refuse_lorry, SKY),
    "winter": (outdoors.winter, MIST),
    "solar_roof": (outdoors.solar_roof, SKY),
    "work_phone": (indoors.work_phone, SKY),
    "council": (indoors.council, SKY),
    "voting": (indoors.voting, MIST),
    "library": (indoors.library, MIST),
    "office": (indoors.office, MIST),
    "home_visit": (indoors.home_visit, SAND),
    "pool": (indoors.pool, MIST),
}
