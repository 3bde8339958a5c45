"""The named sizes of a picture: a front-end asks by name, so nobody can make the server compute any size they like."""

from enum import StrEnum


class RenditionName(StrEnum):
    """Each name and Wagtail's filter behind it."""

    THUMBNAIL = "fill-160x160-c50|format-webp"
    CARD = "fill-480x270-c50|format-webp"
    CONTENT = "max-960x960|format-webp"
    HERO = "fill-1280x480-c50|format-webp"
