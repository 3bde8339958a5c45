"""Office files are zip files: what they unpack to is known before they are unpacked."""

import zipfile

from cms.archive.extraction.limits import MIB, Limits
from cms.archive.extraction.outcomes import Reason, UnreadableError

MOST_PARTS = 20_000
ENCRYPTED_FLAG = 0x1


def check_package(path: str, limits: Limits) -> None:
    """Refuse what unpacks too far or is encrypted. Raises UnreadableError.

    What the directory says is all that Python's zipfile ever unpacks of a part: who lies there is cut short.
    """
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_size * MIB:
        raise UnreadableError(Reason.UNPACKS_TOO_FAR)
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise UnreadableError(Reason.ENCRYPTED)
