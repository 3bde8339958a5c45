"""Turning a plan into rows. What every world shares is made once, through the real models; each world's own rows are
written in bulk, because a world through the real models takes a second, and settled by the real actions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Collection, Page

from cms.access.actions import settle_collections, settle_pages, settle_people
from cms.access.models import Audience, Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.archive.models import LibraryDocument
from cms.pages.models import HomePage, TopicPage
from cms.people.models import (
    Employment,
    Invitation,
    Location,
    Membership,
    Organisation,
    Profile,
    Role,
    Unit,
    User,
    WorkGroup,
)
from tests.factories.forests import Tree, insert_topics, topic_below
from tests.factories.pages import create_home, locale
from tests.factories.people import create_superuser, create_unit, create_user
from tests.properties.plans import KEYS, LANGUAGES, PEOPLE, TRAITS, PagePlan, Plan, chosen

# A word for each page, which search finds it by and which looks like no other.
WORDS = ("anker", "bliksem", "citroen", "dolfijn", "emmer", "fontein", "gitaar", "hamer", "ijsvogel")


@dataclass
class Ground:
    """What all worlds stand on."""

    administrator: User
    homes: list[HomePage]
    keys: list[UUID]
    people: list[User]
    units: list[Unit]
    groups: list[Group]
    roles: list[Role]
    work_groups: list[WorkGroup]
    traits: list[tuple[str, Model]]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """How hypothesis prints it: it is the same for every world."""
        printer.text("ground")


@dataclass
class World:
    """The rows of one plan. `pages` begins with the home pages."""

    ground: Ground
    pages: list[Page] = field(default_factory=list)
    audiences: list[Audience] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    documents: list[LibraryDocument] = field(default_factory=list)


def lay_ground() -> Ground:
    """Home pages in three languages, people, and the units, groups and roles they may be given."""
    Page.objects.filter(depth=2).delete()
    Collection.objects.filter(depth=2).delete()
    keys = [uuid4() for _key in range(KEYS)]
    homes = [create_home(slug="home")]
    for language in LANGUAGES[1:]:
        homes.append(homes[0].copy_for_translation(locale(language)))
    Restriction.objects.filter(kind="page").delete()
    Visibility.objects.filter(kind=VisibilityKind.PAGE).delete()
    HomePage.objects.update(rights_key=keys[0], live=True)
    services = create_unit("Diensten")
    desks = create_unit("Balies", parent=services)
    return Ground(
        administrator=create_superuser(),
        homes=list(HomePage.objects.order_by("path")),
        keys=keys,
        people=[create_user(f"Persoon {number}") for number in range(PEOPLE)],
        units=[services, desks, create_unit("Balie Noord", parent=desks), create_unit("Elders")],
        groups=[Group.objects.create(name=f"Groep {number}") for number in range(TRAITS)],
        roles=[Role.objects.create(code=f"role-{number}", name=f"Rol {number}") for number in range(TRAITS)],
        work_groups=[WorkGroup.objects.create(name=f"Team {each}", slug=f"team-{each}") for each in range(TRAITS)],
        traits=[
            ("location", Location.objects.create(code="hall", name="Stadhuis")),
            ("employment", Employment.objects.create(code="hired", name="Ingehuurd")),
            ("organisation", Organisation.objects.create(code="clinic", name="Kliniek")),
        ],
    )


def make_world(ground: Ground, plan: Plan) -> World:
    """Write a plan's rows and settle them."""
    world = World(ground, pages=list(ground.homes))
    _write_people(ground, plan)
    _write_audiences(world, plan)
    _write_collections(world, plan)
    for index, bits in enumerate(plan.passed_by):
        if bits is not None:
            let_pass("page", str(ground.keys[index]), chosen(world.audiences, bits))
    directory = Restriction.objects.get(kind="directory")
    directory.audiences.set(chosen(world.audiences, plan.directory))
    _write_pages(world, plan)
    settle_collections()
    settle_people(Profile.objects.values_list("pk", flat=True))
    return world


def let_pass(kind: str, key: str, audiences: Iterable[Audience]) -> None:
    """Write a restriction without settling what it stands on."""
    restriction = Restriction.objects.create(kind=kind, key=key)
    _relate(Restriction.audiences.through, "restriction_id", restriction.pk, "audience_id", audiences)


def _relate(through: type[Model], owner: str, pk: int, named: str, things: Iterable[Model]) -> None:
    through._default_manager.bulk_create([through(**{owner: pk, named: thing.pk}) for thing in things])


