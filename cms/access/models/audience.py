from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Expression, Q, Value
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from cms.people.asked_along import OfWhoAsks
from cms.people.models import (
    Employment,
    Invitation,
    Location,
    Membership,
    Organisation,
    Profile,
    Role,
    Unit,
    User,
    WorkGroup,
)
from cms.people.models.profile import Affiliation

FLAGS = ("includes_everyone", "includes_staff", "includes_partners")
AFFILIATIONS = {Affiliation.STAFF: "includes_staff", Affiliation.PARTNER: "includes_partners"}
# Of the parts those of which a person has one, by its name in their profile.
TRAITS = {"locations": "location", "employments": "employment", "organisations": "organisation"}
NAMED = ("units", "groups", "people", "roles", "locations", "employments", "organisations", "work_groups")


class AudienceQuerySet(models.QuerySet["Audience"]):
    """Questions about audiences."""

    def containing(self, user: User | None) -> "AudienceQuerySet":
        """The audiences a person is in; None is a visitor, who is in those that include everyone. One query at most."""
        return self.holding(Belonging.of(user))

    def holding(self, belonging: "Belonging") -> "AudienceQuerySet":
        """The audiences that hold whoever belongs so."""
        terms, naming = _terms(belonging), _naming(belonging)
        if not naming:
            return self.filter(terms)
        # Each part is looked up by itself: of conditions joined by OR the database would try every audience there is.
        held = Audience.objects.filter(terms).order_by().values("pk")
        return self.filter(pk__in=held.union(*naming, all=True))

    def nameable(self) -> "AudienceQuerySet":
        """Those that people named for people to choose from, not those that came with a group or a folder."""
        return self.filter(made_for=None, is_nameable=True)

    def surrounding(self, audience: "Audience") -> "AudienceQuerySet":
        """The audiences that everybody in one is in too: itself, those for everyone, and those at least as broad."""
        terms = Q(pk=audience.pk) | Q(includes_everyone=True)
        flags = [flag for flag in FLAGS if getattr(audience, flag)]
        is_naming = audience.includes_invited or any(getattr(audience, part).exists() for part in NAMED)
        if flags and not is_naming:
            terms |= Q(**dict.fromkeys(flags, True))
        return self.filter(terms)


@dataclass(frozen=True, slots=True)
class Belonging:
    """What makes somebody part of audiences: values of theirs, or what stands for these in a statement that finds them.

    None is what they have not. A visitor has nothing.
    """

    user: Any = None
    profile: Any = None
    location: Any = None
    employment: Any = None
    organisation: Any = None
    unit_path: Expression | None = None
    affiliation: Expression | None = None

    @classmethod
    def of(cls, user: User | None) -> "Belonging":
        """That of a person with their profile and unit, or of a visitor. Asks nothing where those are at hand."""
        if user is None:
            return cls()
        profile: Profile | None = getattr(user, "profile", None)
        if profile is None:
            return cls(user=user.pk)
        return cls(
            user=user.pk,
            profile=profile.pk,
            location=profile.location_id,
            employment=profile.employment_id,
            organisation=profile.organisation_id,
            unit_path=Value(profile.unit.path) if profile.unit else None,
            affiliation=Value(profile.affiliation),
        )

    @classmethod
    def of_who_asks(cls) -> "Belonging":
        """That of whoever a statement finds that asks for this along with them."""
        return cls(
            user=OfWhoAsks(User, "id"),
            profile=OfWhoAsks(Profile, "id"),
            location=OfWhoAsks(Profile, "location"),
            employment=OfWhoAsks(Profile, "employment"),
            organisation=OfWhoAsks(Profile, "organisation"),
            unit_path=OfWhoAsks(Unit, "path"),
            affiliation=OfWhoAsks(Profile, "affiliation"),
        )


def _terms(of: Belonging) -> Q:
    """Which audiences hold somebody for what they are, without naming them or anything of theirs."""
    terms = Q(includes_everyone=True)
    if of.user is not None:
        terms |= Q(includes_invited=True, made_for__in=Invitation.objects.filter(user=of.user).values("group"))
    if of.affiliation is not None:
        for affiliation, flag in AFFILIATIONS.items():
            terms |= Q(Exact(of.affiliation, Value(affiliation.value)), **{flag: True})
    return terms


