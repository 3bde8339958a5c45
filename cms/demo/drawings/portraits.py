"""Faces in a few flat shapes: enough to tell colleagues apart, nobody in particular."""

from collections.abc import Mapping

from PIL import ImageColor

from cms.demo.drawings.canvas import Canvas
from cms.demo.drawings.clothes import CLOTHES
from cms.demo.drawings.hair import HAIR

SIZE = 100
INK, BLUSH = "#17222b", "#d0563f"
# Whose hair is not seen still has brows.
COVERED = {"scarf", "turban", "cap", "beanie", "helmet", "shaved"}


def draw_portrait(look: Mapping[str, str]) -> bytes:
    """A square PNG. `look` names colours (`ground`, `skin`, `hair`, `shirt`), a `style` (a key of HAIR), and optionally
    what somebody `wears` (a key of CLOTHES), a `mouth` ("grin" or "calm"), and the colours of `glasses`, `beard`,
    `moustache` and `earrings`.
    """
    canvas = Canvas(SIZE, SIZE, scale=4.8, ground=look["ground"])
    behind, before = HAIR[look["style"]]
    behind(canvas, look["hair"])
    _body(canvas, look)
    if "beard" in look:
        canvas.pie(50, 51, 19.4, 0, 180, look["beard"])
        canvas.disc(50, 52, 12, look["skin"], height=8)
    before(canvas, look["hair"])
    _face(canvas, look)
    _extras(canvas, look)
    return canvas.png()


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another in it, both as "#rrggbb"."""
    pairs = zip(ImageColor.getrgb(colour), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(own * (1 - share) + foreign * share):02x}" for own, foreign in pairs)


def _body(canvas: Canvas, look: Mapping[str, str]) -> None:
    skin = look["skin"]
    canvas.disc(50, 106, 40, look["shirt"], height=34)
    canvas.box(43, 58, 14, 20, mixed(skin, INK, 0.14), radius=6)
    CLOTHES[look.get("wears", "jumper")](canvas, look["shirt"], skin)
    for x in (30.5, 69.5):
        canvas.disc(x, 48, 3.6, skin)
    canvas.disc(50, 46, 19.4, skin, height=23)


def _face(canvas: Canvas, look: Mapping[str, str]) -> None:
    skin = look["skin"]
    brow = mixed(INK if look["style"] in COVERED else look["hair"], INK, 0.35)
    for side in (-1, 1):
        canvas.disc(50 + side * 12, 53, 3.4, mixed(skin, BLUSH, 0.22), height=2.4)
        canvas.disc(50 + side * 8, 46, 1.6, INK, height=1.9)
        canvas.line([(50 + side * 5.4, 41.5), (50 + side * 10.6, 41.3)], brow, thickness=1.2)
    canvas.arc(50, 50, 2.2, 20, 160, mixed(skin, INK, 0.3), thickness=0.9)
    _mouth(canvas, look.get("mouth", "smile"))


def _mouth(canvas: Canvas, mouth: str) -> None:
    if mouth == "grin":
        canvas.pie(50, 56, 5.6, 0, 180, INK)
        canvas.pie(50, 56, 4.6, 0, 180, "#ffffff")
    elif mouth == "calm":
        canvas.arc(50, 50, 9, 60, 120, INK, thickness=1.1)
    else:
        canvas.arc(50, 52, 6.8, 25, 155, INK, thickness=1.1)


def _extras(canvas: Canvas, look: Mapping[str, str]) -> None:
    if "moustache" in look:
        for side in (-1, 1):
            canvas.disc(50 + side * 3.2, 54.4, 4, look["moustache"], height=1.7)
    if "glasses" in look:
        for x in (42, 58):
            canvas.ring(x, 46, 6.4, look["glasses"], thickness=1.3)
        canvas.line([(48.4, 45.5), (51.6, 45.5)], look["glasses"], thickness=1.3)
    if "earrings" in look:
        for x in (30, 70):
            canvas.disc(x, 53, 1.7, look["earrings"])
