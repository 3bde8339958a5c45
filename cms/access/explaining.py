"""Why a thing is open to those it is open to: the restrictions it inherits, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from wagtail.models import Collection, CollectionMember, Page

from cms.access.models import Audience, Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.tree import Neighbourhood
from cms.people.models import User


@dataclass(frozen=True, slots=True)
class Inherited:
    """One restriction from elsewhere: where it stands, and the audiences that pass it."""

    source: Page | Collection
    audiences: tuple[Audience, ...]


def own_audiences(kind: str, key: object) -> list[Audience]:
    """The audiences chosen for a thing itself: a page's rights key, or a collection's id."""
    return list(Audience.objects.filter(restrictions__kind=kind, restrictions__key=str(key)))


def inherited_by_page(page: Page, *, rights_key: object) -> list[Inherited]:
    """What else a page stands behind, from the top down: what is above it in each of its languages, and the source of
    an alias. A new page asks for its parent, with no rights key of its own."""
    around = Neighbourhood([page.pk])
    lineage = around.lineage(page.pk) if page.pk in around.by_id else set()
    above = {node.path for node in (around.by_id[pk] for pk in lineage) if page.path.startswith(node.path)}
    by_key: dict[str, list[int]] = {}
    keys = around.rights_keys({})
    # Of several pages that share a restriction, one above in the same tree is the one to name.
    for pk in sorted(lineage, key=lambda pk: (around.by_id[pk].path not in above, around.by_id[pk].path)):
        if keys.get(pk) and str(keys[pk]) != str(rights_key):
            by_key.setdefault(str(keys[pk]), []).append(pk)
    restrictions = _restrictions(RestrictionKind.PAGE, by_key)
    pages = Page.objects.in_bulk([by_key[each.key][0] for each in restrictions])
    found = [Inherited(pages[by_key[each.key][0]], tuple(each.audiences.all())) for each in restrictions]
    return sorted(found, key=lambda each: (each.source.path not in above, each.source.path))


def inherited_by_collection(collection: Collection) -> list[Inherited]:
    """What a collection inherits from those above it, from the top down."""
    return _standing_on(collection.get_ancestors())


def inherited_below_collection(parent: Collection) -> list[Inherited]:
    """What a new collection would inherit."""
    return _standing_on(parent.get_ancestors(inclusive=True))


def _standing_on(collections: Iterable[Collection]) -> list[Inherited]:
    by_key = {str(each.pk): each for each in collections}
    restrictions = _restrictions(RestrictionKind.COLLECTION, by_key)
    found = [Inherited(by_key[each.key], tuple(each.audiences.all())) for each in restrictions]
    return sorted(found, key=lambda each: each.source.path)


def _restrictions(kind: str, keys: Iterable[str]) -> list[Restriction]:
    return list(Restriction.objects.filter(kind=kind, key__in=list(keys)).prefetch_related("audiences"))


def copies_sharing(page: Page, *, rights_key: UUID) -> int:
    """How many other pages, in whatever language, still share this page's rights because they are copies of it."""
    sharing = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=rights_key).values("object_id")
    others = Page.objects.filter(pk__in=sharing, alias_of=None).exclude(translation_key=page.translation_key)
    return int(others.aggregate(number=Count("translation_key", distinct=True))["number"])


def passages_of(thing: Page | Collection | CollectionMember) -> list[Inherited]:
    """All restrictions that somebody must pass to see a thing, from the top down, each with where it stands."""
    if isinstance(thing, Page):
        rights_key = getattr(thing.specific, "rights_key", None)
        own = Restriction.objects.filter(kind=RestrictionKind.PAGE, key=str(rights_key)).prefetch_related("audiences")
        inherited = inherited_by_page(thing, rights_key=rights_key)
        return [*inherited, *(Inherited(thing, tuple(each.audiences.all())) for each in own)]
    collection = thing if isinstance(thing, Collection) else thing.collection
    return _standing_on(collection.get_ancestors(inclusive=True))


def passing(passage: Inherited) -> Q:
    """Which accounts pass one restriction; none where it has no audience."""
    terms = Q(pk__in=[])
    for audience in passage.audiences:
        terms |= Q(pk__in=audience.people_now().order_by().values("pk"))
    return terms


def people_passing(passages: Iterable[Inherited]) -> QuerySet[User]:
    """The active accounts that pass all of these, leaving aside that administrators pass everything. Where nobody said
    who may see a thing, nobody may."""
    passages = list(passages)
    people = User.objects.filter(is_active=True)
    for passage in passages:
        people = people.filter(passing(passage))
    return people if passages else people.none()


def admits_visitors(passages: Iterable[Inherited]) -> bool:
    """Whether who is not signed in passes all of these."""
    passages = list(passages)
    return bool(passages) and all(any(each.includes_everyone for each in one.audiences) for one in passages)


def stopping(passages: Iterable[Inherited], people: Iterable[User]) -> dict[int, list[Inherited]]:
    """For each of these people, by account: the restrictions that stop them. One query a restriction."""
    ids = [person.pk for person in people]
    found: dict[int, list[Inherited]] = {pk: [] for pk in ids}
    for passage in passages:
        let_in = set(User.objects.filter(passing(passage), pk__in=ids).values_list("pk", flat=True))
        for pk in found.keys() - let_in:
            found[pk].append(passage)
    return found
