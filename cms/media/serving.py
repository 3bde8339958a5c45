"""The one way by which a file leaves: a picture, a document or a former version, from a disk or a bucket.

The door has asked the policy before it comes here, at every request: no address opens by itself, so none is signed.
"""

import logging
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import content_disposition_header, http_date

from cms.access.policy import may_see
from cms.access.readers import Reader, reader_for
from cms.media.holding import Held, held_by, is_on_disk, part_of
from cms.media.ranges import Span, asked_span

logger = logging.getLogger(__name__)

# What a browser shows without running anything of it. All else is kept, not opened: a drawing or a page has scripts.
INLINE_TYPES = frozenset(
    {
        "application/pdf", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "image/avif", "image/gif",
        "image/jpeg", "image/png", "image/webp", "video/mp4", "video/ogg", "video/webm",
    }
)  # fmt: skip
_SHOWN = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
SANDBOXED = f"{_SHOWN}; sandbox"
# because browsers refuse to show a PDF in a sandbox; what runs within one runs in the viewer's own
OF_A_PDF = f"{_SHOWN}; object-src 'self'"
UNKNOWN = "application/octet-stream"
LONGEST_NAME = 150
"""Letters of a name: with all of them encoded it still fits into the header that every server takes."""


def serve_file(
    request: HttpRequest, file: FieldFile, *, name: str, content_type: str, is_for_everyone: bool
) -> HttpResponseBase:
    """A file to somebody whom the policy let pass: whole, in part, or 304 to who has it.

    `name` is what it is called once kept, `content_type` what was found in it, never what its sender called it; what
    is not `is_for_everyone` stays in nobody's cache. Raises Http404 where the storage has lost it.
    """
    stored, content_type = str(file.name), content_type or UNKNOWN
    try:
        held = held_by(file.storage, stored)
    except FileNotFoundError as error:
        logger.error("The file %s of %s %s is gone", stored, file.instance._meta.label, file.instance.pk)
        raise Http404 from error
    etag = _etag(stored, held)
    modified = int(held.modified.timestamp())
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    if answer is None:
        span = asked_span(request, size=held.size, etag=etag, modified=http_date(modified))
        answer = _body(request, file, held, span, content_type)
        answer["Content-Disposition"] = disposition(name, content_type)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(modified)
    _protect(answer, content_type, is_for_everyone)
    return answer


def is_for_everyone(reader: Reader, thing: Model) -> bool:
    """Whether a thing that a reader may see is there for visitors too, and so no secret to any cache of a browser."""
    return reader.is_visitor or may_see(reader_for(AnonymousUser()), thing)


def disposition(name: str, content_type: str) -> str:
    """The header that tells whether a file is shown or kept, and how it is called, whatever the name is made of."""
    header = content_disposition_header(content_type not in INLINE_TYPES, plain_name(name))
    return header or "attachment"


def plain_name(name: str) -> str:
    """A name without what ends a header, turns the direction of reading around, or leads to another folder."""
    path = PurePosixPath("".join("_" if letter in '/\\"' else letter for letter in name if _is_seen(letter)))
    ending = path.suffix[:20]
    return f"{path.stem[: LONGEST_NAME - len(ending)]}{ending}" or "file"


def _is_seen(letter: str) -> bool:
    return not unicodedata.category(letter).startswith("C") and letter not in "\u2028\u2029"


def _etag(stored: str, held: Held) -> str:
    """A mark of the file as it is, keyed: nobody who has another's file, or its hash, can tell that it is here."""
    said = f"{stored}\n{held.size}\n{held.modified.timestamp()}"
    return f'"{salted_hmac("cms.media.serving", said, algorithm="sha256").hexdigest()[:32]}"'


def _body(request: HttpRequest, file: FieldFile, held: Held, span: Span | None, content_type: str) -> HttpResponseBase:
    stored = str(file.name)
    if settings.SENDFILE_HEADER and is_on_disk(file.storage):
        return HttpResponse(content_type=content_type, headers={settings.SENDFILE_HEADER: _handed_over(file)})
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(held.size)}
    if span is None:
        if request.method == "HEAD":
            return HttpResponse(content_type=content_type, headers=headers)
        if is_on_disk(file.storage):
            # because a server may then hand the open file to the kernel
            return FileResponse(file.storage.open(stored), content_type=content_type, headers=headers)
        return _streamed(part_of(file.storage, stored, 0, held.size), 200, content_type, headers)
    headers |= {"Content-Range": span.content_range, "Content-Length": str(max(span.length, 0))}
    if not span.is_there:
        return HttpResponse(status=416, content_type=content_type, headers=headers | {"Content-Length": "0"})
    return _streamed(part_of(file.storage, stored, span.start, span.end), 206, content_type, headers)


def _streamed(pieces: Iterator[bytes], status: int, content_type: str, headers: dict[str, str]) -> HttpResponseBase:
    return StreamingHttpResponse(pieces, status=status, content_type=content_type, headers=headers)


def _handed_over(file: FieldFile) -> str:
    """What the server before ours needs to send the file itself: an address that only it knows, or a path."""
    if settings.SENDFILE_HEADER == "X-Accel-Redirect":
        return f"{settings.SENDFILE_PREFIX}{quote(str(file.name))}"
    return quote(file.path)


def _protect(answer: HttpResponseBase, content_type: str, is_for_everyone: bool) -> None:
    answer["Cache-Control"] = "private, no-cache" if is_for_everyone else "private, no-store"
    answer["Content-Security-Policy"] = OF_A_PDF if content_type == "application/pdf" else SANDBOXED
    answer["X-Content-Type-Options"] = "nosniff"
    # because a page elsewhere could else measure what it may not read
    answer["Cross-Origin-Resource-Policy"] = "same-site"
    patch_vary_headers(answer, ["Cookie"])
