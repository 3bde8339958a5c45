"""What comes of reading a file: passages of text, and what stood in the way."""

from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why a text is missing, or not whole."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too-large"
    UNPACKS_TOO_FAR = "unpacks-too-far"
    PICTURE_TOO_LARGE = "picture-too-large"
    OUT_OF_TIME = "out-of-time"
    OUT_OF_MEMORY = "out-of-memory"
    MORE_PAGES = "more-pages"
    MORE_SCANS = "more-scans"
    MORE_TEXT = "more-text"
    NO_OCR = "no-ocr"
    CRASHED = "crashed"
    UNKNOWN_KIND = "unknown-kind"
    FILE_AWAY = "file-away"


# Another try may do better: the machine was busy, or the storage did not answer.
PASSING = frozenset({Reason.OUT_OF_TIME, Reason.CRASHED, Reason.FILE_AWAY})


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of one page, slide, sheet or attachment. `number` counts from 1; None where the format has no pages."""

    text: str
    number: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read. With passages and a reason the text is not whole; `page_count` is the file's own."""

    passages: list[Passage] = field(default_factory=list)
    reason: Reason | None = None
    page_count: int | None = None


class UnreadableError(Exception):
    """Reading ends here, for this reason; what was read before it counts."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