def _write_people(ground: Ground, plan: Plan) -> None:
    users, profiles, related = [], [], []
    for user, each in zip(ground.people, plan.people, strict=True):
        traits = dict(chosen(ground.traits, each.traits))
        profile = Profile(
            pk=user.profile.pk, user=user, affiliation="staff" if each.is_staff else "partner",
            unit=ground.units[each.unit] if each.unit < len(ground.units) else None, **traits,
        )  # fmt: skip
        user.is_active = each.is_active
        users.append(user)
        profiles.append(profile)
        related += [User.groups.through(user=user, group=group) for group in chosen(ground.groups, each.groups)]
        related += [Profile.roles.through(profile=profile, role=role) for role in chosen(ground.roles, each.roles)]
        related += [Membership(user=user, group=group) for group in chosen(ground.work_groups, each.work_groups)]
        related += [Invitation(user=user, group=group) for group in chosen(ground.work_groups, each.invitations)]
    User.objects.bulk_update(users, ["is_active"])
    Profile.objects.bulk_update(profiles, ["affiliation", "unit", "location", "employment", "organisation"])
    for model in {type(row) for row in related}:
        model._default_manager.bulk_create([row for row in related if type(row) is model])


def _write_audiences(world: World, plan: Plan) -> None:
    ground, related = world.ground, []
    for number, each in enumerate(plan.audiences):
        audience = Audience(
            name=f"Publiek {number}", includes_everyone=bool(each.broad & 1), includes_staff=bool(each.broad & 2),
            includes_partners=bool(each.broad & 4), includes_invited=bool(each.broad & 8),
            made_for=ground.work_groups[0] if each.broad & 8 else None,
        )  # fmt: skip
        world.audiences.append(audience)
    Audience.objects.bulk_create(world.audiences)
    for audience, each in zip(world.audiences, plan.audiences, strict=True):
        named: dict[str, list[Any]] = {
            "unit": chosen(ground.units, each.units), "group": chosen(ground.groups, each.groups),
            "user": chosen(ground.people, each.people), "role": chosen(ground.roles, each.roles),
            "workgroup": chosen(ground.work_groups, each.work_groups),
        }  # fmt: skip
        named |= {name: [thing] for name, thing in chosen(ground.traits, each.traits)}
        for name, things in named.items():
            related += [PART_OF[name](audience_id=audience.pk, **{f"{name}_id": thing.pk}) for thing in things]
    for model in {type(row) for row in related}:
        model._default_manager.bulk_create([row for row in related if type(row) is model])


PART_OF: dict[str, type[Model]] = {
    "unit": Audience.units.through, "group": Audience.groups.through, "user": Audience.people.through,
    "role": Audience.roles.through, "workgroup": Audience.work_groups.through,
    "location": Audience.locations.through, "employment": Audience.employments.through,
    "organisation": Audience.organisations.through,
}  # fmt: skip


def _write_collections(world: World, plan: Plan) -> None:
    tree = Tree()
    places = [Collection.get_first_root_node()]
    for number, (below, _bits) in enumerate(plan.collections):
        places.append(Collection(name=f"Map {number}", **tree.place_below(places[below])))
    world.collections = Collection.objects.bulk_create(places[1:])
    tree.count_children(Collection)
    for collection, (_below, bits) in zip(world.collections, plan.collections, strict=True):
        if bits is not None:
            let_pass("collection", str(collection.pk), chosen(world.audiences, bits))
    files = [
        LibraryDocument(title=f"Stuk {number}", collection=each, file=f"documents/stuk-{number}.txt", file_size=1)
        for number, each in enumerate(world.collections)
    ]
    world.documents = LibraryDocument.objects.bulk_create(files)


def _write_pages(world: World, plan: Plan) -> None:
    tree, made = Tree(), list[TopicPage]()
    for number, each in enumerate(plan.pages):
        page = _page(world, each, number, tree)
        # Each by itself, because the next may be an alias of it.
        insert_topics([page])
        made.append(page)
        world.pages.append(page)
    tree.count_children(Page)
    keys = {page.pk: page.rights_key for page in (*world.ground.homes, *made)}
    settle_pages(keys, rights_keys=keys)


def _page(world: World, plan: PagePlan, number: int, tree: Tree) -> TopicPage:
    source = world.pages[plan.source] if plan.source is not None else None
    page = topic_below(
        world.pages[plan.parent], tree, number, title=f"Bladzijde {WORDS[number]}", live=plan.is_live,
        rights_key=source.rights_key if source else world.ground.keys[plan.key],
        alias_of_id=source.pk if source else None,
        expire_at=timezone.now() + timedelta(days=plan.ends_in_days) if plan.ends_in_days else None,
    )  # fmt: skip
    relative = world.pages[plan.family] if plan.family is not None else None
    if relative and page.locale_id not in _languages_of(relative, world.pages):
        page.translation_key, page.rights_key = relative.translation_key, relative.rights_key
    return page


def _languages_of(page: Page, pages: Iterable[Page]) -> set[int]:
    return {each.locale_id for each in pages if each.translation_key == page.translation_key}
