"""What follows from a page's change, within its own transaction."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Locale, Page

from cms.access.actions import restrict
from cms.access.finding import show_to_others
from cms.access.models import Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.receivers import DRAFT_FIELDS
from cms.access.signals import restriction_changed, visibility_changed
from cms.access.standard import standard_audiences
from cms.pages.actions.drafts import replace_tag_in_drafts
from cms.pages.actions.theme_files import let_files_follow
from cms.pages.actions.themes import dissolve_theme, establish_theme, rename_theme
from cms.pages.models import Answer, ContentPage, HomePage, PageTag, ThemePage, UnitPage
from cms.pages.signals import answer_sent
from cms.pages.tasks import mail_sent_answer
from cms.people.models import Unit
from cms.tags.models import Tag, TagLabel
from cms.tags.signals import tag_merged
from search.tickets import mark_stale


@receiver(post_migrate)
def offer_every_language(sender: AppConfig, **kwargs: Any) -> None:
    """Editors can have a page translated into each language that the site has, from the start."""
    if sender.label == "pages":
        for code, _name in settings.LANGUAGES:
            Locale.objects.get_or_create(language_code=code)


@receiver(post_save, sender=HomePage)
def admit_to_home(sender: type[HomePage], instance: HomePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A site starts open to everybody who belongs to the organisation, and its themes narrow that."""
    if created and not raw:
        _restrict_unless_restricted(instance)


@receiver(post_save, sender=ThemePage)
def establish_saved_theme(
    sender: type[ThemePage], instance: ThemePage, created: bool, raw: bool = False,
    update_fields: Any = None, **kwargs: Any,
) -> None:  # fmt: skip
    """A theme is whole from the moment it is there, and keeps its name everywhere."""
    if raw:
        return
    if created or instance.editors_id is None or instance.moderators_id is None:
        _restrict_unless_restricted(instance)
        establish_theme(instance)
    elif update_fields is None or "title" in update_fields:
        rename_theme(instance)


@receiver(restriction_changed)
def open_files_to_others(sender: type, kind: str, key: str, before: set[int], **kwargs: Any) -> None:
    """A theme's pictures and documents are for whom the theme is for."""
    if kind == RestrictionKind.PAGE:
        let_files_follow(rights_key=key, before=before)


@receiver(post_delete, sender=ThemePage)
def dissolve_deleted_theme(sender: type[ThemePage], instance: ThemePage, **kwargs: Any) -> None:
    """Nobody keeps a role in a theme that is gone."""
    dissolve_theme(instance)


def _restrict_unless_restricted(page: ContentPage) -> None:
    """A new translation or copy shares its rights key with pages whose rights somebody has chosen already."""
    sharing = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=page.rights_key).exclude(object_id=page.pk)
    chosen = Restriction.objects.filter(kind=RestrictionKind.PAGE, key=str(page.rights_key))
    if not sharing.exists() and not chosen.exists():
        restrict(kind=RestrictionKind.PAGE, key=page.rights_key, audiences=standard_audiences(*page.first_audiences))


@receiver(pre_save)
def notice_new_address(
    sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Entries name the address and the theme of a page: those below follow when it moves or a theme is renamed."""
    if raw or not issubclass(sender, Page) or instance.pk is None or _is_draft(update_fields):
        return
    before = Page.objects.filter(pk=instance.pk).values_list("url_path", "title").first()
    is_renamed = before != (instance.url_path, instance.title) and isinstance(instance, ThemePage)
    instance._concerns_descendants = before and (before[0] != instance.url_path or is_renamed)


@receiver(post_save)
def mark_saved_page(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """A page was published, withdrawn, moved or changed in place; what saves a draft changes nothing that is found."""
    if raw or not issubclass(sender, Page) or _is_draft(update_fields):
        return
    mark_stale("page", [instance.pk], with_descendants=bool(getattr(instance, "_concerns_descendants", False)))


@receiver(post_delete)
def mark_deleted_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page is gone, and each below it says so itself."""
    if sender is Page:
        mark_stale("page", [instance.pk])


@receiver([post_save, pre_delete], sender=Tag)
@receiver([post_save, post_delete], sender=TagLabel)
def mark_tagged_pages(sender: type, instance: Tag | TagLabel, raw: bool = False, **kwargs: Any) -> None:
    """A tag is called otherwise, on every page that has it."""
    tag_id = instance.tag_id if isinstance(instance, TagLabel) else instance.pk
    if not raw:
        mark_stale("page", PageTag.objects.filter(tag=tag_id).values_list("content_object", flat=True))


@receiver(tag_merged)
def write_tag_into_drafts(sender: type, merged_id: int, into: Tag, **kwargs: Any) -> None:
    """Drafts, and what wagtail-localize keeps of a source, name tags by their ids: one that is gone would be lost."""
    replace_tag_in_drafts(merged_id, into.pk)


@receiver(visibility_changed)
def show_pages_to_others(sender: type, kind: str, object_ids: list[int], **kwargs: Any) -> None:
    """Rights never lag: what is found changes in the transaction that changed who may see it."""
    if kind == VisibilityKind.PAGE:
        show_to_others("page", kind=kind, object_ids=object_ids)


@receiver(answer_sent)
def mail_kept_answer(sender: type[Answer], answer: Answer, **kwargs: Any) -> None:
    """Whoever waits for answers hears of each, after the commit and outside of what the sender waits for."""
    if answer.page.specific.recipients:
        transaction.on_commit(lambda: mail_sent_answer.enqueue(answer.pk))


def _is_draft(update_fields: Any) -> bool:
    return bool(update_fields) and set(update_fields) <= DRAFT_FIELDS


@receiver(post_save, sender=Unit)
def mark_pages_of_unit(sender: type[Unit], instance: Unit, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A unit is called otherwise: search counts its pages under its name."""
    if not raw and not created:
        mark_stale("page", UnitPage.objects.filter(unit=instance).values_list("pk", flat=True))
