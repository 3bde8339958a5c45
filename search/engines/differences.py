"""What the database engine does otherwise than Elasticsearch: declared, shown by `manage.py search status`, tested.

Whatever is not named here both engines do alike, and tests/search asks it of each in turn.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineDifference:
    """One thing that Elasticsearch does, and what the database engine does in its place."""

    name: str
    elasticsearch: str
    database: str

    def __str__(self) -> str:
        return f"{self.name}. {self.database}"


DIFFERENCES = (
    EngineDifference(
        "similar",
        "More like this compares whole texts.",
        "It looks for the few words that say best what the thing is about.",
    ),
    EngineDifference(
        "compounds while typing",
        "A word that is typed whole completes titles in which it is part of a compound.",
        "Titles are completed by the beginnings of their words alone.",
    ),
    EngineDifference(
        "passages",
        "The passage that answers best is shown, wherever in the text it stands.",
        "The first passage with a word that was asked is shown.",
    ),
    EngineDifference(
        "meaning",
        "With a model of language, what means the same is found too.",
        "Words alone are compared.",
    ),
)
