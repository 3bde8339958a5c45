"""What a person searched last, and the searches they saved: theirs alone."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200
LONGEST_NAME = 100


class SearchPreference(models.Model):
    """Whether a person wants their last searches kept. Without a row they are."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="search_preference"
    )
    is_recent_kept = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"user {self.user_id}: {'keeps' if self.is_recent_kept else 'forgets'} searches"


class RecentSearch(models.Model):
    """What a person typed, to have it at hand; asked again it moves to the top."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recent_searches")
    query = models.CharField(max_length=LONGEST_QUERY)
    asked_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="one_recent_search_a_query")]

    def __str__(self) -> str:
        return self.query


class Alert(models.TextChoices):
    """How soon a person is told of something new."""

    NEVER = "NEVER", _("Never")
    DAILY = "DAILY", _("Daily")
    AT_ONCE = "AT_ONCE", _("At once")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Questions about saved searches."""

    def due(self, alert: Alert, *, since: datetime) -> "SavedSearchQuerySet":
        """Those of people with an open account who want to be told so soon, last looked at before a moment."""
        return self.filter(alert=alert, looked_at__lt=since, user__is_active=True)


class SavedSearch(models.Model):
    """A question to ask again: words and filters, under a name of the person's own.

    `filters` are as the API's SearchFilter writes them, its names in snake case. `known` are the ids of what was found
    when it was last looked at, of the days before: whatever else is found of those days is new.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    filters = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    alert = models.CharField(max_length=10, choices=Alert.choices, default=Alert.NEVER)
    saved_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField()
    known = models.JSONField(default=list)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["alert", "looked_at"], name="searches_to_look_at")]

    def __str__(self) -> str:
        return self.name
