"""What readers do with pages."""

from django.db import transaction

from cms.people.models import User
from cms.responses.models import Favourite

MOST_FAVOURITES = 100


class TooManyFavouritesError(Exception):
    """A list that long is at hand for nobody."""


@transaction.atomic
def add_favourite(page_id: int, *, by: User) -> None:
    """Put a page last among somebody's favourites; one that is there keeps its place. Whether they may see it is asked
    before.

    Raises TooManyFavouritesError.
    """
    favourites = Favourite.objects.filter(user=by)
    if favourites.filter(page=page_id).exists():
        return
    if favourites.count() >= MOST_FAVOURITES:
        raise TooManyFavouritesError
    Favourite.objects.get_or_create(user=by, page_id=page_id)


def remove_favourite(page_id: int, *, by: User) -> None:
    """Take a page from somebody's favourites, seen or not; what is not there is gone already."""
    Favourite.objects.filter(user=by, page=page_id).delete()
