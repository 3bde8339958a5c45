"""What follows from a page's change, within its own transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.access.actions import restrict
from cms.access.models import Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import standard_audiences
from cms.pages.actions.themes import dissolve_theme, establish_theme, rename_theme
from cms.pages.models import ContentPage, HomePage, ThemePage


@receiver(post_save, sender=HomePage)
def admit_to_home(sender: type[HomePage], instance: HomePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A site starts open to everybody who belongs to the organisation, and its themes narrow that."""
    if created and not raw:
        _restrict_unless_restricted(instance, "staff", "partners")


@receiver(post_save, sender=ThemePage)
def establish_saved_theme(
    sender: type[ThemePage], instance: ThemePage, created: bool, raw: bool = False,
    update_fields: Any = None, **kwargs: Any,
) -> None:  # fmt: skip
    """A theme is whole from the moment it is there, and keeps its name everywhere."""
    if raw:
        return
    if created or instance.editors_id is None or instance.moderators_id is None:
        _restrict_unless_restricted(instance, "staff")
        establish_theme(instance)
    elif update_fields is None or "title" in update_fields:
        rename_theme(instance)


@receiver(post_delete, sender=ThemePage)
def dissolve_deleted_theme(sender: type[ThemePage], instance: ThemePage, **kwargs: Any) -> None:
    """Nobody keeps a role in a theme that is gone."""
    dissolve_theme(instance)


def _restrict_unless_restricted(page: ContentPage, *codes: str) -> None:
    """A new translation or copy shares its rights key with pages whose rights somebody has chosen already."""
    sharing = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=page.rights_key).exclude(object_id=page.pk)
    chosen = Restriction.objects.filter(kind=RestrictionKind.PAGE, key=str(page.rights_key))
    if not sharing.exists() and not chosen.exists():
        restrict(kind=RestrictionKind.PAGE, key=page.rights_key, audiences=standard_audiences(*codes))
