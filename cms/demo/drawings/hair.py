"""What people wear on their heads: hair, a scarf, a cap, each as what lies behind the head and what lies before it."""

from collections.abc import Callable

from cms.demo.drawings.canvas import Canvas

Layer = Callable[[Canvas, str], None]


def _nothing(canvas: Canvas, colour: str) -> None:
    """Some styles have no hair behind the head, some none before it."""


def _crop(canvas: Canvas, colour: str) -> None:
    canvas.cap(50, 43, 21, 198, 342, colour)


def _parting(canvas: Canvas, colour: str) -> None:
    canvas.cap(50, 43, 21, 195, 318, colour)
    canvas.cap(50, 43, 21, 270, 346, colour)


def _quiff(canvas: Canvas, colour: str) -> None:
    canvas.cap(50, 43, 21, 200, 340, colour)
    for x, y, size in ((38, 26, 6), (45, 22, 8), (54, 20, 8.5), (62, 25, 7)):
        canvas.disc(x, y, size, colour)


def _waves(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 45, 26, colour, height=28)
    canvas.box(24, 44, 52, 30, colour, radius=12)


def _fringe(canvas: Canvas, colour: str) -> None:
    canvas.pie(50, 38, 20, 182, 358, colour)


def _side_fringe(canvas: Canvas, colour: str) -> None:
    canvas.cap(50, 43, 21.5, 186, 305, colour)
    canvas.cap(50, 43, 21.5, 285, 352, colour)


def _bob(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 42, 25, colour, height=25)
    canvas.box(25, 40, 50, 24, colour, radius=6)


def _long(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 44, 25, colour, height=27)
    canvas.box(25, 42, 50, 48, colour, radius=14)


def _braids(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 42, 23, colour, height=24)
    for x in (29, 71):
        for number in range(6):
            canvas.disc(x, 54 + 6.5 * number, 4.6 - 0.25 * number, colour)


def _tail(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 42, 22.5, colour, height=23)
    canvas.disc(72, 40, 8, colour, height=9)
    canvas.disc(75, 54, 6, colour, height=14)


def _knot(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 18, 9.5, colour)
    canvas.disc(50, 42, 22, colour, height=22)


def _curls(canvas: Canvas, colour: str) -> None:
    for x, y in ((30, 36), (27, 46), (35, 27), (45, 22), (56, 22), (65, 27), (70, 36), (73, 46)):
        canvas.disc(x, y, 8.5, colour)


def _afro(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 36, 31, colour, height=28)


def _scarf(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 48, 26, colour, height=30)
    canvas.shape([(28, 60), (72, 60), (80, 84), (20, 84)], colour)


def _scarf_edge(canvas: Canvas, colour: str) -> None:
    canvas.box(36, 66, 28, 16, colour, radius=8)
    canvas.ring(50, 46, 26, colour, thickness=8, height=30)


def _turban(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 28, 24, colour, height=17)
    canvas.shape([(27, 28), (50, 16), (73, 28), (69, 38), (50, 30), (31, 38)], colour)
    canvas.shape([(50, 30), (46, 35), (54, 35)], "#f6f1e4")


def _halo(canvas: Canvas, colour: str) -> None:
    for x in (31, 69):
        canvas.disc(x, 42, 5, colour, height=9)


def _cap(canvas: Canvas, colour: str) -> None:
    canvas.pie(50, 36, 21.5, 180, 360, colour)
    canvas.box(27, 33.5, 46, 5, colour, radius=2.5)


def _beanie(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 14, 4, "#f6f1e4")
    canvas.pie(50, 35, 22, 180, 360, colour)
    canvas.box(27.5, 29, 45, 8, "#17222b", radius=3)


def _helmet(canvas: Canvas, colour: str) -> None:
    canvas.pie(50, 36, 24, 180, 360, colour)
    canvas.box(46.5, 10, 7, 24, "#f6f1e4", radius=3)
    canvas.box(23, 33, 54, 5, colour, radius=2.5)


# Behind the head, and before it.
HAIR: dict[str, tuple[Layer, Layer]] = {
    "crop": (_nothing, _crop),
    "parting": (_nothing, _parting),
    "quiff": (_nothing, _quiff),
    "waves": (_waves, _fringe),
    "bob": (_bob, _fringe),
    "sweep": (_bob, _side_fringe),
    "long": (_long, _side_fringe),
    "straight": (_long, _fringe),
    "braids": (_braids, _side_fringe),
    "tail": (_tail, _side_fringe),
    "knot": (_knot, _fringe),
    "curls": (_curls, _fringe),
    "afro": (_afro, _fringe),
    "scarf": (_scarf, _scarf_edge),
    "turban": (_nothing, _turban),
    "bald": (_halo, _nothing),
    "shaved": (_nothing, _nothing),
    "cap": (_halo, _cap),
    "beanie": (_halo, _beanie),
    "helmet": (_halo, _helmet),
}
