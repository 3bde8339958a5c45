"""What a file is, found out by reading it once."""

import hashlib
from dataclasses import dataclass
from typing import IO

from cms.archive.sniffing import sniff

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file's size in bytes, its digests in hexadecimal, and its media type by its content."""

    size: int
    sha1: str
    sha256: str
    media_type: str


def sha256_and_size(content: IO[bytes], *, copy_to: IO[bytes] | None = None) -> tuple[str, int]:
    """Read what is left of a file in pieces: its SHA-256 in hexadecimal, and how many bytes that were."""
    digest, size = hashlib.sha256(), 0
    while piece := content.read(PIECE):
        digest.update(piece)
        size += len(piece)
        if copy_to:
            copy_to.write(piece)
    return digest.hexdigest(), size


def facts_of(content: IO[bytes], filename: str) -> FileFacts:
    """Read a file from its beginning, in pieces, and say what it is. It is left at its beginning."""
    media_type = sniff(content, filename)
    content.seek(0)
    # Wagtail compares files by SHA-1; what is archived is proved by SHA-256.
    sha1, sha256, size = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), 0
    while piece := content.read(PIECE):
        sha1.update(piece)
        sha256.update(piece)
        size += len(piece)
    content.seek(0)
    return FileFacts(size=size, sha1=sha1.hexdigest(), sha256=sha256.hexdigest(), media_type=media_type)
