"""Web pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from cms.archive.extraction.outcomes import Passage

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

NOT_READ = ("script", "style", "template", "noscript", "svg")
# Elements are many times the size of what they are written as.
LARGEST_PAGE = 16 << 20


def read(source: "Source") -> Iterator[Passage]:
    """What a page says, without what only a browser reads."""
    with Path(source.path).open("rb") as file:
        yield Passage(words_of(file.read(LARGEST_PAGE)))


def words_of(html: bytes | str) -> str:
    """The text of HTML, a line a block."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(NOT_READ):
        element.decompose()
    return soup.get_text("\n")
