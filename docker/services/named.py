"""The services that the environment names."""

import os
import socket
from urllib.parse import urlsplit

from outcome import UnavailableError

CONNECT_SECONDS = 5


def named_postgresql() -> str | None:
    """DATABASE_URL, once it accepts connections; None where it is not set."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    if not url.startswith(("postgres://", "postgresql://")):
        raise UnavailableError(
            f"DATABASE_URL names no PostgreSQL: {urlsplit(url).scheme}. Name one or unset it; "
            "`make test-embedded` tests on SQLite."
        )
    return _answering("DATABASE_URL", url, port=5432)


def named_elasticsearch() -> str | None:
    """ELASTICSEARCH_URL, once the first it names accepts connections; None where it is not set."""
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        return None
    _answering("ELASTICSEARCH_URL", url.partition(",")[0], port=9200)
    return url


def _answering(name: str, url: str, *, port: int) -> str:
    parts = urlsplit(url)
    address = (parts.hostname or "localhost", parts.port or port)
    try:
        socket.create_connection(address, timeout=CONNECT_SECONDS).close()
    except OSError as error:
        raise UnavailableError(
            f"{name} names {address[0]}:{address[1]}, which does not answer ({error}). "
            "Start it, or unset the variable to have one started here."
        ) from error
    return url
