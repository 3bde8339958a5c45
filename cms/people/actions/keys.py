"""What is done to the keys of an account: API tokens, and the token of its feeds."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.activity.actions import record_act
from cms.activity.asking import acting_now
from cms.people.acts import TOKEN_ISSUED, TOKEN_REVOKED
from cms.people.models import ApiToken, FeedToken, User
from cms.people.models.token import digest_of


@transaction.atomic
def issue_api_token(user: User, *, name: str, days: int | None = 365) -> tuple[ApiToken, str]:
    """Give a person a new API token. The secret is returned once and kept nowhere; `days=None` never expires."""
    secret = f"plein_{secrets.token_urlsafe(32)}"
    expires_at = timezone.now() + timedelta(days=days) if days is not None else None
    token = ApiToken.objects.create(user=user, name=name, digest=digest_of(secret), expires_at=expires_at)
    record_act(TOKEN_ISSUED, by=acting_now(), thing=user, details={"token": token.pk, "days": days})
    return token, secret


@transaction.atomic
def revoke_api_token(token: ApiToken) -> None:
    """End a token at once; revoking it again keeps the first moment."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record_act(TOKEN_REVOKED, by=acting_now(), thing=token.user, details={"token": token.pk})


@transaction.atomic
def renew_feed_token(user: User) -> str:
    """Give a person a new feed token, which ends the one they had. The secret is returned once and kept nowhere."""
    secret = secrets.token_urlsafe(32)
    FeedToken.objects.update_or_create(user=user, defaults={"digest": digest_of(secret), "created_at": timezone.now()})
    return secret


def revoke_feed_token(user: User) -> None:
    """End a person's feeds at once; where there are none nothing happens."""
    FeedToken.objects.filter(user=user).delete()
