"""Offering in the source language what a translation does not have yet."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

Card = dict[str, Any]


def interface() -> dict[str, Any]:
    """Variables of operations that fill a translation's gaps: its `language`, the `source`, and whether they differ."""
    language = get_language() or settings.LANGUAGE_CODE
    source = settings.LANGUAGE_CODE
    return {"language": language, "source": source, "isTranslation": language != source}


def not_in(language: str, cards: Iterable[Card]) -> list[Card]:
    """Those that have not been translated into a language. Cards must tell their translations."""
    offered = [card for card in cards if language not in {each["language"] for each in card["translations"]}]
    return [with_theme_in(language, card) for card in offered]


def with_theme_in(language: str, card: Card) -> Card:
    """The card with its theme as a language calls it, where that has the theme. Themes must tell their translations."""
    theme = card.get("theme")
    if not theme:
        return card
    versions = [each for each in theme["translations"] if each["language"] == language]
    return card | {"theme": versions[0] if versions else theme}
