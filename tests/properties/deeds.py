"""What happens to a world, by the real actions: each deed does one thing that somebody can do, or that happens to a
database; one that does not fit the world as it is does nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Collection, Locale, Page

from cms.access.actions import (
    LockedOutError,
    check_visibility,
    choose_audiences,
    choose_directory_audiences,
    settle_collections,
)
from cms.archive.models import LibraryDocument
from cms.people.models import Membership, Profile, Unit, User
from tests.properties.ground import World
from tests.properties.plans import Deed, chosen

Doer = Callable[[World, Deed], None]


def do(world: World, deed: Deed) -> None:
    """Do one deed. What an editor would be refused is refused, and changes nothing."""
    with suppress(ValidationError), transaction.atomic():
        _DOERS[deed.name](world, deed)


def _page(number: int) -> Any:
    """One of the pages there are now, home pages too."""
    pages = list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))
    return Page.objects.get(pk=pages[number % len(pages)]).specific


def _below_home(number: int) -> Any:
    pages = list(Page.objects.filter(depth__gt=2).order_by("pk").values_list("pk", flat=True))
    return Page.objects.get(pk=pages[number % len(pages)]).specific if pages else None


def _pair(deed: Deed) -> tuple[Any, Any] | None:
    """A page, and another one to put it in: none where that would put it into itself."""
    page, parent = _below_home(deed.first), _page(deed.second)
    fits = page and page != parent and not parent.is_descendant_of(page)
    return (page, parent) if fits else None


def _slug(page: Page) -> str:
    return f"{page.slug}-{Page.objects.order_by('-pk').values_list('pk', flat=True)[0]}"


def move(world: World, deed: Deed) -> None:
    """To another place, which may belong to another language."""
    if pair := _pair(deed):
        page, parent = pair
        Page.objects.filter(pk=page.pk).update(slug=_slug(page))
        page.refresh_from_db()
        MovePageAction(page, parent, pos="last-child").execute()


def move_among_siblings(world: World, deed: Deed) -> None:
    """As the tree itself moves, without saving anything; to the left of another page."""
    if (pair := _pair(deed)) and pair[1].depth > 2:
        super(Page, pair[0]).move(pair[1], pos="left")


def copy(world: World, deed: Deed) -> None:
    """With or without what lies below; a copy keeps the rights of what it was copied from."""
    if pair := _pair(deed):
        attributes = {"slug": _slug(pair[0])}
        CopyPageAction(pair[0], to=pair[1], recursive=bool(deed.bits & 1), update_attrs=attributes).execute()


def make_alias(world: World, deed: Deed) -> None:
    """Of a page, perhaps of all that lies below it too."""
    if pair := _pair(deed):
        slug = _slug(pair[0])
        CreatePageAliasAction(pair[0], parent=pair[1], update_slug=slug, recursive=bool(deed.bits & 1)).execute()


def translate(world: World, deed: Deed) -> None:
    """Into another language, with whatever lies above it."""
    page, languages = _below_home(deed.first), list(Locale.objects.filter(language_code__in=("nl", "en", "fr")))
    language = languages[deed.second % len(languages)]
    if page and _can_be_translated(page) and not page.has_translation(language):
        translated = page.copy_for_translation(language, copy_parents=True, alias=bool(deed.bits & 1))
        if deed.bits & 2 and not translated.alias_of_id:
            translated.save_revision().publish()


def _can_be_translated(page: Page) -> bool:
    """Wagtail fails on a page that was moved below its own translation: it would make the same page twice."""
    keys = list(page.get_ancestors(inclusive=True).values_list("translation_key", flat=True))
    return len(set(keys)) == len(keys)


def detach_alias(world: World, deed: Deed) -> None:
    """An alias becomes a page of its own."""
    aliases = list(Page.objects.exclude(alias_of=None).order_by("pk"))
    if aliases:
        ConvertAliasPageAction(aliases[deed.first % len(aliases)].specific).execute(skip_permission_checks=True)


def choose(world: World, deed: Deed) -> None:
    """Other audiences for a page in all its languages, or none of its own."""
    page, wanted = _page(deed.first), chosen(world.audiences, deed.bits)
    own = set(Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    try:
        choose_audiences(page, wanted, by=world.ground.administrator)
    except LockedOutError:
        assert not wanted
        raise
    keys = {each.specific.rights_key for each in Page.objects.filter(pk__in=own)}
    assert len(keys) == 1, "the languages of a page have come to differ in their rights"


def delete(world: World, deed: Deed) -> None:
    """A page and all below it; aliases elsewhere stay, without their source."""
    if page := _below_home(deed.first):
        page.delete()


def publish(world: World, deed: Deed) -> None:
    """A page goes live, for some days or for good; as an old revision of it, if there is one."""
    page = _page(deed.first)
    if not page.alias_of_id:
        page.expire_at = timezone.now() + timedelta(days=(deed.second - 9) or 1) if deed.bits & 1 else None
        page.go_live_at = timezone.now() + timedelta(days=2) if deed.bits & 6 == 6 else None
        page.save_revision().publish()


def unpublish(world: World, deed: Deed) -> None:
    """A page is taken off, perhaps with all below it."""
    action = UnpublishPageAction(_page(deed.first), user=world.ground.administrator, include_descendants=deed.bits & 1)
    action.execute(skip_permission_checks=True)


def write_without_signals(world: World, deed: Deed) -> None:
    """Rows change that tell nobody, and the nightly check comes by."""
    Page.objects.filter(pk=_page(deed.first).pk).update(live=bool(deed.bits & 1))
    page = _below_home(deed.second)
    if page:
        type(page).objects.filter(translation_key=page.translation_key).update(
            rights_key=world.ground.keys[deed.bits % len(world.ground.keys)]
        )
    check_visibility()


def _person(world: World, number: int) -> User:
    return world.ground.people[number % len(world.ground.people)]


def change_person(world: World, deed: Deed) -> None:
    """Somebody comes to work elsewhere, as something else."""
    profile = Profile.objects.get(user=_person(world, deed.first))
    units = [*Unit.objects.order_by("pk"), None]
    profile.unit = units[deed.second % len(units)]
    profile.affiliation = "staff" if deed.bits & 1 else "partner"
    for name, thing in world.ground.traits:
        setattr(profile, name, thing if deed.bits & 2 else None)
    profile.save()
    profile.roles.set(chosen(world.ground.roles, deed.bits >> 2))


def change_membership(world: World, deed: Deed) -> None:
    """Somebody joins groups, and leaves others."""
    person = _person(world, deed.first)
    person.groups.set(chosen(world.ground.groups, deed.bits))
    person.memberships.all().delete()
    for group in chosen(world.ground.work_groups, deed.second):
        Membership.objects.create(user=person, group=group)


def deactivate(world: World, deed: Deed) -> None:
    """An account ends, or begins anew."""
    person = User.objects.get(pk=_person(world, deed.first).pk)
    person.is_active = not person.is_active
    person.save()


def change_audience(world: World, deed: Deed) -> None:
    """An audience comes to mean others."""
    audience = world.audiences[deed.first % len(world.audiences)]
    audience.includes_staff = bool(deed.bits & 1)
    audience.save()
    audience.units.set(chosen(list(Unit.objects.order_by("pk")), deed.second))
    audience.people.set(chosen(world.ground.people, deed.bits >> 1))


def move_unit(world: World, deed: Deed) -> None:
    """A team comes to belong to another service."""
    units = list(Unit.objects.order_by("pk"))
    if not units:
        return
    unit, parent = units[deed.first % len(units)], units[deed.second % len(units)]
    if unit != parent and not parent.is_descendant_of(unit):
        unit.move(parent, pos="sorted-child")


def delete_unit(world: World, deed: Deed) -> None:
    """A team is dissolved, with those below it."""
    units = list(Unit.objects.order_by("pk"))
    if units:
        units[deed.first % len(units)].delete()


def _collection(number: int) -> Collection:
    collections = list(Collection.objects.order_by("pk"))
    return collections[number % len(collections)]


def move_collection(world: World, deed: Deed) -> None:
    """With all in it and below it."""
    collection, parent = _collection(deed.first), _collection(deed.second)
    if collection.depth > 1 and collection != parent and not parent.is_descendant_of(collection):
        collection.move(parent, pos="sorted-child")


def restrict_collection(world: World, deed: Deed) -> None:
    """Other audiences for what is in a collection."""
    choose_audiences(_collection(deed.first), chosen(world.audiences, deed.bits), by=world.ground.administrator)


def move_document(world: World, deed: Deed) -> None:
    """Into another collection, one by one or as many at once do."""
    document = world.documents[deed.first % len(world.documents)]
    collection = _collection(deed.second)
    if deed.bits & 1:
        LibraryDocument.objects.filter(pk=document.pk).update(collection=collection)
    else:
        moved = LibraryDocument.objects.get(pk=document.pk)
        moved.collection = collection
        moved.save()


def delete_collection(world: World, deed: Deed) -> None:
    """An empty one; what stood on it goes too."""
    collection = _collection(deed.first)
    is_empty = not LibraryDocument.objects.filter(collection=collection).exists()
    if collection.depth > 1 and collection.is_leaf() and is_empty:
        collection.delete()
    settle_collections()


def restrict_directory(world: World, deed: Deed) -> None:
    """Other audiences for people."""
    choose_directory_audiences(chosen(world.audiences, deed.bits), by=world.ground.administrator)


_DOERS: dict[str, Doer] = {
    each.__name__: each
    for each in (
        move, move_among_siblings, copy, make_alias, translate, detach_alias, delete, publish, unpublish,
        write_without_signals, change_person, change_membership, deactivate, change_audience, move_unit, delete_unit,
        move_collection, restrict_collection, move_document, delete_collection, restrict_directory,
    )
} | {"choose_audiences": choose}  # fmt: skip
