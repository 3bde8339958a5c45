"""Who may come in: whoever has SCIM_TOKEN, not too often, and with no more than fits."""

import hmac
import logging
import time

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from scim2_models import PayloadTooLargeException, SCIMException, UnauthorizedException

from cms.activity.asking import address_of

logger = logging.getLogger(__name__)

# Wrong tokens a minute from one address of the network.
WRONG_A_MINUTE = 10


class TooOftenError(SCIMException):
    """Somebody asks more often than we answer."""

    status = 429
    _default_detail = "Too many requests: try again in a minute."


def let_in(request: HttpRequest) -> None:
    """Let a request pass that may. Raises Http404 where there is no SCIM here, UnauthorizedException, TooOftenError, or
    PayloadTooLargeException."""
    if not settings.SCIM_TOKEN:
        raise Http404
    place = address_of(request)
    if not _has_token(request):
        if not _count(f"wrong:{place}", at_most=WRONG_A_MINUTE):
            raise TooOftenError
        logger.warning("Somebody came to SCIM with a wrong token, or none")
        raise UnauthorizedException
    if not _count("asked", at_most=settings.SCIM_REQUESTS_A_MINUTE):
        raise TooOftenError
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.SCIM_BODY_SIZE:
        raise PayloadTooLargeException(detail=f"A body has at most {settings.SCIM_BODY_SIZE} bytes.")


def _has_token(request: HttpRequest) -> bool:
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    is_right = hmac.compare_digest(given.strip().encode(), settings.SCIM_TOKEN.encode())
    return is_right and scheme.lower() == "bearer"


def _count(what: str, *, at_most: int) -> bool:
    """Whether something happened no more often in this minute than it may."""
    key = f"scim:{what}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) <= at_most
    except ValueError:
        # it ran out between the two: a new minute
        return True
