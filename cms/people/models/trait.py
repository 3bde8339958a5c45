"""What people have in common besides their unit: the words by which an organisation says for whom something is."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

TraitT = TypeVar("TraitT", bound="Trait")


class TraitQuerySet(models.QuerySet[TraitT]):
    """Questions about any of the traits."""

    def named(self, name: str) -> TraitT:
        """The one of this name, whatever the case of its letters, made where it is new.

        For what tells a place or an organisation by its name alone: a list of people, or who signs them in.
        """
        words = " ".join(name.split())
        return self.filter(name__iexact=words).first() or self.create(name=words)


class Trait(models.Model):
    """One of a list that the organisation keeps itself. Audiences name it; people have it."""

    code = models.SlugField(
        _("code"), unique=True, null=True, blank=True, max_length=100,
        help_text=_("What other systems call it. Empty where none does."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120, unique=True)

    objects = TraitQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """No code is none at all: two traits without one are not the same."""
        self.code = self.code or None


class Role(Trait):
    """What somebody does, as rights go by it: a city has some fifty. People may have several."""

    class Meta(Trait.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class Location(Trait):
    """A place where people work."""

    class Meta(Trait.Meta):
        verbose_name = _("location")
        verbose_name_plural = _("locations")


class Employment(Trait):
    """A kind of employment: permanent, temporary, trainee, hired, volunteer."""

    class Meta(Trait.Meta):
        verbose_name = _("kind of employment")
        verbose_name_plural = _("kinds of employment")


class Organisation(Trait):
    """An organisation that partners come from."""

    class Meta(Trait.Meta):
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")
