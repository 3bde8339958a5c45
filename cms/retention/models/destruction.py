"""What is to be destroyed or transferred: proposed by one person, approved by another."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.access.policy import SeenAs
from cms.archive.models import LibraryDocument
from cms.retention.models.schedule import Outcome


class State(models.TextChoices):
    """How far it has come. A document that is destroyed takes its rows along, and leaves a certificate."""

    PROPOSED = "proposed", _("waits for approval")
    TO_TRANSFER = "to_transfer", _("to be transferred")
    APPROVED = "approved", _("approved, about to be destroyed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("refused")
    STOPPED = "stopped", _("stopped")


OPEN_STATES = (State.PROPOSED, State.TO_TRANSFER, State.APPROVED)


class DestructionQuerySet(models.QuerySet["Destruction"]):
    """Questions about what is to be destroyed."""

    def still_open(self) -> "DestructionQuerySet":
        """Those that nobody ended."""
        return self.filter(state__in=OPEN_STATES)


class Destruction(models.Model):
    """That one document is to go. `version` is the one that was looked at: another one stops it."""

    document = models.ForeignKey(
        LibraryDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="destructions"
    )
    version = models.PositiveIntegerField(_("version"))
    outcome = models.CharField(_("then"), max_length=10, choices=Outcome.choices)
    rule = models.CharField(_("rule"), max_length=500)
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PROPOSED, db_index=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why it was refused, withdrawn or stopped."))
    transferred_to = models.CharField(_("transferred to"), max_length=500, blank=True)
    transferred_at = models.DateTimeField(_("transferred at"), null=True)

    seen_as = SeenAs("collection", "document__collection_id")
    # The usage of a document tells whoever may see it nothing of its end.
    wagtail_reference_index_ignore = True

    objects = DestructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed destruction")
        verbose_name_plural = _("proposed destructions")
        default_permissions = ()
        permissions = [
            ("propose_destruction", "Can propose destructions and transfers"),
            ("approve_destruction", "Can approve destructions and transfers"),
        ]
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=[str(state) for state in OPEN_STATES]), name="one_open_end"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether nobody ended it."""
        return self.state in OPEN_STATES
