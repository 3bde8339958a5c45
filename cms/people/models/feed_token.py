from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models.token import digest_of


class FeedTokenQuerySet(models.QuerySet["FeedToken"]):
    """Questions about feed tokens."""

    def for_secret(self, secret: str) -> "FeedTokenQuerySet":
        """The token whose secret this is, if its person's account is active; only its hash is stored."""
        return self.filter(digest=digest_of(secret), user__is_active=True)


class FeedToken(models.Model):
    """What stands in the addresses of one person's feeds, for calendars and feed readers that cannot sign in.

    It opens feeds and nothing else, and there is one a person: a new one ends the old.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_token")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed token")
        verbose_name_plural = _("feed tokens")

    def __str__(self) -> str:
        return f"feed token {self.pk}"
