"""Whom an issuer brings: the account that this is, linked or made where that is allowed."""

import hmac
from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from cms.activity.actions import record_act
from cms.people.actions.claims import apply_claims
from cms.people.models import User
from cms.people.sign_in.acts import ACCOUNT_LINKED
from cms.people.sign_in.issuers import Issuer, issuer_of


class UnknownPersonError(Exception):
    """The issuer knows somebody who has no account here, and may not get one by that."""


@transaction.atomic
def welcome(request: HttpRequest, login: SocialLogin) -> User:
    """The account of whom an issuer brings, with what their claims give; a closed one is left as it is.

    Raises UnknownPersonError, and PermissionDenied where the answer was not made for this request.
    """
    claims: Mapping[str, Any] = login.claims
    if not hmac.compare_digest(str(claims.get("nonce", "")), str(login.state.get("nonce", "-"))):
        raise PermissionDenied("The token was made for another request.")
    issuer = issuer_of(login.account.provider)
    if not login.is_existing:
        _link(request, login, claims, issuer)
    person = User.objects.select_related("profile").get(pk=login.account.user_id)
    if person.is_active:
        apply_claims(person, claims, rules=issuer.rules)
    login.user = person
    return person


def _link(request: HttpRequest, login: SocialLogin, claims: Mapping[str, Any], issuer: Issuer) -> None:
    """Link the issuer's person to the account of the address it answers for, or to a new one."""
    address = issuer.verified_address(claims)
    if not address:
        raise UnknownPersonError("the issuer answers for no e-mail address")
    person = User.objects.filter(email=address).first()
    if person is None and not issuer.is_making_accounts:
        raise UnknownPersonError("there is no account with this address")
    if person is None:
        login.user = User.objects.create_user(address)
        login.save(request, connect=True)
        record_act(ACCOUNT_LINKED, by=None, thing=login.user, details={"issuer": issuer.code})
    elif SocialAccount.objects.filter(user=person, provider=issuer.code).exists():
        # because addresses are given out again: who has one now need not be whose account this is
        raise UnknownPersonError("the account of this address is linked to another person of the issuer")
    elif person.is_active:
        login.connect(request, person)
        record_act(ACCOUNT_LINKED, by=None, thing=person, details={"issuer": issuer.code})
    else:
        login.account.user = person
