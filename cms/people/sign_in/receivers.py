"""What follows from what django-allauth tells: the audit log, and what a session remembers."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import login_code_rejected, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from cms.activity.actions import record_act
from cms.people.acts import SIGN_IN_FAILED
from cms.people.models import User
from cms.people.sign_in.acts import FACTOR_ADDED, FACTOR_REFUSED, FACTOR_REMOVED, RECOVERY_CODES_RENEWED
from cms.people.sign_in.issuers import issuer_of
from cms.people.sign_in.second_factors import ASKED_BY_ISSUER

ACTS = {
    authenticator_added: FACTOR_ADDED,
    authenticator_removed: FACTOR_REMOVED,
    authenticator_reset: RECOVERY_CODES_RENEWED,
}


def _record(*, signal: Any, user: User, authenticator: Authenticator, **_told: Any) -> None:
    record_act(ACTS[signal], by=user, thing=user, details={"type": authenticator.type})


for told in ACTS:
    told.connect(_record, weak=False, dispatch_uid="audit of second factors")


@receiver(authentication_failed)
def record_refusal(*, user: User, authenticator: Authenticator, **_told: Any) -> None:
    """A wrong code of somebody whose password was right is worth knowing."""
    record_act(FACTOR_REFUSED, by=None, thing=user, details={"type": authenticator.type})


@receiver(login_code_rejected)
def record_rejected_code(*, user: User, **_told: Any) -> None:
    """A wrong code from a mail is a failed sign-in, as a wrong password is."""
    record_act(SIGN_IN_FAILED, by=None, thing=user, details={"is_known": True, "by": "code"})


@receiver(user_logged_in)
def remember_what_issuer_asked(request: HttpRequest, user: User, sociallogin: Any = None, **_told: Any) -> None:
    """A session that began with an issuer which asked for a second factor needs none of ours."""
    request.session.pop(ASKED_BY_ISSUER, None)
    claims = getattr(sociallogin, "claims", None)
    if claims and issuer_of(sociallogin.account.provider).has_asked_for_factor(claims):
        request.session[ASKED_BY_ISSUER] = user.pk


@receiver(post_save, sender=User)
def forget_other_addresses(
    sender: type[User], instance: User, raw: bool = False, update_fields: Any = None, **_told: Any
) -> None:
    """Who has another address now does not sign in with the old one, which django-allauth keeps once it was used."""
    if not raw and (update_fields is None or "email" in update_fields):
        EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()
