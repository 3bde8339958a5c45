from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models.trait import Employment, Location, Organisation, Role
from cms.people.models.unit import Unit


class Affiliation(models.TextChoices):
    """How somebody belongs to the organisation; audiences ask for it."""

    STAFF = "staff", _("Staff")
    PARTNER = "partner", _("Partner")


class Profile(models.Model):
    """A person as colleagues know them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    affiliation = models.CharField(
        _("affiliation"), max_length=20, choices=Affiliation.choices, default=Affiliation.STAFF
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    location = models.ForeignKey(
        Location, verbose_name=_("location"), null=True, blank=True, on_delete=models.SET_NULL, related_name="profiles"
    )
    # What processes of the release before read, while this one is rolled out; the next takes it away.
    location_text = models.CharField(max_length=120, blank=True, editable=False, db_column="location", db_default="")
    roles = models.ManyToManyField(Role, verbose_name=_("roles"), blank=True, related_name="profiles")
    employment = models.ForeignKey(
        Employment, verbose_name=_("kind of employment"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="profiles",
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("partner organisation"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="profiles",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="profiles"
    )
    photo = models.ForeignKey(
        "media.Image", verbose_name=_("photo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    skills = models.ManyToManyField("tags.Tag", verbose_name=_("skills"), blank=True, related_name="+")
    has_desk = models.BooleanField(
        _("has a desk"), default=True, help_text=_("Off for people who work outside and read on a phone.")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="nl")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["user__last_name", "user__first_name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        some = kwargs.get("update_fields")
        if some is None or "location" in some:
            self.location_text = self.location.name if self.location else ""
            kwargs["update_fields"] = some and {*some, "location_text"}
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The full name, or the address where no name is known."""
        return self.user.get_full_name() or self.user.email
