"""What every resolver is given beside its arguments."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from cms.graphql_kit.loaders import Loaders


@dataclass
class Context:
    """One operation's surroundings: `info.context`.

    `reader` is who asks, opaque here; `language` is the language of labels. A resolver sets `is_personal` where the
    answer is for this person alone and must never be shared.
    """

    request: HttpRequest
    reader: Any
    language: str
    loaders: Loaders = field(default_factory=Loaders)
    is_personal: bool = False
