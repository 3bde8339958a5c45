from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.people.models import Profile, Unit, User
from cms.people.models.profile import Affiliation


class AudienceQuerySet(models.QuerySet["Audience"]):
    """Questions about audiences."""

    def containing(self, user: User | None) -> "AudienceQuerySet":
        """The audiences a person is in; None is a visitor, who is in those that include everyone. One query at most.

        Each part is a subquery of its own, because joins would multiply units by groups by people.
        """
        if user is None:
            return self.filter(includes_everyone=True)
        of_groups = Audience.groups.through.objects.filter(group__user=user)
        of_people = Audience.people.through.objects.filter(user=user)
        terms = Q(includes_everyone=True)
        terms |= Q(pk__in=of_people.values("audience_id")) | Q(pk__in=of_groups.values("audience_id"))
        profile: Profile | None = getattr(user, "profile", None)
        if profile is None:
            return self.filter(terms)
        terms |= Q(includes_staff=True) if profile.affiliation == Affiliation.STAFF else Q()
        terms |= Q(includes_partners=True) if profile.affiliation == Affiliation.PARTNER else Q()
        if profile.unit:
            of_units = Audience.units.through.objects.filter(unit__path__in=profile.unit.paths_upward())
            terms |= Q(pk__in=of_units.values("audience_id"))
        return self.filter(terms)

    def surrounding(self, audience: "Audience") -> "AudienceQuerySet":
        """The audiences that everybody in one is in too: itself, those for everyone, and those at least as broad."""
        terms = Q(pk=audience.pk) | Q(includes_everyone=True)
        is_broad = audience.includes_everyone or audience.includes_staff or audience.includes_partners
        if is_broad and not (audience.units.exists() or audience.groups.exists() or audience.people.exists()):
            flags = ("includes_everyone", "includes_staff", "includes_partners")
            terms |= Q(**{flag: True for flag in flags if getattr(audience, flag)})
        return self.filter(terms)


class Audience(models.Model):
    """A named set of people: whoever fits any of its parts is in it, at once and for as long as they fit."""

    code = models.SlugField(
        _("code"), unique=True, null=True, blank=True, editable=False,
        help_text=_("How Plein itself finds the audiences that it starts with."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120, unique=True)
    includes_everyone = models.BooleanField(_("everyone, visitors too"), default=False)
    includes_staff = models.BooleanField(_("all staff"), default=False)
    includes_partners = models.BooleanField(_("all partners"), default=False)
    units = models.ManyToManyField(
        Unit, verbose_name=_("units"), blank=True, help_text=_("People of these units and of those below them.")
    )
    groups = models.ManyToManyField(Group, verbose_name=_("groups"), blank=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("named people"), blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
