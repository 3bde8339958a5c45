"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, knows
from cms.searches.models import RecentSearch, SavedSearch, SearchPreference


@knows(
    "searches",
    fields=["searches.RecentSearch.user", "searches.SavedSearch.user", "searches.SearchPreference.user"],
)
class SearchKnower(Knower):
    """What somebody searched last, what they saved, and whether they want any of it kept."""

    def export(self, person: AbstractUser) -> Rows:
        """What they saved goes without what it found, which may be closed to them by now."""
        recent = RecentSearch.objects.filter(user=person.pk).values("query", "asked_at")
        saved = SavedSearch.objects.filter(user=person.pk).order_by("pk")
        kept = saved.values("name", "query", "filters", "language", "alert", "saved_at")
        preference = SearchPreference.objects.filter(user=person.pk).values("is_recent_kept")
        named = (("searched", recent), ("saved", kept), ("wants", preference))
        return [{"what": what, **row} for what, rows in named for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        models = (RecentSearch, SavedSearch, SearchPreference)
        return sum(model._default_manager.filter(user=person.pk).delete()[0] for model in models)
