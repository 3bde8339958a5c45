"""From a file to passages: which reader reads it is seen from what is in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from cms.archive.extraction.kinds import Kind, kind_of
from cms.archive.extraction.limits import MIB, Limits
from cms.archive.extraction.outcomes import Passage, Reason, UnreadableError
from cms.archive.extraction.tidying import tidied


@dataclass(slots=True)
class Source:
    """One file to read. Readers note here how many pages it has, and what they left out."""

    path: str
    filename: str
    language: str
    limits: Limits
    page_count: int | None = None
    shortfall: Reason | None = None
    is_attached: bool = False
    scans: int = 0


Reader = Callable[[Source], Iterator[Passage]]
# Where each reader is: one alone is imported, because a library costs memory and tens of milliseconds.
READERS = {
    Kind.PDF: "pdf",
    Kind.PICTURE: "pictures",
    Kind.WORD: "word",
    Kind.SLIDES: "slides",
    Kind.SHEETS: "sheets",
    Kind.OPEN_DOCUMENT: "open_document",
    Kind.HTML: "markup",
    Kind.MAIL: "mail",
    Kind.PLAIN: "plain",
}


def passages_of(source: Source) -> Iterator[Passage]:
    """The passages of a file that have words. Raises UnreadableError, and MemoryError."""
    if Path(source.path).stat().st_size > source.limits.file_size * MIB:
        raise UnreadableError(Reason.TOO_LARGE)
    kind = kind_of(source.path, source.filename)
    if kind is None:
        raise UnreadableError(Reason.UNKNOWN_KIND)
    read: Reader = import_module(f"cms.archive.extraction.{READERS[kind]}").read
    try:
        for passage in read(source):
            text = tidied(passage.text)
            if text:
                yield Passage(text, passage.number, passage.label)
    except (UnreadableError, MemoryError, GeneratorExit):
        raise
    except Exception as error:
        # Libraries have no common word for a broken file, and raise whatever they stumble over.
        is_memory = "memory" in str(error).lower()
        raise UnreadableError(Reason.OUT_OF_MEMORY if is_memory else Reason.BROKEN) from error
