"""How well a colour is read on another, as WCAG 2.2 reckons it."""

import re

# Success criterion 1.4.3, level AA, for text of ordinary size.
LOWEST_FOR_TEXT = 4.5
HEX_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as "#0b5563", from 1 to 21: (L1 + 0.05) / (L2 + 0.05), where L1 is the
    relative luminance of the lighter one (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1: 0.2126 R + 0.7152 G + 0.0722 B, each part made linear first
    (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). Raises ValueError for what is no colour of six digits."""
    if not HEX_COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour such as #0b5563")
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
