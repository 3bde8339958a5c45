"""How much a file may cost."""

import resource
import signal
from dataclasses import dataclass

MIB = 1 << 20
# Enough for a library's own files and a pipe to Tesseract.
OPEN_FILES = 128
# A page's picture on its way to Tesseract, and all that was read.
LARGEST_OUTPUT = 256 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; `memory` is the address space of each process in MiB, sizes are in MiB."""

    seconds: int = 600
    memory: int = 1_536
    file_size: int = 200
    unpacked_size: int = 300
    pages: int = 500
    scanned_pages: int = 100
    characters: int = 1_000_000
    megapixels: int = 60

    def impose(self) -> None:
        """Put this process, and every one it starts, under these limits; the kernel ends who goes past them."""
        resource.setrlimit(resource.RLIMIT_AS, (self.memory * MIB, self.memory * MIB))
        # With a second between the two a parser that catches the signal is ended all the same.
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Where the parent is gone, nobody else would end this.
        signal.alarm(self.seconds + 5)
