"""Looking for viruses, by ClamAV in its own protocol, where `CLAMAV_URL` says where it listens.

`tcp://scanner:3310` or `unix:///run/clamav/clamd.ctl`. The file goes over the connection, so that the scanner needs to
read none of our folders.
"""

import logging
from typing import IO, Any, cast
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.files import File

logger = logging.getLogger(__name__)

PORT = 3310


class ScannerAwayError(Exception):
    """The scanner does not answer, or takes no file of this size."""


def is_scanning() -> bool:
    """Whether this installation looks for viruses."""
    return bool(settings.CLAMAV_URL)


def virus_in(content: IO[bytes] | File) -> str:
    """What the scanner calls what it found in a file, read from its beginning; empty where it found nothing.

    Raises ScannerAwayError.
    """
    content.seek(0)
    try:
        (status, found), *_rest = _scanner().instream(cast("Any", content)).values()
    except (ClamdError, OSError, ValueError) as error:
        logger.error("Files cannot be looked into for viruses: %s: %s", type(error).__name__, error)
        raise ScannerAwayError from error
    finally:
        content.seek(0)
    if status not in ("OK", "FOUND"):
        logger.error("The scanner could not look into a file: %s", found)
        raise ScannerAwayError
    return (found or "unknown") if status == "FOUND" else ""


def _scanner() -> ClamdNetworkSocket:
    address = urlsplit(settings.CLAMAV_URL)
    if address.scheme == "unix":
        return ClamdUnixSocket(address.path, timeout=settings.CLAMAV_SECONDS)
    return ClamdNetworkSocket(address.hostname or "", address.port or PORT, timeout=settings.CLAMAV_SECONDS)
