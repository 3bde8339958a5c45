"""The program that reads one file: its order is an argument, in JSON; what it reads goes out a line a passage."""

import json
import sys
from dataclasses import asdict
from typing import Any

from cms.archive.extraction.limits import Limits

order = json.loads(sys.argv[1])
limits = Limits(**order["limits"])
# Before anything else is imported: a library's own start counts too.
limits.impose()

from cms.archive.extraction.outcomes import Reason, UnreadableError  # noqa: E402
from cms.archive.extraction.reading import Source, passages_of  # noqa: E402


def write(line: dict[str, Any]) -> None:
    """One line, at once: whoever kills this process keeps what was read."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the file and say how that ended."""
    source = Source(path=order["path"], filename=order["filename"], language=order["language"], limits=limits)
    reason: Reason | None = None
    try:
        left = limits.characters
        for passage in passages_of(source):
            write(asdict(passage) | {"text": passage.text[:left]})
            left -= len(passage.text)
            if left < 0:
                raise UnreadableError(Reason.MORE_TEXT)
    except UnreadableError as unreadable:
        reason = unreadable.reason
    except MemoryError:
        reason = Reason.OUT_OF_MEMORY
    write({"reason": reason or source.shortfall, "page_count": source.page_count})


main()
