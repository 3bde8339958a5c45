"""By what somebody can sign in at all."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from cms.people.models import User
from cms.people.sign_in.issuers import issuers


def has_means_of_own(person: User) -> bool:
    """Whether somebody has a password, a passkey, or an issuer that is still asked: who has none is kept out for now.

    A code by mail is no means of one's own: everybody with an account could ask for one.
    """
    if person.has_usable_password():
        return True
    asked = [issuer.code for issuer in issuers()]
    is_linked = bool(asked) and SocialAccount.objects.filter(user=person, provider__in=asked).exists()
    return is_linked or Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists()
