"""Filters that somebody keeps."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection

from cms.archive.models import SavedFilter
from cms.people.models import User

MOST_FOR_ONE = 20


@transaction.atomic
def save_filter(
    *, name: str, query: str, by: User, collection: Collection | None = None, is_shared: bool = False
) -> SavedFilter:
    """Keep filters of the list of documents under a name; one that this person has by that name is replaced.

    `query` has been made of the list's own filters, of which one may be the `collection`. Raises ValidationError
    where somebody has as many as there may be, or shares what is about no collection."""
    if is_shared and collection is None:
        raise ValidationError(_("Choose a collection in the filters first: it is shared with those who keep it."))
    # Of two who save at once the second counts what the first one saved.
    User.objects.select_for_update().get(pk=by.pk)
    own = SavedFilter.objects.filter(user=by)
    if own.exclude(name=name).count() >= MOST_FOR_ONE:
        raise ValidationError(_("You have %(number)d saved filters. Delete one first.") % {"number": MOST_FOR_ONE})
    said = {"query": query, "collection": collection, "is_shared": is_shared}
    return SavedFilter.objects.update_or_create(user=by, name=name, defaults=said)[0]


def forget_filter(saved: SavedFilter) -> None:
    """Delete it; its maker may."""
    saved.delete()
