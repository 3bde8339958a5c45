"""What django-allauth asks of this installation: who may have an account, and what issuers are trusted with."""

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter, get_current_site
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse

from cms.activity.actions import record_act
from cms.activity.asking import ip_of
from cms.people.sign_in.acts import ISSUER_REFUSED
from cms.people.sign_in.sealing import seal, unseal
from cms.people.sign_in.welcome import UnknownPersonError, welcome

logger = logging.getLogger(__name__)


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the organisation: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from, as the deployment says it is told: behind a proxy everybody has its address."""
        told = ip_of(request)
        return str(told) if told else super().get_client_ip(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send a mail beside the request, so that how long it takes tells nobody whether there was one to send."""
        told = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        message = self.render_mail(template_prefix, email, told | context)
        if settings.SIGN_IN_MAIL_THREADS:
            _postmen().submit(_deliver, message)
        else:
            message.send()


class FactorAdapter(DefaultMFAAdapter):
    """Second factors belong to the installation's public address, and their secrets are sealed in the database."""

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the public host, whatever name a request came by."""
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "", "name": settings.WAGTAIL_SITE_NAME}


class IssuerAdapter(DefaultSocialAccountAdapter):
    """Lets an issuer of OpenID Connect say who somebody is, and nothing that its settings do not name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: whom an issuer may bring has an account before django-allauth could ask."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whom this is, and give them what their claims give. Raises ImmediateHttpResponse where they stay out."""
        try:
            person = welcome(request, sociallogin)
        except UnknownPersonError as error:
            issuer = sociallogin.account.provider
            record_act(ISSUER_REFUSED, by=None, details={"issuer": issuer, "why": str(error)})
            logger.warning("Issuer %s brought somebody unknown: %s", issuer, error)
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403)) from error
        if not person.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """One answer to all that goes wrong between here and the issuer; the log says which it was."""
        record_act(
            ISSUER_REFUSED, by=None, details={"issuer": provider.app.provider_id, "why": str(exception or error)}
        )
        logger.warning("Signing in by issuer %s failed: %s %r", provider.app.provider_id, error, exception)
        raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=401))


@cache
def _postmen() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=settings.SIGN_IN_MAIL_THREADS, thread_name_prefix="sign-in-mail")


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:
        logger.exception("A mail about signing in could not be sent")
