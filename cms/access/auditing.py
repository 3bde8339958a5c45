"""What the audit log learns of rights, and whose names it shows an auditor."""

from collections.abc import Collection as Several
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Collection, Page

from cms.access.acts import AUDIENCE_CHANGED, AUDIENCE_DELETED, RIGHTS_CHANGED
from cms.access.models import Audience, Restriction, Visibility
from cms.access.models.audience import FLAGS, NAMED
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.policy import open_to, seen_as
from cms.access.readers import reader_of_user
from cms.access.signals import restriction_changed
from cms.activity.actions import record_act
from cms.activity.asking import acting_now
from cms.activity.naming import judge_names, name_openly

name_openly("access.audience", "access.restriction")


@judge_names
def names_that_open(auditor: Any, model: type[Model], ids: Several[str]) -> set[str] | None:
    """Of the things of a model with these ids, those that open for an auditor; None where the law is not about it."""
    try:
        seen_as(model)
    except TypeError:
        return None
    things = open_to(reader_of_user(auditor), model._default_manager.filter(pk__in=ids))
    return {str(pk) for pk in things.values_list("pk", flat=True)}


@receiver(restriction_changed)
def record_rights(sender: type, kind: str, key: str, before: set[int], **kwargs: Any) -> None:
    """Others may see something than before. What is new, and made by a command, had no rights that could change."""
    by = acting_now()
    if not before and by is None:
        return
    passing = Audience.objects.filter(restrictions__kind=kind, restrictions__key=key)
    names = {"before": _names(Audience.objects.filter(pk__in=before)), "after": _names(passing)}
    record_act(RIGHTS_CHANGED, by=by, thing=_restricted(kind, key), details={"of": kind, "key": key, **names})


@receiver([post_save, post_delete], sender=Audience)
def record_audience(sender: type, instance: Audience, raw: bool = False, **kwargs: Any) -> None:
    """An audience is new, called otherwise, gone, or includes all of a kind of people now."""
    by = acting_now()
    if raw or (kwargs.get("created") and by is None):
        return
    act = AUDIENCE_CHANGED if "created" in kwargs else AUDIENCE_DELETED
    record_act(act, by=by, thing=instance, details={flag: getattr(instance, flag) for flag in FLAGS})


def record_part(sender: type, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """An audience names something more or less: told by number, because it may be a person."""
    change = {"post_add": "added", "post_remove": "removed", "pre_clear": "cleared"}.get(action)
    if change and isinstance(instance, Audience):
        part = next(part for part in NAMED if getattr(Audience, part).through is sender)
        record_act(
            AUDIENCE_CHANGED, by=acting_now(), thing=instance, details={"part": part, change: sorted(pk_set or [])}
        )


for part in NAMED:
    m2m_changed.connect(record_part, sender=getattr(Audience, part).through)


def _names(audiences: Any) -> list[str]:
    return sorted(str(audience) for audience in audiences)


def _restricted(kind: str, key: str) -> Model | None:
    """The thing that a restriction stands on: of a page in several languages, that which was there first."""
    if kind == RestrictionKind.PAGE:
        rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=key).order_by("object_id")
        return Page.objects.filter(pk__in=rows.values("object_id")).order_by("pk").first()
    if kind == RestrictionKind.COLLECTION:
        return Collection.objects.filter(pk=key).first()
    return Restriction.objects.filter(kind=kind, key=key).first()
