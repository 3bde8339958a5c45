"""People, their units, and the groups that let them edit."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.people.models import Location, Unit, User
from cms.people.models.profile import Affiliation

PASSWORD = "only-for-tests"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
FILE_PERMISSIONS = (
    "add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document",
)  # fmt: skip
COLLECTION_PERMISSIONS = ("add_collection", "change_collection", "delete_collection")

_numbers = count(1)


def create_unit(name: str = "Burgerzaken", *, parent: Unit | None = None) -> Unit:
    """A unit, below another if one is given."""
    return Unit.objects.get(pk=parent.pk).add_child(name=name) if parent else Unit.add_root(name=name)


def create_user(
    name: str = "Eva de Vries",
    *,
    email: str = "",
    affiliation: str = Affiliation.STAFF,
    unit: Unit | None = None,
    location: str = "",
    groups: Iterable[Group] = (),
    is_superuser: bool = False,
    **profile_fields: Any,
) -> User:
    """Somebody with an account and a profile, by default an employee without any editing rights."""
    first_name, _, last_name = name.partition(" ")
    email = email or f"person{next(_numbers)}@plein.example"
    user = User.objects.create_user(
        email, PASSWORD, first_name=first_name, last_name=last_name, is_superuser=is_superuser
    )
    user.groups.set(groups)
    place = Location.objects.named(location) if location else None
    for field, value in {"affiliation": affiliation, "unit": unit, "location": place, **profile_fields}.items():
        setattr(user.profile, field, value)
    user.profile.save()
    return User.objects.select_related("profile__unit").get(pk=user.pk)


def create_partner(name: str = "Pim Partner", **fields: Any) -> User:
    """Somebody of another organisation."""
    return create_user(name, affiliation=Affiliation.PARTNER, **fields)


def create_superuser(name: str = "Ada Beheer", **fields: Any) -> User:
    """An administrator, for whom every lock opens."""
    return create_user(name, is_superuser=True, **fields)


def create_editor(
    *pages: Page,
    permissions: Iterable[str] = PAGE_PERMISSIONS,
    collections: Iterable[Collection] = (),
    name: str = "Emma Editor",
    **fields: Any,
) -> User:
    """Somebody with these permissions on these pages and what is below them, and on the files of these collections."""
    group = create_editing_group(*pages, permissions=permissions, collections=collections)
    return create_user(name, groups=[group], **fields)


def create_editing_group(
    *pages: Page, permissions: Iterable[str] = PAGE_PERMISSIONS, collections: Iterable[Collection] = ()
) -> Group:
    """A group that may enter the admin and do this to these pages and the files of these collections."""
    group = Group.objects.create(name=f"Editors {next(_numbers)}")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for page in pages:
        for permission in Permission.objects.filter(content_type__model="page", codename__in=permissions):
            GroupPagePermission.objects.create(group=group, page_id=page.pk, permission=permission)
    wanted = (*FILE_PERMISSIONS, *COLLECTION_PERMISSIONS)
    for collection in collections:
        for permission in Permission.objects.filter(
            codename__in=wanted, content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailcore"]
        ):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group
