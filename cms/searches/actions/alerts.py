"""Telling people that a search they saved finds something new."""

import hashlib
import logging
from collections.abc import Callable, Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.notices.actions import tell
from cms.searches.addresses import address_of
from cms.searches.models import Alert, SavedSearch
from search.models import Entry

logger = logging.getLogger(__name__)

# Asks a saved search as its owner, of what was published on a day or later: the ids of what they may see now.
Find = Callable[[SavedSearch, date], Collection[str]]
# An index is a moment behind what is published: as much as it may be while it is rebuilt.
LAG = timedelta(hours=1)
# And midnight may lie in that moment.
MARGIN = timedelta(days=1)


def alert_people(alert: Alert, find: Find) -> None:
    """Look at the saved searches of those who want to be told so soon, unless nothing was published since."""
    newest = Entry.objects.aggregate(newest=Max("published_at"))["newest"]
    if newest is None:
        return
    for saved_id in list(SavedSearch.objects.due(alert, since=newest + LAG).values_list("pk", flat=True)):
        try:
            look_again(saved_id, find)
        except Exception:
            logger.exception("Saved search %s could not be asked again", saved_id)


@transaction.atomic
def look_again(saved_id: int, find: Find) -> None:
    """Ask a saved search again, and tell its owner, once, how much is new.

    Never what it is: rights may end before it is read, and who follows the link is shown what they may see then.
    """
    waiting = SavedSearch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user__profile")
    saved = waiting.filter(pk=saved_id, user__is_active=True).exclude(alert=Alert.NEVER).first()
    if saved is None:
        return
    found = sorted(find(saved, since_of(saved)))
    new = [each for each in found if each not in set(saved.known)]
    saved.known, saved.looked_at = found, timezone.now()
    saved.save(update_fields=["known", "looked_at"])
    if new:
        occasion = hashlib.sha256(" ".join(new).encode()).hexdigest()[:32]
        tell(
            saved.user, topic="saved-search", key=f"{saved.pk}-{occasion}", template="searches/mails/new_results",
            context={"name": saved.name, "count": len(new), "address": address_of(saved)},
        )  # fmt: skip


def since_of(saved: SavedSearch) -> date:
    """From which day on things may be new to a saved search."""
    return timezone.localdate(saved.looked_at) - MARGIN
