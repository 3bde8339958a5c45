"""Audiences, and what stands behind them."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.models import Audience, Restriction
from cms.access.models.audience import NAMED
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import standard_audiences
from cms.pages.models import ContentPage

_numbers = count(1)


def create_audience(name: str = "", **includes: Any) -> Audience:
    """An audience of these units, groups, people, roles…; `includes_staff=True` and the like for the broad ones."""
    named = {part: includes.pop(part) for part in NAMED if part in includes}
    audience = Audience.objects.create(name=name or f"Audience {next(_numbers)}", **includes)
    for part, things in named.items():
        getattr(audience, part).set(things)
    return audience


def standard(code: str) -> Audience:
    """The standard audience of this code: everyone, staff or partners."""
    return standard_audiences(code).get()


def _audiences(wanted: Iterable[Audience | str]) -> list[Audience]:
    return [standard(each) if isinstance(each, str) else each for each in wanted]


def restrict_page(page: ContentPage, *audiences: Audience | str) -> Restriction:
    """Let only these audiences (or standard codes) pass a page, in all its languages."""
    return restrict(kind=RestrictionKind.PAGE, key=page.rights_key, audiences=_audiences(audiences))


def restrict_collection(collection: Collection, *audiences: Audience | str) -> Restriction:
    """Let only these audiences (or standard codes) pass a collection."""
    return restrict(kind=RestrictionKind.COLLECTION, key=collection.pk, audiences=_audiences(audiences))


def create_collection(name: str = "Beeldbank", *, parent: Collection | None = None, audiences: Any = ()) -> Collection:
    """A collection, in the root one by default, which the standard audience of staff passes unless others are named."""
    above = Collection.objects.get(pk=parent.pk) if parent else Collection.get_first_root_node()
    collection = above.add_child(name=name)
    if audiences:
        restrict_collection(collection, *audiences)
    return collection
