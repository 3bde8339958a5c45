"""Who must have a second factor, and who has one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest

from cms.people.models import User
from cms.people.sign_in.issuers import issuers

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# In a session: the person whom an issuer asked for a second factor when it began.
ASKED_BY_ISSUER = "second_factor_of"


def must_have_second_factor(person: Any) -> bool:
    """Whether the organisation asks a second factor of somebody: of all, or of who may enter the admin."""
    if settings.SECOND_FACTOR_REQUIRED == "admin":
        return _may_enter_admin(person)
    return settings.SECOND_FACTOR_REQUIRED == "all"


def has_second_factor(person: User) -> bool:
    """Whether somebody has one of their own here. Recovery codes alone are none."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def is_short_of_factor(request: HttpRequest) -> bool:
    """Whether who is signed in must have a second factor, has none, and was asked for none by who signed them in."""
    person = request.user
    if settings.SECOND_FACTOR_REQUIRED == "none" or not isinstance(person, User):
        return False
    if request.session.get(ASKED_BY_ISSUER) == person.pk:
        return False
    return must_have_second_factor(person) and not has_second_factor(person)


def may_use_tokens(person: User) -> bool:
    """Whether somebody's API tokens open: a password alone must not reach through a token what it cannot reach itself.

    Only who may enter the admin is asked: a programme that reads as an ordinary reader signs in nowhere.
    """
    if settings.SECOND_FACTOR_REQUIRED == "none" or not _may_enter_admin(person):
        return True
    return has_second_factor(person) or _is_asked_by_issuer(person)


def _is_asked_by_issuer(person: User) -> bool:
    asking = [issuer.code for issuer in issuers() if issuer.second_factor]
    return bool(asking) and SocialAccount.objects.filter(user=person, provider__in=asking).exists()


def _may_enter_admin(person: Any) -> bool:
    return person.has_perm("wagtailadmin.access_admin")