def _naming(of: Belonging) -> list[models.QuerySet[Any, Any]]:
    """By each part of an audience, the ids of those that somebody is in by it. Nothing is asked of the database yet, so
    that a change of any of it holds for who is asked about next."""
    fitting = _fitting(of)
    return [
        getattr(Audience, part).through.objects.filter(**fits).values("audience_id") for part, fits in fitting.items()
    ]


def _fitting(of: Belonging) -> dict[str, dict[str, Any]]:
    parts: dict[str, dict[str, Any]] = {}
    if of.user is not None:
        parts["people"] = {"user": of.user}
        parts["groups"] = {"group__user": of.user}
        parts["work_groups"] = {"workgroup__in": Membership.objects.filter(user=of.user).values("group")}
    if of.profile is not None:
        parts["roles"] = {"role__in": Profile.roles.through.objects.filter(profile=of.profile).values("role")}
    for part, name in TRAITS.items():
        if (has := getattr(of, name)) is not None:
            parts[part] = {name: has}
    if of.unit_path is not None:
        parts["units"] = _is_at_or_below(of.unit_path)
    return parts


def _is_at_or_below(path: Expression) -> dict[str, Any]:
    """Whether the unit of a row is that at a path, or one above it."""
    return {"unit__path": Substr(path, 1, Length("unit__path"))}


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
    roles = models.ManyToManyField(Role, verbose_name=_("roles"), blank=True)
    locations = models.ManyToManyField(Location, verbose_name=_("locations"), blank=True)
    employments = models.ManyToManyField(Employment, verbose_name=_("kinds of employment"), blank=True)
    organisations = models.ManyToManyField(Organisation, verbose_name=_("partner organisations"), blank=True)
    work_groups = models.ManyToManyField(
        WorkGroup, verbose_name=_("work groups"), blank=True, related_name="+", help_text=_("Their members.")
    )
    # An audience that came with a group and goes with it: what stands behind the group asks for it, nobody names it.
    made_for = models.ForeignKey(
        WorkGroup, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="audiences"
    )
    includes_invited = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Whom the group it was made for has invited."
    )

    is_nameable = models.BooleanField(
        default=True, db_default=True, editable=False, help_text="Off: it came with a folder, and nobody chooses it."
    )

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def people_now(self) -> models.QuerySet[User]:
        """Whose account is open and who is in it at this moment: `containing`, asked the other way round."""
        active = User.objects.filter(is_active=True)
        if self.includes_everyone:
            return active
        terms = Q(pk__in=self.people.values("pk")) | Q(profile__unit__in=self._units_downward())
        affiliations = {Affiliation.STAFF: self.includes_staff, Affiliation.PARTNER: self.includes_partners}
        terms |= Q(profile__affiliation__in=[name for name, is_included in affiliations.items() if is_included])
        for part, field in TRAITS.items():
            terms |= Q(**{f"profile__{field}__in": getattr(self, part).values("pk")})
        in_roles = Profile.roles.through.objects.filter(role__in=self.roles.values("pk"))
        in_groups = User.groups.through.objects.filter(group__in=self.groups.values("pk"))
        in_work_groups = Membership.objects.filter(group__in=self.work_groups.values("pk"))
        terms |= Q(profile__in=in_roles.values("profile")) | Q(pk__in=in_groups.values("user"))
        terms |= Q(pk__in=in_work_groups.values("user"))
        if self.includes_invited and self.made_for_id:
            terms |= Q(pk__in=Invitation.objects.filter(group=self.made_for_id).values("user"))
        return active.filter(terms)

    def _units_downward(self) -> models.QuerySet[Unit]:
        below = Q(pk__in=[])
        for path in self.units.values_list("path", flat=True):
            below |= Q(path__startswith=path)
        return Unit.objects.filter(below).order_by()
