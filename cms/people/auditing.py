"""What the audit log learns of accounts, whichever door changed them: the admin, a command, SCIM or a sign-in."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.activity.actions import record_act
from cms.activity.asking import acting_now
from cms.activity.naming import name_openly
from cms.people import acts
from cms.people.models import User

name_openly("people.user", "people.unit", "auth.group")

# What an account may do at all hangs on these.
WATCHED = ("email", "is_active", "is_superuser")
CHANGES = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}


@receiver(user_logged_in)
def record_sign_in(sender: type, user: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Somebody signed in, by whatever way."""
    if request is not None:
        record_act(acts.SIGNED_IN, by=user, thing=user)


@receiver(user_logged_out)
def record_sign_out(sender: type, user: Any, **kwargs: Any) -> None:
    """Somebody signed out; a session that was over names nobody."""
    if user is not None:
        record_act(acts.SIGNED_OUT, by=user, thing=user)


@receiver(user_login_failed)
def record_failed_sign_in(sender: str, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Somebody gave a wrong password. An address that nobody has is not kept: it may be a password, or a person's."""
    given = str(credentials.get("email") or credentials.get("username") or "")
    person = User.objects.filter(email=given.strip().lower()).first() if given else None
    record_act(acts.SIGN_IN_FAILED, by=None, thing=person, details={"is_known": person is not None})


@receiver(pre_save, sender=User)
def remember_account(sender: type, instance: User, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """How the account was, unless what is saved is something else."""
    if not raw and instance.pk and _is_watched(update_fields):
        instance._before = User.objects.filter(pk=instance.pk).values(*WATCHED).first()  # type: ignore[attr-defined]


@receiver(post_save, sender=User)
def record_account(sender: type, instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """An account was made, opened, closed, or has another address or power."""
    before = instance.__dict__.pop("_before", None)
    if raw:
        return
    if created:
        record_act(acts.ACCOUNT_MADE, by=acting_now(), thing=instance, details={"is_superuser": instance.is_superuser})
    elif before and (changed := _differences(before, instance)):
        record_act(acts.ACCOUNT_CHANGED, by=acting_now(), thing=instance, details=changed)


@receiver(post_delete, sender=User)
def record_deleted_account(sender: type, instance: User, **kwargs: Any) -> None:
    """An account is gone."""
    record_act(acts.ACCOUNT_DELETED, by=acting_now(), thing=instance)


@receiver(m2m_changed, sender=User.groups.through)
def record_groups(
    sender: type, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Somebody came into a group, or left it: with it they have its rights."""
    if action not in CHANGES:
        return
    others = instance.user_set if reverse else instance.groups
    found = others.all() if pk_set is None else others.model._default_manager.filter(pk__in=pk_set)
    for person, group in [(each, instance) if reverse else (instance, each) for each in found.order_by("pk")]:
        record_act(acts.GROUPS_CHANGED, by=acting_now(), thing=person, details={CHANGES[action]: group.name})


@receiver(m2m_changed, sender=Group.permissions.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def record_permissions(sender: type, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """A group, or an account of its own, may do something more or less."""
    if action not in CHANGES or isinstance(instance, Permission):
        return
    owned = instance.permissions if isinstance(instance, Group) else instance.user_permissions
    found = owned.all() if pk_set is None else Permission.objects.filter(pk__in=pk_set)
    names = [f"{app}.{codename}" for app, codename in found.values_list("content_type__app_label", "codename")]
    if names:
        record_act(acts.GROUP_RIGHTS_CHANGED, by=acting_now(), thing=instance, details={CHANGES[action]: sorted(names)})


@receiver([post_save, post_delete], sender=GroupPagePermission)
@receiver([post_save, post_delete], sender=GroupCollectionPermission)
def record_rights_in_tree(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A group may do something more or less with a part of the pages or the collections: told by number, not name."""
    if raw:
        return
    place = {
        name: getattr(instance, f"{name}_id") for name in ("page", "collection") if hasattr(instance, f"{name}_id")
    }
    change = "added" if "created" in kwargs else "removed"
    permission = Permission.objects.filter(pk=instance.permission_id).values_list("codename", flat=True).first()
    group = Group.objects.filter(pk=instance.group_id).first()
    record_act(acts.GROUP_RIGHTS_CHANGED, by=acting_now(), thing=group, details={change: permission, **place})


def _is_watched(update_fields: Any) -> bool:
    return update_fields is None or bool(set(update_fields) & set(WATCHED))


def _differences(before: dict[str, Any], account: User) -> dict[str, Any]:
    """What is otherwise now. Of an address only that it is: the former one would outlive whoever is erased."""
    changed = [name for name in WATCHED if before[name] != getattr(account, name)]
    return {name: True if name == "email" else [before[name], getattr(account, name)] for name in changed}
