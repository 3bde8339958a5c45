"""Relay global ids: base64 of `Kind:pk`. All page types share the kind `Page`, so a link survives a change of type."""

import base64
import binascii
from typing import NamedTuple

from cms.graphql_kit.errors import InvalidInput

LARGEST_KEY = 2**63 - 1


class GlobalId(NamedTuple):
    """What an id says: the kind of thing and its primary key."""

    kind: str
    pk: int


def to_global_id(kind: str, pk: int) -> str:
    """The id of a thing as front-ends know it."""
    return base64.b64encode(f"{kind}:{pk}".encode()).decode()


def from_global_id(text: str) -> GlobalId:
    """What an id says. Raises InvalidInput when it is no id of ours; says nothing about whether the thing exists."""
    try:
        kind, pk = base64.b64decode(text, validate=True).decode("ascii").split(":")
    except (binascii.Error, ValueError):
        raise _no_id(text) from None
    # Base64 has several spellings of the same bytes; one is enough, because ids are compared as text.
    if not pk.isdecimal() or int(pk) > LARGEST_KEY or not kind or to_global_id(kind, int(pk)) != text:
        raise _no_id(text)
    return GlobalId(kind, int(pk))


def pk_of(text: str, kind: str) -> int:
    """The primary key in an id of this kind. Raises InvalidInput for no id, or for the id of something else."""
    found = from_global_id(text)
    if found.kind != kind:
        raise InvalidInput(f"This is the id of a {found.kind}; the id of a {kind} is asked for.")
    return found.pk


def _no_id(text: str) -> InvalidInput:
    return InvalidInput(f"'{text[:60]}' is not an id.")
