"""The pictures of the demo city, drawn rather than shipped: small, nobody's property, and the same at every load."""

from cms.demo.drawings.portraits import draw_portrait
from cms.demo.drawings.scenes import draw_scene

__all__ = ["draw_portrait", "draw_scene"]
