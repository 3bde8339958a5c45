"""Text as it is written down: without what a page's layout put into it."""

import re

# What PDFium writes where a word was divided at the end of a line.
DIVIDED = re.compile("[\x02\u00ad\ufffe]\\s*")
HYPHENATED = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\s*\n\s*")


def tidied(text: str) -> str:
    """The text with divided words whole, one space between words and no empty lines."""
    whole = DIVIDED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = SPACES.sub(" ", UNPRINTABLE.sub(" ", HYPHENATED.sub("", whole)))
    return EMPTY_LINES.sub("\n", spaced).strip()
