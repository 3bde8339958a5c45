"""Who lives in the demo: units, accounts, and the people that colleagues see."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

from cms.access.models import Audience
from cms.demo import content
from cms.demo.content import PersonText
from cms.people.models import Location, Unit, User
from cms.tags.models import Tag, TagLabel

ROLES = ("admin", "editor", "moderator", "archivist", "employee", "field", "partner")
ARCHIVISTS = "Archivarissen"
ARCHIVISTS_MAY = (
    "add_document", "change_document", "delete_document", "choose_document",
    "add_collection", "change_collection", "delete_collection",
)  # fmt: skip


def make_tags() -> None:
    """The city's vocabulary in its four languages."""
    for slug, labels in content.tags().items():
        tag, _is_new = Tag.objects.update_or_create(slug=slug, defaults={"name": labels["nl"]})
        for language in labels.keys() - {"nl"}:
            TagLabel.objects.update_or_create(tag=tag, language=language, defaults={"label": labels[language]})


def make_units() -> dict[str, Unit]:
    """The tree of units; returns each by its name."""
    made: dict[str, Unit] = {}

    def add(told: Mapping[str, Any], parent: Unit | None) -> None:
        for name, below in told.items():
            # fetched anew, because a node in memory does not learn of its children
            above = Unit.objects.get(pk=parent.pk) if parent else None
            made[name] = above.add_child(name=name) if above else Unit.add_root(name=name)
            add(below or {}, made[name])

    add(content.units(), None)
    return made


def make_people(units: Mapping[str, Unit], *, password: str) -> dict[str, User]:
    """Accounts and profiles; returns each account by its key. Only who has a role gets the password."""
    hashed = make_password(password)
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    made: dict[str, User] = {}
    for key, told in content.people().items():
        made[key] = _make_account(told, hashed)
        profile = made[key].profile
        for name in ("job_title", "phone", "affiliation", "has_desk", "language"):
            setattr(profile, name, getattr(told, name))
        profile.unit = units[told.unit] if told.unit else None
        profile.location = Location.objects.named(told.location)
        profile.save()
        profile.skills.set([tags[slug] for slug in told.skills])
    return made


def _make_account(told: PersonText, hashed: str) -> User:
    user = User(email=told.email, first_name=told.first_name, last_name=told.last_name)
    user.password = hashed if told.role else make_password(None)
    user.is_staff = user.is_superuser = told.role == "admin"
    user.save()
    return user


def make_archivists(people: Mapping[str, User]) -> None:
    """The group that keeps all documents and their collections, with the archivist in it."""
    group, _is_new = Group.objects.get_or_create(name=ARCHIVISTS)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtaildocs", "wagtailcore"), codename__in=ARCHIVISTS_MAY
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="retention"))
    person_with_role("archivist", people).groups.add(group)


def make_audiences(units: Mapping[str, Unit], people: Mapping[str, User]) -> dict[str, Audience]:
    """The audiences that the city adds to the standard ones, by the key that pages use."""
    made = {}
    for key, told in content.audiences().items():
        made[key], _is_new = Audience.objects.get_or_create(name=told["name"])
        made[key].units.set([units[name] for name in told.get("units", [])])
        made[key].people.set([people[name] for name in told.get("people", [])])
    return made


def person_with_role(role: str, people: Mapping[str, User]) -> User:
    """The account that signs in as one of ROLES."""
    return next(people[key] for key, told in content.people().items() if told.role == role)


def remove_people() -> None:
    """Take away accounts, units, audiences and the archivists' group."""
    User.objects.filter(email__in=emails()).delete()
    for unit in Unit.objects.filter(name__in=content.units(), depth=1):
        unit.delete()
    Audience.objects.filter(name__in=[told["name"] for told in content.audiences().values()]).delete()
    Group.objects.filter(name=ARCHIVISTS).delete()


def emails() -> list[str]:
    """The addresses of all who live in the demo."""
    return [told.email for told in content.people().values()]
