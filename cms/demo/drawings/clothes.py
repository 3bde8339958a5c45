"""What people wear: one drawing each, over shoulders that are there already."""

from collections.abc import Callable

from cms.demo.drawings.canvas import Canvas

INK, PAPER, YELLOW, SILVER = "#17222b", "#f6f1e4", "#e8d44d", "#dcebea"


def _jumper(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.disc(50, 76, 11, skin, height=6)


def _collar(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.shape([(39, 72), (50, 86), (61, 72)], skin)
    canvas.shape([(38, 70), (50, 86), (44, 90), (34, 75)], PAPER)
    canvas.shape([(62, 70), (50, 86), (56, 90), (66, 75)], PAPER)


def _blazer(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.shape([(38, 71), (50, 100), (62, 71)], PAPER)
    canvas.shape([(42, 72), (50, 82), (58, 72)], skin)
    for side in (-1, 1):
        canvas.line([(50 + side * 13, 71), (50 + side * 1, 99)], INK, thickness=0.9)
        canvas.line([(50 + side * 13, 84), (50 + side * 8, 87)], INK, thickness=0.9)


def _vest(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.disc(50, 76, 11, skin, height=6)
    for side in (-1, 1):
        canvas.shape([(50 + side * 12, 74), (50 + side * 28, 78), (50 + side * 32, 100), (50 + side * 2, 100)], YELLOW)
        canvas.line([(50 + side * 21, 76), (50 + side * 22, 100)], SILVER, thickness=4)


def _hood(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.disc(50, 77, 15, INK, height=7.5)
    canvas.disc(50, 75.5, 12, skin, height=6)
    for x in (44, 56):
        canvas.line([(x, 83), (x, 93)], PAPER, thickness=1)


def _polo_neck(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.box(40, 68, 20, 13, colour, radius=5)
    canvas.line([(41.5, 72.5), (58.5, 72.5)], INK, thickness=0.5)


def _necklace(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.disc(50, 77, 14, skin, height=8)
    for x, y in ((40, 79), (43.5, 82.5), (48, 84.5), (52, 84.5), (56.5, 82.5), (60, 79)):
        canvas.disc(x, y, 1.5, YELLOW)


CLOTHES: dict[str, Callable[[Canvas, str, str], None]] = {
    "jumper": _jumper,
    "collar": _collar,
    "blazer": _blazer,
    "vest": _vest,
    "hood": _hood,
    "polo": _polo_neck,
    "necklace": _necklace,
}
