"""Which of an entry's words a vector is made of, and vectors as they are stored."""

import hashlib
import math
from array import array
from collections.abc import Iterable

from search.models import Entry
from search.vectors.encoders import EncoderUnavailableError, Vector

# A model reads so much at most, and the first lines say what a text is about.
HEADINGS_READ, TEXT_READ = 500, 1_500


def text_of(entry: Entry, opening: str) -> str:
    """What a vector of this entry is made of; `opening` are the first `TEXT_READ` characters of its text, or more."""
    parts = (entry.title, entry.summary, entry.headings[:HEADINGS_READ], opening[:TEXT_READ])
    return "\n".join(part for part in parts if part)


def digest_of(text: str) -> str:
    """What tells this text from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def packed(vector: Iterable[float]) -> bytes:
    """A vector as it is stored: numbers of 32 bits."""
    return array("f", vector).tobytes()


def unpacked(stored: bytes | memoryview) -> list[float]:
    """A stored vector."""
    numbers = array("f")
    numbers.frombytes(bytes(stored))
    return numbers.tolist()


def checked(vector: Vector, dimensions: int) -> list[float]:
    """The vector as plain numbers; empty where it has no direction. Raises EncoderUnavailableError if it is none."""
    numbers = [float(number) for number in vector]
    if len(numbers) != dimensions or not all(map(math.isfinite, numbers)):
        raise EncoderUnavailableError(f"The encoder made no vector of {dimensions} numbers")
    return numbers if any(numbers) else []
