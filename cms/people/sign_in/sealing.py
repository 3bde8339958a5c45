"""Secrets that must come back in the clear, as a second factor's, sealed so that a copy of the database tells none."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """The text, sealed with this installation's SECRET_KEY."""
    return _seals().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed with SECRET_KEY or one of SECRET_KEY_FALLBACKS. Raises InvalidToken for any other."""
    return _seals().decrypt(sealed.encode()).decode()


def _seals() -> MultiFernet:
    return MultiFernet([_seal(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _seal(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"plein second factors").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
