"""What sort of file a document is to people, whatever program made it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.archive.sniffing import BINARY


@dataclass(frozen=True, slots=True)
class FileKind:
    """A sort of file: its name in the contract's FileKind, what readers see, and beginnings of its media types."""

    name: str
    label: Any
    description: str
    media_types: tuple[str, ...]


# In order: the first that fits counts.
FILE_KINDS = (
    FileKind("PDF", _("PDF"), "A PDF.", ("application/pdf",)),
    FileKind(
        "SHEET",
        _("Spreadsheet"),
        "A workbook of Excel or another office suite, or a table of values.",
        (
            "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml",
            "application/vnd.oasis.opendocument.spreadsheet", "text/csv",
        ),
    ),
    FileKind(
        "SLIDES",
        _("Presentation"),
        "Slides of PowerPoint or another office suite.",
        (
            "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument.presentationml",
            "application/vnd.oasis.opendocument.presentation",
        ),
    ),
    FileKind("MAIL", _("E-mail"), "A message that was kept.", ("message/rfc822", "application/vnd.ms-outlook")),
    FileKind("PICTURE", _("Picture"), "A picture or a scan.", ("image/",)),
    FileKind("SOUND", _("Sound"), "A recording to listen to.", ("audio/",)),
    FileKind("VIDEO", _("Video"), "A recording to watch.", ("video/",)),
    FileKind(
        "PACKED",
        _("Packed files"),
        "A file of files.",
        (
            "application/zip", "application/gzip", "application/x-7z", "application/x-tar", "application/x-rar",
            "application/vnd.rar",
        ),
    ),
    FileKind(
        "TEXT",
        _("Text document"),
        "A document of Word or another office suite, or plain text.",
        (
            "application/msword", "application/vnd.ms-word", "application/rtf", "application/epub",
            "application/vnd.openxmlformats-officedocument.wordprocessingml",
            "application/vnd.oasis.opendocument.text", "text/",
        ),
    ),
    FileKind("OTHER", _("Other file"), "Anything else.", ("",)),
)  # fmt: skip


def file_kind_of(media_type: str) -> str:
    """The name of the sort of a file whose content is of this media type; empty where nobody looked yet."""
    if not media_type:
        return ""
    if media_type == BINARY:
        return "OTHER"
    return next(kind.name for kind in FILE_KINDS if media_type.startswith(kind.media_types))


def is_of_kinds(names: Collection[str]) -> Q:
    """What asks a table with a column `media_type` for the files of these sorts, as `file_kind_of` tells them apart."""
    wanted, before = Q(pk__in=[]), Q(media_type="")
    for kind in FILE_KINDS:
        own = Q()
        for media_type in kind.media_types:
            own |= Q(media_type__startswith=media_type)
        if kind.name in names:
            wanted |= own & ~before
        before |= own
    return wanted
