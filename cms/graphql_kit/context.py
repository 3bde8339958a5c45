"""What every resolver is given beside its arguments."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from cms.graphql_kit.loaders import Loaders


@dataclass
class Context:
    """One operation's surroundings: `info.context`.

    `reader` is who asks, opaque here; `language` is the language of labels. Resolvers leave in `tags` the names of
    what the answer was made of, and set `is_personal` where it is for this person alone: with both an answer can be
    shared among readers until one of its tags changes.
    """

    request: HttpRequest
    reader: Any
    language: str
    loaders: Loaders = field(default_factory=Loaders)
    tags: set[str] = field(default_factory=set)
    is_personal: bool = False
