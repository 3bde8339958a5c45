"""Searches that a person saves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.people.models import User
from cms.searches.models import LONGEST_NAME, LONGEST_QUERY, Alert, SavedSearch
from search.analysis import cleaned

MOST_SAVED = 30


class TooManySavedError(Exception):
    """So many searches nobody keeps an eye on."""


class NothingAskedError(ValueError):
    """There is no name, or neither words nor filters."""


@transaction.atomic
def save_search(
    name: str, *, query: str, filters: Mapping[str, Any], alert: Alert, language: str, by: User
) -> SavedSearch:
    """Save a question under a name. What is known of it is found out the first time it is asked again.

    Raises TooManySavedError, and NothingAskedError where there is nothing to ask.
    """
    name, query = _line(name, LONGEST_NAME), _line(query, LONGEST_QUERY)
    if not name or not (query or filters):
        raise NothingAskedError
    # the account's own row, so that two windows together do not go past the limit
    User.objects.select_for_update().get(pk=by.pk)
    if SavedSearch.objects.filter(user=by).count() >= MOST_SAVED:
        raise TooManySavedError
    return SavedSearch.objects.create(
        user=by, name=name, query=query, filters=dict(filters), alert=alert, language=language,
        looked_at=timezone.now(),
    )  # fmt: skip


def change_saved(saved: SavedSearch, *, name: str | None, alert: Alert | None) -> None:
    """Give a saved search another name, or have its owner told sooner or not at all. Raises NothingAskedError."""
    if name is not None:
        saved.name = _line(name, LONGEST_NAME)
        if not saved.name:
            raise NothingAskedError
    saved.alert = alert or saved.alert
    saved.save(update_fields=["name", "alert"])


def forget_search(saved_id: int, *, by: User) -> bool:
    """Forget one of one's own saved searches. Says whether there was one."""
    return bool(SavedSearch.objects.filter(pk=saved_id, user=by).delete()[0])


def _line(text: str, longest: int) -> str:
    return " ".join(cleaned(text).split())[:longest].strip()
