"""Collections by their names, as people write them: "Beleid/Verlof"."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.models import Collection


class NoCollectionError(ValueError):
    """There is no such collection; its text says which."""


def collection_at(place: str, *, below: Collection | None = None) -> Collection:
    """The collection with this id, or at this path of names below another (the root by default).

    Raises NoCollectionError.
    """
    start = below or Collection.get_first_root_node()
    if below is None and place.isdecimal():
        found = Collection.objects.filter(pk=int(place)).first()
    else:
        found = _descend(start, names_in(place))
    if found is None:
        raise NoCollectionError(_("There is no collection “%(place)s”.") % {"place": place})
    return found


def names_in(place: str) -> list[str]:
    """The names that a path is made of."""
    return [name.strip() for name in place.split("/") if name.strip()]


def _descend(collection: Collection, names: Iterable[str]) -> Collection | None:
    for name in names:
        found = collection.get_children().filter(name__iexact=name).first()
        if found is None:
            return None
        collection = found
    return collection


def places_below(collection: Collection) -> dict[int, str]:
    """The path of names of each collection from this one down, by its id; this one's own is ""."""
    names: dict[str, str] = {}
    places: dict[int, str] = {}
    for each in collection.get_descendants(inclusive=True).order_by("path"):
        above = names.get(each.path[: -each.steplen])
        place = "" if above is None else f"{above}/{each.name.replace('/', '_')}".lstrip("/")
        names[each.path] = places[each.pk] = place
    return places
