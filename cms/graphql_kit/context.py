"""What every resolver is given beside its arguments."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from cms.graphql_kit.loaders import Loaders


@dataclass
class Context:
    """One operation's surroundings: `info.context`.

    `reader` is who asks, opaque here; `language` is the language of labels. A resolver sets `is_personal` where the
    answer is for this person alone and must never be shared. What its answer changes with, and no loader finds by its
    id, it leaves as a tag. `selected` is what was found out about the selections of its fields; `names` are all
    fields that the document asks anywhere, and the words of enums in it; None where nobody knows.
    """

    request: HttpRequest
    reader: Any
    language: str
    loaders: Loaders = field(default_factory=Loaders)
    is_personal: bool = False
    left: set[str] = field(default_factory=set)
    selected: dict[tuple[int, str], bool] = field(default_factory=dict)
    names: frozenset[str] | None = None

    def may_ask(self, *names: str) -> bool:
        """Whether one of these names may be in the document."""
        return self.names is None or not self.names.isdisjoint(names)

    def leave(self, *tags: str) -> None:
        """Say that the answer changes with these: "pages" for any change of what is published."""
        self.left.update(tags)
