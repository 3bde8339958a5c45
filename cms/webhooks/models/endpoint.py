"""Where other systems want to be told of changes, and the secrets that sign what they are told."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people.sign_in.sealing import seal, unseal

PURPOSE = "webhook secrets"
LONGEST_URL = 1000


class Standing(models.TextChoices):
    """Whether an endpoint is told anything, and why not."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    FAILING = "failing", _("switched off: it took no messages for days")
    GONE = "gone", _("switched off: it said that it is gone (410)")


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Questions about endpoints."""

    def working(self) -> "EndpointQuerySet":
        """Those that are told of changes: switched on, and the person whose eyes they have has an open account."""
        return self.filter(standing=Standing.ACTIVE, seen_as__is_active=True)

    def free(self, now: datetime) -> "EndpointQuerySet":
        """Those of the working ones that nobody sends to at this moment, and that are not left alone after failures."""
        return self.working().unleased(now).filter(Q(rests_until=None) | Q(rests_until__lte=now))

    def unleased(self, now: datetime) -> "EndpointQuerySet":
        """Those that nobody sends to at this moment."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=now))


class Endpoint(models.Model):
    """An address that is told of changes: of those events, languages, and things that one person may see.

    `fanned_out_to` is the sequence of the last change of which it was decided whether to tell. `open_locks` are the
    locks that opened for its person then, of those up to `newest_lock`: rights that change without anything else being
    changed show by them. Whoever sends to it holds it until `leased_until`, so that one process does at a time and a
    killed one blocks nothing for long.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    url = models.CharField(_("address"), max_length=LONGEST_URL)
    events = models.JSONField(_("events"), default=list)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    seen_as = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("told what this person may see"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("kept by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices, default=Standing.ACTIVE)
    made_at = models.DateTimeField(auto_now_add=True)
    fanned_out_to = models.PositiveBigIntegerField(default=0)
    open_locks = models.JSONField(default=list)
    newest_lock = models.PositiveBigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    failing_since = models.DateTimeField(_("failing since"), null=True)
    rests_until = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(_("last message taken"), null=True)

    # The usage of an account would otherwise list what looks with its eyes.
    wagtail_reference_index_ignore = True

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        """Whether it is told of changes."""
        return self.standing == Standing.ACTIVE and self.seen_as is not None and self.seen_as.is_active

    @property
    def host(self) -> str:
        """Whom it is at: the rest of an address may be a secret."""
        return urlsplit(self.url).hostname or ""

    @property
    def health(self) -> str:
        """How it goes with it, in words for its list."""
        if self.standing != Standing.ACTIVE:
            return str(Standing(self.standing).label)
        if not self.is_working:
            return str(_("stopped: the account whose eyes it has is closed"))
        if self.failing_since:
            return str(_("failing"))
        return str(_("well") if self.delivered_at else _("nothing sent yet"))

    def take(self, *, seconds: float) -> bool:
        """Hold it for sending, if nobody does; whether it was taken.

        One conditional update of its own row alone: with a join, PostgreSQL would judge a row that somebody else has
        just taken by how it was before, and let both have it.
        """
        now = timezone.now()
        unleased = Endpoint.objects.unleased(now).filter(pk=self.pk)
        return bool(unleased.update(leased_until=now + timedelta(seconds=seconds)))

    def give_back(self) -> None:
        """Let others send to it. When that was says who has waited longest for the next turn."""
        Endpoint.objects.filter(pk=self.pk).update(leased_until=timezone.now())

    def secrets_now(self) -> list[str]:
        """The secrets that sign for it at this moment, the newest first: two while one replaces another."""
        valid = self.secrets.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now())).order_by("-pk")
        return [unseal(secret.sealed, purpose=PURPOSE) for secret in valid]

    def keep_secret(self, text: str) -> "Secret":
        """Store a secret, sealed."""
        return self.secrets.create(sealed=seal(text, purpose=PURPOSE))


class Secret(models.Model):
    """What signs messages to an endpoint.

    It is needed in the clear whenever something is sent, so it cannot be a hash as API tokens are; it is sealed with
    SECRET_KEY, so that a copy of the database, or a backup, signs nothing. It is shown once, when it is made.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"secret {self.pk} of webhook {self.endpoint_id}"
