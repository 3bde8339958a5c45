"""System check: a setting that names no encoder is said at start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from search.vectors.encoders import EncoderUnavailableError, encoder_class

HIGHEST_FLOOR = 1.0


@register()
def check_vectors(**_kwargs: Any) -> list[CheckMessage]:
    """What SEARCH_VECTORS names can be imported, and like is told from unlike by a number below one."""
    if not settings.SEARCH_VECTORS:
        return []
    messages: list[CheckMessage] = []
    if not settings.ELASTICSEARCH_URL:
        messages.append(Warning("SEARCH_VECTORS does nothing without ELASTICSEARCH_URL.", id="search.W003"))
    if not -1 <= settings.SEARCH_VECTORS_FLOOR < HIGHEST_FLOOR:
        messages.append(Error("SEARCH_VECTORS_FLOOR must be a cosine: from -1, and below 1.", id="search.E010"))
    try:
        encoder_class(settings.SEARCH_VECTORS)
    except EncoderUnavailableError as error:
        # no error, because search does without
        messages.append(Warning(f"Search does without vectors. {error}", id="search.W004"))
    return messages
