"""System checks: what is mistyped in a registration or a setting is said at start, not found out in production."""

import inspect
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection

from search.engines.cluster import urls_in
from search.registry import Registration, all_registrations

LONGEST_TYPE = 40
FINGERPRINT = re.compile("[0-9A-Fa-f]{64}")
DATABASES = ("postgresql", "sqlite")


@register()
def check_registrations(**_kwargs: Any) -> list[CheckMessage]:
    """Each subject type once, with a usable name and functions that can be called as search calls them."""
    registrations = all_registrations()
    messages = [message for registration in registrations for message in _check(registration)]
    types = [registration.subject_type for registration in registrations]
    return messages + [
        Error(f"“{subject_type}” is registered with search more than once.", id="search.E001")
        for subject_type in sorted({name for name in types if types.count(name) > 1})
    ]


def _check(registration: Registration) -> list[CheckMessage]:
    messages: list[CheckMessage] = []
    name = registration.subject_type
    if not (isinstance(name, str) and name.isidentifier() and len(name) <= LONGEST_TYPE):
        messages.append(Error(f"“{name}” cannot be a subject type: use a short word of letters.", id="search.E002"))
    expected = [(registration.entries, 1), (registration.descendants, 1), (registration.all_ids, 0)]
    for function, count in expected:
        if function is not None and not _takes(function, count):
            messages.append(
                Error(f"{function!r} of “{name}” must be a function of {count} arguments.", id="search.E003")
            )
    if registration.all_ids is None:
        messages.append(
            Warning(f"“{name}” cannot be filled from nothing.", hint="Give @searchable an `all_ids`.", id="search.W001")
        )
    return messages


def _takes(function: Any, count: int) -> bool:
    if not callable(function):
        return False
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True


@register()
def check_settings(**_kwargs: Any) -> list[CheckMessage]:
    """The address and the index name that Elasticsearch will be asked by."""
    messages: list[CheckMessage] = []
    if connection.vendor not in DATABASES:
        messages.append(Error(f"Search cannot use {connection.vendor}, only PostgreSQL or SQLite.", id="search.E004"))
    if not settings.ELASTICSEARCH_URL:
        return messages
    urls = urls_in(settings.ELASTICSEARCH_URL)
    if not urls or not all(map(_is_complete, urls)):
        messages.append(
            Error(
                "ELASTICSEARCH_URL must name scheme, host and port of each node.",
                hint="As in http://search.example.org:9200, separated by commas",
                id="search.E005",
            )
        )
    name = settings.ELASTICSEARCH_INDEX
    if not name or name != name.lower() or name[0] in "-_+" or any(mark in name for mark in ' "*\\<>|,/?#:'):
        messages.append(Error("ELASTICSEARCH_INDEX must be a lower-case name for an index.", id="search.E006"))
    return messages + _check_proofs(urls)


def _is_complete(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False


def _check_proofs(urls: tuple[str, ...]) -> list[CheckMessage]:
    """How we show who we are, and how we know whom we tell it."""
    messages: list[CheckMessage] = []
    has_secret = bool(settings.ELASTICSEARCH_API_KEY or settings.ELASTICSEARCH_PASSWORD)
    if settings.ELASTICSEARCH_API_KEY and settings.ELASTICSEARCH_USER:
        messages.append(
            Error("Set ELASTICSEARCH_API_KEY or ELASTICSEARCH_USER with its password, not both.", id="search.E007")
        )
    certificates = settings.ELASTICSEARCH_CERTIFICATES
    if certificates and not Path(certificates).is_file():
        messages.append(Error("ELASTICSEARCH_CERTIFICATES must be a file that is there.", id="search.E008"))
    fingerprint = settings.ELASTICSEARCH_FINGERPRINT.replace(":", "")
    if fingerprint and not FINGERPRINT.fullmatch(fingerprint):
        messages.append(Error("ELASTICSEARCH_FINGERPRINT must be a SHA-256: 64 hexadecimal digits.", id="search.E009"))
    if has_secret and any(url.startswith("http:") for url in urls):
        messages.append(
            Warning("The secret of ELASTICSEARCH_URL travels in the clear.", hint="Use https://", id="search.W002")
        )
    return messages
