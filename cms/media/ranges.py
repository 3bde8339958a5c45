"""Parts of files: a film is looked at from its middle and a broken download goes on, by one range of bytes a request
(RFC 9110, section 14). Several ranges at once are answered with the whole, as the standard allows."""

import re
from dataclasses import dataclass

from django.http import HttpRequest

# Nobody has files of more digits, and numbers without end take time to read.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of a file, from `start` until before `end`, of `size` in all. One that begins behind its end is none."""

    start: int
    end: int
    size: int

    @property
    def is_there(self) -> bool:
        """Whether the file has any of these bytes."""
        return self.start < self.end

    @property
    def length(self) -> int:
        """How many bytes these are."""
        return self.end - self.start

    @property
    def content_range(self) -> str:
        """The header that tells which part an answer is, or that there is no such part."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}" if self.is_there else f"bytes */{self.size}"


def asked_span(request: HttpRequest, *, size: int, etag: str, modified: str) -> Span | None:
    """The part of a file that a request asks for, as the file is now; None is the whole.

    `etag` and `modified` are the headers of the file as it is, which `If-Range` is held against.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not _is_of_this_version(request, etag, modified):
        return None
    first, last = asked[1], asked[2]
    if not first:
        return Span(max(size - int(last), 0), size, size) if last else None
    if last and int(last) < int(first):
        return None
    return Span(int(first), min(int(last) + 1, size) if last else size, size)


def _is_of_this_version(request: HttpRequest, etag: str, modified: str) -> bool:
    """Whether what the client has already is of the same file: parts of two must never be put together."""
    known = request.headers.get("If-Range")
    return known is None or known in (etag, modified)
