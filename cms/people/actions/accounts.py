"""What is done to accounts by who administers them: closing, opening again, and never being without administrator."""

import logging
from collections.abc import Collection

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people.actions.keys import revoke_feed_token
from cms.people.models import ApiToken, User
from cms.people.sessions import end_sessions

logger = logging.getLogger(__name__)


class LastAdministratorError(ValidationError):
    """Without this person nobody could administer the installation any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This is the last active administrator. Make somebody else administrator first."),
            code="last_administrator",
        )


@transaction.atomic
def deactivate_person(person: User, *, by: User | None) -> None:
    """Close an account: sessions end, tokens are dead, the person is in no list any more. What they made stays theirs.

    `by` is None when nobody in particular did it. Raises LastAdministratorError.
    """
    keep_an_administrator(without=[person])
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    # For good: whoever comes back makes new ones, and nobody else has kept the old.
    ApiToken.objects.filter(user=person, revoked_at=None).update(revoked_at=timezone.now())
    revoke_feed_token(person)
    logger.info("%s deactivated account %s", _name(by), person.pk)


@transaction.atomic
def reactivate_person(person: User, *, by: User | None) -> None:
    """Open a closed account again. The password still holds; tokens and sessions stay gone."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    logger.info("%s reactivated account %s", _name(by), person.pk)


@transaction.atomic
def demote_administrator(person: User, *, by: User | None) -> None:
    """Take administration away. Raises LastAdministratorError."""
    keep_an_administrator(without=[person])
    person.is_superuser = False
    person.save(update_fields=["is_superuser"])
    logger.info("%s took administration from account %s", _name(by), person.pk)


@transaction.atomic
def recover_administrator(email: str) -> tuple[User, list[str]]:
    """Let the owner of an address administer, whatever they were; says what it did: "made", "reactivated", "appointed".

    For whoever has the machine itself: it asks nobody.
    """
    person, is_new = User.objects.get_or_create(email=email.strip().lower())
    done = ["made"] if is_new else []
    if not is_new and not person.is_active:
        done.append("reactivated")
    if not is_new and not person.is_superuser:
        done.append("appointed")
    if is_new:
        person.set_unusable_password()
    person.is_active = person.is_superuser = True
    person.save()
    words = ", ".join(done) or "unchanged"
    logger.warning("Administrator %s was recovered from the command line: %s", person.pk, words)
    return person, done


def password_link(person: User) -> str:
    """An address at which a person chooses a new password, once, within Django's PASSWORD_RESET_TIMEOUT."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)


def keep_an_administrator(*, without: Collection[User]) -> None:
    """Raise LastAdministratorError if nobody could administer without these people.

    Within a transaction: it locks the administrators, so that two of them cannot close each other's account at once.
    """
    administrators = User.objects.filter(is_active=True, is_superuser=True).order_by("pk")
    remaining = set(administrators.select_for_update().values_list("pk", flat=True))
    leaving = remaining & {person.pk for person in without}
    if leaving and leaving == remaining:
        raise LastAdministratorError


def _name(by: User | None) -> str:
    return f"Account {by.pk}" if by else "Nobody in particular"
