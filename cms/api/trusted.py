"""Trusted documents: what a front-end may ask is known before it asks, and named by the SHA-256 of its text.

A manifest is a JSON file of {digest: document}, as GraphQL Code Generator's client preset writes it with
`hashAlgorithm: "sha256"`. What stands in one is exempt from the limits of shape, never from rights, rates and time.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.api.execution import OPERATIONS, STORED_OPERATIONS
from cms.api.operations import Operations, RefusedError
from cms.api.questions import Question
from cms.graphql_kit.errors import (
    DocumentNotFound,
    DocumentNotTrusted,
    InvalidInput,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
)

KEPT_AUTOMATICALLY = 500
PREFIX = "sha256:"


class ManifestError(ValueError):
    """A manifest cannot be relied on; the message names the file and says why."""


class AutomaticDocuments:
    """Documents that clients registered themselves, by digest. Safe among threads, and bounded; for development."""

    def __init__(self, size: int = KEPT_AUTOMATICALLY) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._texts: OrderedDict[str, str] = OrderedDict()

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, digest: str) -> str | None:
        """The document of a digest, if it is still kept."""
        with self._lock:
            if digest in self._texts:
                self._texts.move_to_end(digest)
            return self._texts.get(digest)

    def keep(self, digest: str, text: str) -> None:
        """Keep a document that was found valid, and let go of the one that was asked longest ago."""
        with self._lock:
            self._texts[digest] = text
            self._texts.move_to_end(digest)
            while len(self._texts) > self._size:
                self._texts.popitem(last=False)

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._texts.clear()


AUTOMATIC = AutomaticDocuments()


def operations_of(question: Question) -> Operations:
    """The operations that a question is about. Raises RefusedError where they are unknown, not allowed, or wrong."""
    if not question.text:
        return _named(question)
    digest = sha256(question.text.encode()).hexdigest()
    if question.digest and question.digest != digest:
        raise RefusedError([InvalidInput("The hash is not the SHA-256 of the document.")])
    if digest in trusted_documents():
        return STORED_OPERATIONS.of(question.text, is_trusted=True)
    if settings.GRAPHQL_TRUSTED_ONLY:
        raise RefusedError([DocumentNotTrusted("Only trusted documents are answered here.")])
    operations = OPERATIONS.of(question.text, is_trusted=False)
    if question.digest and settings.GRAPHQL_AUTOMATIC_DOCUMENTS:
        AUTOMATIC.keep(digest, question.text)
    return operations


def _named(question: Question) -> Operations:
    text = trusted_documents().get(question.digest)
    if text is not None:
        return STORED_OPERATIONS.of(text, is_trusted=True)
    if not question.is_persisted_query:
        raise RefusedError([DocumentNotFound("There is no trusted document of this id.")])
    if settings.GRAPHQL_TRUSTED_ONLY or not settings.GRAPHQL_AUTOMATIC_DOCUMENTS:
        raise RefusedError([PersistedQueryNotSupported("PersistedQueryNotSupported")])
    text = AUTOMATIC.find(question.digest)
    if text is None:
        raise RefusedError([PersistedQueryNotFound("PersistedQueryNotFound")])
    return OPERATIONS.of(text, is_trusted=False)


def trusted_documents() -> Mapping[str, str]:
    """Every document of the manifests that GRAPHQL_MANIFESTS names, by digest. Raises ManifestError."""
    return _documents_in(tuple(str(path) for path in settings.GRAPHQL_MANIFESTS))


@cache
def _documents_in(paths: tuple[str, ...]) -> Mapping[str, str]:
    return {digest: text for path in paths for digest, text in read_manifest(Path(path)).items()}


def read_manifest(path: Path) -> dict[str, str]:
    """The documents of one file, by the hexadecimal digest of their text. Raises ManifestError."""
    try:
        written: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ManifestError(f"{path}: {error}") from error
    if not isinstance(written, dict):
        raise ManifestError(f"{path}: a manifest is an object of documents by their SHA-256")
    documents = {str(key).removeprefix(PREFIX).lower(): text for key, text in written.items()}
    for digest, text in documents.items():
        if not isinstance(text, str) or sha256(text.encode(errors="surrogatepass")).hexdigest() != digest:
            raise ManifestError(f"{path}: {digest[:64]} is not the SHA-256 of its document")
    return documents


def manifest_of(documents: Iterable[str]) -> str:
    """A manifest of these documents as text, in the order of their digests so that it differs only where they do."""
    by_digest = {sha256(text.encode()).hexdigest(): text for text in documents}
    return json.dumps(dict(sorted(by_digest.items())), ensure_ascii=False, indent=1) + "\n"
