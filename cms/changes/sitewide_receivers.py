"""Where the log hears that what stands on every page is other than it was."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from treebeard.mp_tree import path_updated
from wagtail.models import Locale, Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.signals import visibility_changed
from cms.access.tree import batches_of
from cms.changes.actions import record_changes
from cms.changes.showing import BATCH, lock_to_see, locks_of_shown_pages
from cms.changes.sitewide import change_of_site, changes_of_menus
from cms.pages.models import FooterLink, FooterText, SiteSettings
from cms.reading.models import PageCard

OF_SITE = frozenset({SiteSettings, FooterText, FooterLink, Locale})


@receiver([post_save, post_delete])
def record_changed_site(sender: type, raw: bool = False, **kwargs: Any) -> None:
    """Name, face and foot of the site, and the languages it is in, are for everybody."""
    if sender in OF_SITE and not raw:
        record_changes([change_of_site()])


@receiver(visibility_changed)
def record_menu_for_others(sender: type, kind: str, before: Mapping[int, Visibility | None], **kwargs: Any) -> None:
    """Pages come into a menu, go out of it, or are there for others now."""
    if kind != VisibilityKind.PAGE:
        return
    for some in batches_of(before, BATCH):
        languages = _languages_in_menus(some)
        now = locks_of_shown_pages(languages) if languages else {}
        locks = {pk: {lock_to_see(before[pk]), now.get(pk)} for pk in languages}
        told = [(languages[pk], lock) for pk, both in locks.items() if len(both) > 1 for lock in both if lock]
        record_changes(changes_of_menus(told))


@receiver(path_updated, sender=Page)
def record_order_of_menu(sender: type, new_path: str, **kwargs: Any) -> None:
    """A page has another place among those beside it: its card says nothing of that."""
    _record_menus_with(PageCard.objects.filter(page__path=new_path).values_list("pk", flat=True))


@receiver(pre_delete, sender=Page)
def record_gone_from_menu(sender: type, instance: Page, **kwargs: Any) -> None:
    """Before it goes, because its card goes first."""
    _record_menus_with([instance.pk])


def _record_menus_with(page_ids: Iterable[int]) -> None:
    languages = _languages_in_menus(page_ids)
    locks = locks_of_shown_pages(languages) if languages else {}
    record_changes(changes_of_menus((languages[pk], lock_id) for pk, lock_id in locks.items()))


def _languages_in_menus(page_ids: Iterable[int]) -> dict[int, str]:
    """The languages of those of these pages that stand in a menu, by their ids."""
    cards = PageCard.objects.filter(pk__in=page_ids, is_in_menus=True)
    return dict(cards.values_list("pk", "language"))
