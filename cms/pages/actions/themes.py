"""A theme's own corner: its groups, their permissions, its workflow and its collection, made along with the theme."""

from collections.abc import Collection as Several
from itertools import count

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.pages.actions.theme_files import admit_to_files
from cms.pages.models import ThemePage

EDITORS_MAY = ("add_page", "change_page")
MODERATORS_MAY = (*EDITORS_MAY, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
# Wagtail checks the permissions of its own image and document models, whatever models stand in for them.
FILES_MAY = (
    "add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document",
)  # fmt: skip
# Of no page in particular: enter the admin, have pages translated that one may edit, and see what is searched.
ALSO_MAY = ("access_admin", "submit_translation", "view_askedquery")
# A group's name has room for 150 characters: the title, what the group is, and a number.
TITLE_LENGTH = 100


@transaction.atomic
def establish_theme(theme: ThemePage) -> None:
    """Give a theme its groups, workflow and collection, or those that its other languages have already.

    A copy of a theme is another theme and gets its own. Doing it again changes nothing, and what an administrator has
    added to the groups or taken from them since stays as it is.
    """
    _take_from_versions(theme)
    with translation.override(settings.LANGUAGE_CODE):
        title = _source_title(theme)
        theme.editors = theme.editors or Group.objects.create(name=_free_name(_editors_name(title)))
        theme.moderators = theme.moderators or Group.objects.create(name=_free_name(_moderators_name(title)))
        theme.collection = theme.collection or _make_collection(theme, title)
        theme.workflow = theme.workflow or _make_workflow(title, theme.moderators)
    shared = {field: getattr(theme, field) for field in ("editors", "moderators", "collection", "workflow")}
    ThemePage.objects.filter(pk=theme.pk).update(**shared)
    _let_edit(theme, theme.editors, EDITORS_MAY)
    _let_edit(theme, theme.moderators, MODERATORS_MAY)
    WorkflowPage.objects.get_or_create(page_id=theme.pk, defaults={"workflow": theme.workflow})


@transaction.atomic
def rename_theme(theme: ThemePage) -> None:
    """Let the names of a theme's groups, workflow and collection follow its title in the source language."""
    title = _source_title(theme)
    with translation.override(settings.LANGUAGE_CODE):
        names = [
            (theme.editors, _editors_name(title)),
            (theme.moderators, _moderators_name(title)),
            (theme.collection, title),
            (theme.workflow, _workflow_name(title)),
        ]
    for thing, name in names:
        if isinstance(thing, Group):
            name = _free_name(name, besides=thing)
        if thing and thing.name != name:
            thing.name = name
            thing.save(update_fields=["name"])


@transaction.atomic
def dissolve_theme(theme: ThemePage) -> None:
    """Take down what a deleted theme leaves behind, once its last language is gone.

    The workflow only stops, because its history is of value, and the collection stays with the files in it. A group
    stays too if it serves elsewhere: an audience names it, or an administrator let it edit other pages.
    """
    if ThemePage.objects.filter(Q(editors=theme.editors_id) | Q(moderators=theme.moderators_id)).exists():
        return
    if theme.workflow and theme.workflow.active:
        theme.workflow.deactivate()
    elsewhere = GroupPagePermission.objects.exclude(page__translation_key=theme.translation_key)
    groups = Group.objects.filter(pk__in=[theme.editors_id, theme.moderators_id], audience=None)
    groups.exclude(pk__in=elsewhere.values("group")).delete()


def _take_from_versions(theme: ThemePage) -> None:
    versions = theme.versions().exclude(pk=theme.pk)
    source = versions.exclude(editors=None).first()
    is_copy = ThemePage.objects.filter(editors=theme.editors_id).exclude(pk__in=theme.versions()).exists()
    if source or (theme.editors_id and is_copy):
        # Without a source this takes nothing: the groups of what it was copied from are not its own.
        source = source or ThemePage()
        theme.editors, theme.moderators = source.editors, source.moderators
        theme.collection, theme.workflow = source.collection, source.workflow


def _source_title(theme: ThemePage) -> str:
    versions = theme.versions().filter(alias_of=None).order_by("pk")
    source = versions.filter(locale__language_code=settings.LANGUAGE_CODE).first() or versions.first()
    return (source or theme).title[:TITLE_LENGTH]


def _editors_name(title: str) -> str:
    return _("Theme: %(title)s (editors)") % {"title": title}


def _moderators_name(title: str) -> str:
    return _("Theme: %(title)s (moderators)") % {"title": title}


def _workflow_name(title: str) -> str:
    return _("Approval by the moderators of %(title)s") % {"title": title}


def _free_name(name: str, besides: Group | None = None) -> str:
    """The name, or with a number where another group has it: two themes may share a title, two groups no name."""
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    others = taken - {besides.name} if besides else taken
    numbered = (name if number == 1 else f"{name} {number}" for number in count(1))
    return next(candidate for candidate in numbered if candidate not in others)


def _make_collection(theme: ThemePage, title: str) -> Collection:
    collection: Collection = Collection.get_first_root_node().add_child(name=title)
    admit_to_files(theme, collection)
    return collection


def _make_workflow(title: str, moderators: Group) -> Workflow:
    workflow = Workflow.objects.create(name=_workflow_name(title))
    task = GroupApprovalTask.objects.create(name=workflow.name)
    task.groups.add(moderators)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _let_edit(theme: ThemePage, group: Group, codenames: Several[str]) -> None:
    """Let a group edit a theme and use its collection, unless somebody has said already what it may there."""
    if not GroupPagePermission.objects.filter(group=group, page=theme.pk).exists():
        pages = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
        GroupPagePermission.objects.bulk_create(
            [GroupPagePermission(group=group, page_id=theme.pk, permission=permission) for permission in pages]
        )
    if theme.collection and not GroupCollectionPermission.objects.filter(group=group).exists():
        let_use_files(group, theme.collection)
        group.permissions.add(*Permission.objects.filter(codename__in=ALSO_MAY))


def let_use_files(group: Group, collection: Collection) -> None:
    """Let a group add, change and choose the pictures and documents of a collection."""
    files = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=FILES_MAY
    )
    GroupCollectionPermission.objects.bulk_create(
        [GroupCollectionPermission(group=group, collection=collection, permission=permission) for permission in files]
    )
