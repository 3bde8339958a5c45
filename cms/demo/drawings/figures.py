"""What stands about in several views: people, trees, bushes."""

from cms.demo.drawings.canvas import Canvas
from cms.demo.drawings.palette import BRICK, INK, LEAF


def draw_walker(
    canvas: Canvas, x: float, y: float, size: float, *, shirt: str, skin: str, hair: str, is_helmeted: bool = False
) -> None:
    """Somebody on their way, `y` where the feet are; about 24 × `size` units tall."""
    for foot in (-3, 3):
        canvas.line([(x, y - 9 * size), (x + foot * size, y)], INK, thickness=2.4 * size)
    canvas.box(x - 3.6 * size, y - 18 * size, 7.2 * size, 11 * size, shirt, radius=3 * size)
    canvas.line([(x + 3 * size, y - 16 * size), (x + 5.4 * size, y - 9.4 * size)], shirt, thickness=2 * size)
    canvas.line([(x - 3 * size, y - 16 * size), (x - 5 * size, y - 9.4 * size)], shirt, thickness=2 * size)
    canvas.disc(x, y - 21 * size, 3 * size, skin, height=3.3 * size)
    canvas.pie(x, y - 21.8 * size, 3.3 * size, 180, 360, hair)
    if is_helmeted:
        canvas.box(x - 4.2 * size, y - 22.4 * size, 8.4 * size, 1.2 * size, hair, radius=0.6 * size)


def draw_bust(canvas: Canvas, x: float, y: float, size: float, *, shirt: str, skin: str, hair: str) -> None:
    """Somebody behind a table, `y` where the table hides the rest; about 20 × `size` units tall."""
    canvas.pie(x, y + 2 * size, 8 * size, 180, 360, shirt)
    canvas.box(x - 1.6 * size, y - 10 * size, 3.2 * size, 5 * size, skin, radius=1.4 * size)
    canvas.disc(x, y - 12.4 * size, 4.4 * size, skin, height=5 * size)
    canvas.pie(x, y - 13.4 * size, 4.9 * size, 180, 360, hair)


def draw_tree(canvas: Canvas, x: float, y: float, size: float, *, leaf: str = LEAF) -> None:
    """A tree on its trunk, `y` where it stands; about 34 × `size` units tall."""
    canvas.box(x - 1.3 * size, y - 16 * size, 2.6 * size, 16 * size, BRICK)
    canvas.disc(x, y - 22 * size, 10.5 * size, leaf, height=12 * size)
    canvas.disc(x - 6 * size, y - 17 * size, 6 * size, leaf)
    canvas.disc(x + 6 * size, y - 17 * size, 6 * size, leaf)


def draw_bush(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Half a round bush, `y` where it stands."""
    canvas.pie(x, y, size, 180, 360, LEAF)
