"""What kinds of things can be found, and what they are called in the contract."""

import graphene

from cms.reading.schema.pages import TYPE_DESCRIPTIONS

KIND_DESCRIPTIONS = {
    **TYPE_DESCRIPTIONS,
    "DOCUMENT": "A file of the library.",
    "PERSON": "A colleague.",
    "GROUP": "A work group.",
}


class SearchKind(graphene.Enum):
    """What kinds of things can be found."""

    THEME = "THEME"
    TOPIC = "TOPIC"
    NEWS = "NEWS"
    ARTICLE = "ARTICLE"
    UNIT = "UNIT"
    EVENT = "EVENT"
    FORM = "FORM"
    DOCUMENT = "DOCUMENT"
    PERSON = "PERSON"
    GROUP = "GROUP"

    @property
    def description(self) -> str:
        return KIND_DESCRIPTIONS[self.value]
