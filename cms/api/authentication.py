"""Who asks over HTTP: a bearer token, or the session of the site's own pages, or a visitor."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from cms.graphql_kit.errors import Forbidden, Unauthenticated
from cms.people.models import ApiToken
from cms.people.models.token import token_opening
from cms.people.sign_in.second_factors import may_use_tokens

USE_NOTED_EVERY = timedelta(hours=1)


class ForgeryCheck(CsrfViewMiddleware):
    """Django's own protection, without the page it shows to people."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden(reason)


def authenticate(request: HttpRequest) -> None:
    """Set `request.user` to who asks.

    Raises Unauthenticated for a token that does not open (whatever the reason, told alike), Forbidden for a request
    with a session cookie that may have been made by another site.
    """
    secret = bearer_of(request)
    if secret is not None:
        request.user = owner_of(secret)
    elif settings.SESSION_COOKIE_NAME in request.COOKIES:
        _refuse_forgery(request)


def bearer_of(request: HttpRequest) -> str | None:
    """The bearer token a request carries, whatever it is worth; None where it carries none."""
    scheme, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def owner_of(secret: str) -> Any:
    """Who asks with this token. Raises Unauthenticated where it does not open."""
    token = token_opening(secret)
    if token is None or not may_use_tokens(token.user):
        raise Unauthenticated("This token does not open the API.")
    # Not at every request: reading would else always write.
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        unnoted = Q(last_used_at=None) | Q(last_used_at=token.last_used_at)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    return token.user


def _refuse_forgery(request: HttpRequest) -> None:
    """Ask for the CSRF token here, because the view is exempt for the sake of bearers, who need none."""

    def protected(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    if ForgeryCheck(protected).process_view(request, protected, (), {}) is not None:
        raise Forbidden("A request with the session's cookie must carry the CSRF token in X-CSRFToken.")
