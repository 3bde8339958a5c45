"""Text files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cms.archive.extraction.outcomes import Passage

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

# UTF-8 takes four bytes a character at most.
BYTES_A_CHARACTER = 4


def read(source: "Source") -> Iterator[Passage]:
    """The text, as far as it may be long."""
    with Path(source.path).open("rb") as file:
        yield Passage(decoded(file.read((source.limits.characters + 1) * BYTES_A_CHARACTER)))


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-16 and UTF-8 by their marks, UTF-8 where it fits, else what Windows wrote."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character that the limit cut in two is no sign of another encoding.
        is_cut = error.start > len(content) - BYTES_A_CHARACTER
        return content[: error.start].decode("utf-8-sig") if is_cut else content.decode("cp1252", errors="replace")
