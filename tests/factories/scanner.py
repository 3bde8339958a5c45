"""A scanner for viruses that speaks ClamAV's protocol, on a port or a socket of this machine."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

# The string that every scanner takes for a virus, put together here so that none finds it in this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = self.rfile.readline()
        content = b""
        while command == b"nINSTREAM\n" and (size := struct.unpack("!L", self.rfile.read(4))[0]):
            content += self.rfile.read(size)
        self.server.looked_into.append(content)
        self.wfile.write(b"stream: Eicar-Signature FOUND\n" if EICAR in content else b"stream: OK\n")


class _OnPort(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


@contextmanager
def scanner(path: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner's address, and what it looked into."""
    server: Any = socketserver.ThreadingUnixStreamServer(str(path), _Handler) if path else _OnPort(
        ("127.0.0.1", 0), _Handler
    )  # fmt: skip
    server.looked_into = []
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield (f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"), server.looked_into
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
