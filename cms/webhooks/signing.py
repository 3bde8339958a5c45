"""Signatures by which a receiver knows that a message is ours, whole and recent: the Standard Webhooks specification.

Written here, because the `standardwebhooks` package brings an HTTP client along for thirty lines of HMAC.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
VERSION = "v1"
# Of the specification: between 24 and 64.
SECRET_BYTES = 32


def new_secret() -> str:
    """A secret as receivers know it: "whsec_" and base64 of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature_of(secret: str, *, key: str, at: datetime, body: bytes) -> str:
    """What signs a message by one secret: "v1," and base64 of the HMAC-SHA256 of id, timestamp and body."""
    signed = b".".join((key.encode(), str(int(at.timestamp())).encode(), body))
    digest = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return f"{VERSION},{base64.b64encode(digest).decode()}"


def headers_of(secrets_now: Iterable[str], *, key: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of one sending. `key` is the id of the message, the same whenever it is sent; `at` is now.

    While a secret is being replaced there are two signatures, and a receiver takes either.
    """
    signatures = " ".join(signature_of(secret, key=key, at=at, body=body) for secret in secrets_now)
    return {"webhook-id": key, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signatures}
