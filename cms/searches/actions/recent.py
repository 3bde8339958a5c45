"""The last searches of a person, as long as they want them kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cms.people.models import User
from cms.searches.models import LONGEST_QUERY, RecentSearch, SearchPreference
from search.analysis import cleaned

MOST_RECENT = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody searched, and when."""

    user_id: int
    query: str
    at: datetime


def keep_recent(typed: Sequence[Typed]) -> None:
    """Keep what people searched, each person's last twenty different queries; nothing of who does not want it."""
    for one in typed:
        query = " ".join(cleaned(one.query).split())
        if query and len(query) <= LONGEST_QUERY:
            _keep(one.user_id, query, one.at)


@transaction.atomic
def _keep(user_id: int, query: str, at: datetime) -> None:
    if not User.objects.filter(pk=user_id).exists() or not _locked_preference(user_id).is_recent_kept:
        return
    RecentSearch.objects.update_or_create(user_id=user_id, query=query, defaults={"asked_at": at})
    own = RecentSearch.objects.filter(user=user_id)
    own.exclude(pk__in=list(own.values_list("pk", flat=True)[:MOST_RECENT])).delete()


@transaction.atomic
def choose_recent(is_kept: bool, *, by: User) -> None:
    """Have one's last searches kept, or not: then those that were are gone, and so is what is being kept meanwhile."""
    preference = _locked_preference(by.pk)
    preference.is_recent_kept = is_kept
    preference.save(update_fields=["is_recent_kept"])
    if not is_kept:
        clear_recent(by=by)


def clear_recent(*, by: User) -> None:
    """Forget one's last searches."""
    RecentSearch.objects.filter(user=by).delete()


def is_recent_kept(user: User) -> bool:
    """Whether a person's searches are kept."""
    return not SearchPreference.objects.filter(user=user, is_recent_kept=False).exists()


def _locked_preference(user_id: int) -> SearchPreference:
    SearchPreference.objects.get_or_create(user_id=user_id)
    return SearchPreference.objects.select_for_update().get(user_id=user_id)
