"""The files of a folder that texts show or link to: what they hold, and whether they can be kept."""

import hashlib
import re
from functools import cached_property
from pathlib import Path, PurePosixPath

import willow
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError

ACTIVE_SVG = re.compile(rb"<\s*(?:script|iframe|embed|object)\b|\son\w+\s*=|javascript:|<!ENTITY", re.IGNORECASE)
"""What makes a drawing a program. Such a file is refused: shown by itself it would run on our address."""
LARGEST_PICTURE = 128_000_000
"""Pixels; a picture that unpacks to more would fill the memory of whoever makes renditions of it."""


class SourceFile:
    """One file that is neither page nor category."""

    def __init__(self, folder: Path, path: str) -> None:
        self.path = path
        self.place = folder / path

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def title(self) -> str:
        """Its name as words: "leave-2026.pdf" is "Leave 2026"."""
        words = re.sub(r"[-_\s]+", " ", PurePosixPath(self.path).stem).strip() or self.name
        return words[:1].upper() + words[1:]

    @cached_property
    def digest(self) -> str:
        """SHA-1 in hexadecimal, which is what Wagtail knows files by; "" for a file that cannot be read."""
        try:
            with self.place.open("rb") as file:
                return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
        except OSError:
            return ""

    @cached_property
    def fault_as_picture(self) -> str:
        """Why it cannot be shown, for people; "" when it can."""
        try:
            if self.place.suffix.lower() == ".svg":
                return self._fault_as_drawing()
            with PillowImage.open(self.place) as image:
                if image.width * image.height > LARGEST_PICTURE:
                    return _("it is too large")
                image.load()
        except (OSError, SyntaxError, ValueError, UnidentifiedImageError, PillowImage.DecompressionBombError):
            return _("it cannot be read as a picture")
        return ""

    def _fault_as_drawing(self) -> str:
        if ACTIVE_SVG.search(self.place.read_bytes()):
            return _("it holds a script")
        try:
            with self.place.open("rb") as file:
                willow.Image.open(file).get_size()
        except Exception:
            return _("it cannot be read as a picture")
        return ""
