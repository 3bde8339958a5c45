"""Accounts and groups that another system keeps: what it calls them, so that it finds them again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who keeps an account: whoever did not bring it does not close it for being missing."""

    SCIM = "scim", _("SCIM")
    IMPORT = "import", _("Imported list")


class ProvisionedAccount(models.Model):
    """An account as another system knows it.

    One that the system deleted keeps its row, and its account what it made: `deleted_at` hides it from that system.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="provision")
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    # By what the system signs people in. Empty where that is their e-mail address.
    user_name = models.CharField(max_length=255, blank=True, db_default="")
    external_id = models.CharField(max_length=255, blank=True, db_default="", db_index=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("provisioned account")
        verbose_name_plural = _("provisioned accounts")
        constraints = [
            models.UniqueConstraint(Lower("user_name"), condition=~Q(user_name=""), name="one_account_a_user_name")
        ]

    def __str__(self) -> str:
        return str(self.user)


class ProvisionedGroup(models.Model):
    """A group of accounts that another system made, or took over where the settings let it."""

    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="provision")
    external_id = models.CharField(max_length=255, blank=True, db_default="", db_index=True)
    is_made_by_system = models.BooleanField(db_default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("provisioned group")
        verbose_name_plural = _("provisioned groups")

    def __str__(self) -> str:
        return str(self.group)
