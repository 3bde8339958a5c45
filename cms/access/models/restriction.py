from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.access.models.audience import Audience


class RestrictionKind(models.TextChoices):
    """What a restriction stands on."""

    PAGE = "page", _("page")
    COLLECTION = "collection", _("collection")
    DIRECTORY = "directory", _("directory of people")
    WORK_GROUP = "work_group", _("work group")


class Restriction(models.Model):
    """Lets pass only who is in any of its audiences. One without audiences lets nobody pass.

    `key` names the thing: a page's rights key (shared by all its languages), the id of a collection or work group, or
    "people".
    """

    kind = models.CharField(max_length=20, choices=RestrictionKind.choices)
    key = models.CharField(max_length=40)
    audiences = models.ManyToManyField(Audience, verbose_name=_("audiences"), related_name="restrictions")

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_restriction_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
