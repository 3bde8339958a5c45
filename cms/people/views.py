"""The two addresses between which an issuer of OpenID Connect says who somebody is."""

import secrets

from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from cms.people.sign_in.openid import CarefulClient


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask_issuer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to an issuer. From our own form alone: another site could sign a visitor in as somebody else."""
    if request.method != "POST":
        return redirect("account_login")
    nonce = secrets.token_urlsafe(24)
    issuer = _client(request, provider_id).get_provider()
    way_back = get_next_redirect_url(request)
    answer: HttpResponse
    try:
        answer = issuer.redirect(
            request, process=AuthProcess.LOGIN, next_url=way_back, auth_params={"nonce": nonce}, nonce=nonce
        )
    except (RequestException, KeyError) as error:
        # The issuer does not answer, or not as one.
        answer = render_authentication_error(request, issuer, exception=error)
    return answer


@login_not_required
@require_safe
@never_cache
def hear_issuer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sign in whom an issuer sends back, if all of what it says holds."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(_client(request, provider_id))(request)
    return answer


def _client(request: HttpRequest, provider_id: str) -> CarefulClient:
    try:
        get_adapter().get_app(request, provider=provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return CarefulClient(request, provider_id)
