import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people.asked_along import asked_along, hand_over, recalled
from cms.statements import Given, Statement


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Questions about tokens."""

    def valid(self, *, at: Any = None) -> "ApiTokenQuerySet":
        """Tokens that still open the API, now or at a moment: not revoked, not expired, of somebody whose account is
        active."""
        unexpired = Q(expires_at=None) | Q(expires_at__gt=at or timezone.now())
        return self.filter(unexpired, revoked_at=None, user__is_active=True)

    def for_secret(self, secret: str) -> "ApiTokenQuerySet":
        """The token whose secret this is; only its hash is stored."""
        return self.filter(digest=digest_of(secret))


class ApiToken(models.Model):
    """A named key with which a front-end elsewhere reads the API as one person.

    Wagtail's own API tokens never expire, and theirs open Wagtail's REST API, which Plein does not mount.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


def digest_of(secret: str) -> str:
    """The SHA-256 of a token's secret, in hex: all that is stored, because 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_opening(secret: str) -> ApiToken | None:
    """The token whose secret this is, if it opens the API, with its person, their profile and unit, and what is asked
    along with them. One statement."""
    digest = digest_of(secret)
    remembered = recalled(digest)
    for token in OPENING.things(given={"digest": digest, "at": timezone.now(), **remembered}):
        hand_over(token, token.user)
        token.user.asked_with = remembered
        return token
    return None


# Asked at every request of a bearer.
OPENING = Statement(
    lambda: (
        ApiToken.objects.filter(digest=Given("digest"))
        .valid(at=Given("at"))
        .select_related("user__profile__unit")
        .annotate(**asked_along())
        .order_by()
    )
)
