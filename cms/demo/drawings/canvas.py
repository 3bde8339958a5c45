"""A sheet to draw on, in units of its own."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

Point = tuple[float, float]

# Drawn larger and scaled down, because Pillow draws edges without smoothing them.
SMOOTHING = 2


class Canvas:
    """A sheet of `width` × `height` units, each `scale` pixels in the finished picture."""

    def __init__(self, width: float, height: float, *, scale: float, ground: str) -> None:
        self.width, self.height = width, height
        self.unit = scale * SMOOTHING
        self.picture = Image.new("RGB", (round(width * self.unit), round(height * self.unit)), ground)
        self.pen = ImageDraw.Draw(self.picture)

    def _pixels(self, *numbers: float) -> list[float]:
        return [number * self.unit for number in numbers]

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0) -> None:
        """A rectangle by its upper left corner."""
        corners = self._pixels(x, y, x + width, y + height)
        self.pen.rounded_rectangle(corners, radius * self.unit, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, *, height: float | None = None) -> None:
        """A disc by its centre, or with a `height` (from centre to top) an ellipse."""
        tall = radius if height is None else height
        self.pen.ellipse(self._pixels(x - radius, y - tall, x + radius, y + tall), fill=colour)

    def ring(
        self, x: float, y: float, radius: float, colour: str, *, thickness: float, height: float | None = None
    ) -> None:
        """The outline of a disc, or of an ellipse as in `disc`; `thickness` lies inside the radius."""
        tall = radius if height is None else height
        outer = self._pixels(x - radius, y - tall, x + radius, y + tall)
        self.pen.ellipse(outer, outline=colour, width=round(thickness * self.unit))

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, colour: str, *, thickness: float
    ) -> None:
        """Part of a circle's outline between two angles as in `pie`."""
        outer = self._pixels(x - radius, y - radius, x + radius, y + radius)
        self.pen.arc(outer, start, end, fill=colour, width=round(thickness * self.unit))

    def cap(self, x: float, y: float, radius: float, start: float, end: float, colour: str) -> None:
        """What a straight cut between two angles, as in `pie`, takes off a disc."""
        self.pen.chord(self._pixels(x - radius, y - radius, x + radius, y + radius), start, end, fill=colour)

    def pie(self, x: float, y: float, radius: float, start: float, end: float, colour: str) -> None:
        """A slice of a disc between two angles in degrees, from three o'clock and clockwise."""
        self.pen.pieslice(self._pixels(x - radius, y - radius, x + radius, y + radius), start, end, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self.pen.polygon([number for point in points for number in self._pixels(*point)], fill=colour)

    def line(self, points: Sequence[Point], colour: str, *, thickness: float) -> None:
        """A line through these points with round ends and corners."""
        flat = [number for point in points for number in self._pixels(*point)]
        self.pen.line(flat, fill=colour, width=round(thickness * self.unit), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, thickness / 2, colour)

    def png(self) -> bytes:
        """The finished picture as a PNG file."""
        width, height = self.picture.size
        finished = self.picture.resize((width // SMOOTHING, height // SMOOTHING), Image.Resampling.BOX)
        file = BytesIO()
        finished.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
        return file.getvalue()
