"""How a stored file is read from any place in it, wherever it is kept."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from django.core.files.storage import FileSystemStorage, Storage

PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """What a storage knows of a file: its size in bytes, and when it was written."""

    size: int
    modified: datetime


@runtime_checkable
class HoldsParts(Protocol):
    """A storage elsewhere that sends a part of a file when asked for that part."""

    def held(self, name: str) -> Held:
        """What it knows of a file, by one question. Raises FileNotFoundError."""

    def part(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` until before `end`."""


def held_by(storage: Storage, name: str) -> Held:
    """What a storage knows of a file. Raises FileNotFoundError where it has none of this name."""
    if isinstance(storage, HoldsParts):
        return storage.held(name)
    return Held(size=storage.size(name), modified=storage.get_modified_time(name))


def part_of(storage: Storage, name: str, start: int, end: int) -> Iterator[bytes]:
    """The bytes of a file from `start` until before `end`, piece by piece; it is opened when the first is taken."""
    if isinstance(storage, HoldsParts):
        yield from storage.part(name, start, end)
        return
    with closing(storage.open(name)) as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def is_on_disk(storage: Storage) -> bool:
    """Whether the files are in a folder that a server before ours may read too."""
    return isinstance(storage, FileSystemStorage)
