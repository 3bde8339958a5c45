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
    return [card for card in cards if language not in {each["language"] for each in card["translations"]}]
