"""Secrets that must come back in the clear, as a second factor's, sealed so that a copy of the database tells none.

Each purpose has keys of its own, so that what was sealed for one opens for no other.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SECOND_FACTORS = "second factors"


def seal(text: str, *, purpose: str = SECOND_FACTORS) -> str:
    """The text, sealed with this installation's SECRET_KEY."""
    return _seals(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str = SECOND_FACTORS) -> str:
    """The text that was sealed with SECRET_KEY or one of SECRET_KEY_FALLBACKS. Raises InvalidToken for any other."""
    return _seals(purpose).decrypt(sealed.encode()).decode()


def _seals(purpose: str) -> MultiFernet:
    return MultiFernet([_seal(key, purpose) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _seal(key: str, purpose: str) -> Fernet:
    info = f"plein {purpose}".encode()
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
