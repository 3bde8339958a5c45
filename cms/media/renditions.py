"""The named sizes of a picture: a front-end asks by name, so nobody can make the server compute any size they like."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum


class RenditionName(StrEnum):
    """Each name and Wagtail's filter behind it, on a plain screen and in the format that every browser knows."""

    THUMBNAIL = "fill-160x160-c50|format-webp"
    CARD = "fill-480x270-c50|format-webp"
    CONTENT = "max-960x960|format-webp"
    HERO = "fill-1280x480-c50|format-webp"


class RenditionFormat(StrEnum):
    """Each format and Wagtail's name for it."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpeg"


# In which other widths a size can be had, as parts of its own: phones are narrower, fine screens have more pixels.
TIMES: Mapping[RenditionName, tuple[float, ...]] = {
    RenditionName.THUMBNAIL: (2,),
    RenditionName.CARD: (2,),
    RenditionName.CONTENT: (0.5, 2),
    RenditionName.HERO: (0.5, 2),
}
PIXELS = re.compile(r"(\d+)x(\d+)")


def spec_of(name: RenditionName, format: RenditionFormat, times: float = 1) -> str:
    """Wagtail's filter that makes a size so many times as wide, in a format."""
    fitted = PIXELS.sub(lambda found: "x".join(str(round(int(side) * times)) for side in found.groups()), name.value)
    return fitted.replace("format-webp", f"format-{format.value}")


def specs_of(name: RenditionName, format: RenditionFormat) -> list[str]:
    """The filters of all widths of a size, its own first. JPEG, which old programs and mails show, has that alone."""
    others = TIMES[name] if format is not RenditionFormat.JPEG else ()
    return [spec_of(name, format), *(spec_of(name, format, times) for times in others)]


def all_specs() -> Iterator[list[str]]:
    """What is made of every picture, the widths of one size and format together; what is missed most comes first."""
    for format in (RenditionFormat.WEBP, RenditionFormat.JPEG, RenditionFormat.AVIF):
        for name in RenditionName:
            yield specs_of(name, format)


def pixels_of(spec: str) -> tuple[int, int]:
    """The width and height that a filter asks, which a smaller picture does not reach."""
    found = PIXELS.search(spec)
    assert found, "every size says its pixels"
    return int(found[1]), int(found[2])


# Of the last that is made: a picture that has it has been seen to.
LAST_SPEC = spec_of(RenditionName.HERO, RenditionFormat.AVIF)
