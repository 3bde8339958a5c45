"""E-mails as they are kept in files."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cms.archive.extraction import reading
from cms.archive.extraction.markup import words_of
from cms.archive.extraction.outcomes import Passage, UnreadableError

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

HEADS = ("subject", "from", "to", "cc", "date")
MOST_ATTACHMENTS = 50


def read(source: "Source") -> Iterator[Passage]:
    """The heads and the words, then each attachment by its name; what is attached to an attachment is not read."""
    with Path(source.path).open("rb") as file:
        message = BytesParser(policy=policy.default).parse(file)
    attachments = [] if source.is_attached else list(islice(message.iter_attachments(), MOST_ATTACHMENTS))
    names = [part.get_filename() or "" for part in attachments]
    heads = [str(message[head]) for head in HEADS if message[head]]
    yield Passage("\n".join([*heads, _words(message), *names]))
    for part, name in zip(attachments, names, strict=True):
        yield from _attached(source, part, name)


def _words(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    return words_of(content) if body.get_content_subtype() == "html" else content


def _attached(source: "Source", part: EmailMessage, name: str) -> Iterator[Passage]:
    """An attachment's text; one that cannot be read takes nothing from the message."""
    is_message = part.get_content_type() == "message/rfc822"
    content = part.get_content().as_bytes() if is_message else part.get_payload(decode=True)
    with tempfile.NamedTemporaryFile() as file:
        # A part that is itself made of parts has no content of its own.
        file.write(content if isinstance(content, bytes) else b"")
        file.flush()
        filename = f"{name}.eml" if is_message else name
        attached = replace(source, path=file.name, filename=filename, page_count=None, is_attached=True)
        try:
            for passage in reading.passages_of(attached):
                yield Passage(passage.text, label=name)
        except UnreadableError as unreadable:
            source.shortfall = unreadable.reason
        source.scans = attached.scans
