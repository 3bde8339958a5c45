"""Faces in a few flat shapes: enough to tell colleagues apart, nobody in particular."""

from collections.abc import Callable, Mapping

from cms.demo.drawings.canvas import Canvas

SIZE = 100
INK = "#17222b"

Hair = Callable[[Canvas, str], None]


def draw_portrait(look: Mapping[str, str]) -> bytes:
    """A square PNG. `look` names colours (`ground`, `skin`, `hair`, `shirt`), a `style` of hair (a key of HAIR), and
    optionally `glasses` or `beard` (a colour each)."""
    canvas = Canvas(SIZE, SIZE, scale=4.8, ground=look["ground"])
    behind, before = HAIR[look["style"]]
    behind(canvas, look["hair"])
    _body(canvas, look)
    if "beard" in look:
        canvas.pie(50, 51, 19.4, 0, 180, look["beard"])
        canvas.disc(50, 52, 12, look["skin"], height=8)
    before(canvas, look["hair"])
    _face(canvas)
    if "glasses" in look:
        for x in (42, 58):
            canvas.ring(x, 46, 6.4, look["glasses"], thickness=1.3)
        canvas.line([(48.4, 45.5), (51.6, 45.5)], look["glasses"], thickness=1.3)
    return canvas.png()


def _body(canvas: Canvas, look: Mapping[str, str]) -> None:
    canvas.disc(50, 106, 40, look["shirt"], height=34)
    canvas.box(43, 58, 14, 20, look["skin"], radius=6)
    canvas.disc(50, 76, 11, look["skin"], height=6)
    for x in (30.5, 69.5):
        canvas.disc(x, 48, 3.6, look["skin"])
    canvas.disc(50, 46, 19.4, look["skin"], height=23)


def _face(canvas: Canvas) -> None:
    for x in (42, 58):
        canvas.disc(x, 46, 1.5, INK)
    canvas.arc(50, 51, 7, 25, 155, INK, thickness=1.1)


def _nothing(canvas: Canvas, colour: str) -> None:
    """Some styles have no hair behind the head, some none before it."""


def _crop(canvas: Canvas, colour: str) -> None:
    canvas.cap(50, 43, 21, 198, 342, colour)


def _parting(canvas: Canvas, colour: str) -> None:
    canvas.cap(50, 43, 21, 195, 318, colour)
    canvas.cap(50, 43, 21, 270, 346, colour)


def _waves(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 45, 26, colour, height=28)
    canvas.box(24, 44, 52, 30, colour, radius=12)


def _fringe(canvas: Canvas, colour: str) -> None:
    canvas.pie(50, 38, 20, 182, 358, colour)


def _knot(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 18, 9.5, colour)
    canvas.disc(50, 42, 22, colour, height=22)


def _curls(canvas: Canvas, colour: str) -> None:
    for x, y in ((30, 36), (27, 46), (35, 27), (45, 22), (56, 22), (65, 27), (70, 36), (73, 46)):
        canvas.disc(x, y, 8.5, colour)


def _scarf(canvas: Canvas, colour: str) -> None:
    canvas.disc(50, 48, 26, colour, height=30)
    canvas.shape([(28, 60), (72, 60), (80, 84), (20, 84)], colour)


def _scarf_edge(canvas: Canvas, colour: str) -> None:
    canvas.box(36, 66, 28, 16, colour, radius=8)
    canvas.ring(50, 46, 26, colour, thickness=8, height=30)


def _halo(canvas: Canvas, colour: str) -> None:
    for x in (31, 69):
        canvas.disc(x, 42, 5, colour, height=9)


# Behind the head, and before it.
HAIR: dict[str, tuple[Hair, Hair]] = {
    "crop": (_nothing, _crop),
    "parting": (_nothing, _parting),
    "waves": (_waves, _fringe),
    "knot": (_knot, _fringe),
    "curls": (_curls, _fringe),
    "scarf": (_scarf, _scarf_edge),
    "bald": (_halo, _nothing),
}
