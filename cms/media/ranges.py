"""Parts of files: a film is looked at from its middle and a broken download goes on, by one range of bytes a request
(RFC 9110, section 14). Several ranges at once are answered with the whole, as the standard allows."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

# Nobody has files of more digits, and numbers without end take time to read.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 64 * 1024


def in_parts(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view whose file is sent in part where a part is asked for. What the view refuses stays refused."""

    @wraps(view)
    def ranged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return part_of(view(request, *args, **kwargs), request)

    return ranged


def part_of(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """The part of a whole file that a request asks for: 206; 416 where the file has no such part; else the whole."""
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, FileResponse):
        return response
    response["Accept-Ranges"] = "bytes"
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or not _is_of_this_version(request, response):
        return response
    size = int(response["Content-Length"])
    bounds = _bounds(asked[1], asked[2], size)
    if bounds is None:
        return response
    start, end = bounds
    return _part(response, start, end, size) if start < end else _unsatisfiable(response, size)


def _is_of_this_version(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether what the client has already is of the same file: parts of two must never be put together."""
    known = request.headers.get("If-Range")
    if known is None:
        return True
    current = response.get("ETag", "") if known.startswith('"') else response.get("Last-Modified", "")
    return known == current and known != '""'


def _bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Where the part begins, and behind which byte it ends; None for a range that says nothing."""
    if not first:
        return (max(size - int(last), 0), size) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, size) if last else size


def _part(response: FileResponse, start: int, end: int, size: int) -> FileResponse:
    file: Any = response.file_to_stream
    file.seek(start)
    response.streaming_content = _pieces(file, end - start)
    response.status_code = 206
    response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Content-Length"] = str(end - start)
    return response


def _pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (piece := file.read(min(PIECE, length))):
        length -= len(piece)
        yield piece


def _unsatisfiable(response: FileResponse, size: int) -> HttpResponse:
    file: Any = response.file_to_stream
    file.close()
    headers = {name: response[name] for name in ("Cache-Control", "Vary") if name in response}
    return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
