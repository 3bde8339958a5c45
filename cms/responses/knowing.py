"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, knows
from cms.responses.models import Favourite


@knows("favourites", fields=["responses.Favourite.user"])
class FavouriteKnower(Knower):
    """The pages that somebody wants at hand."""

    def export(self, person: AbstractUser) -> Rows:
        """By number: the title may be closed to them by now."""
        return list(Favourite.objects.filter(user=person.pk).order_by("pk").values("page_id", "added_at"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        return Favourite.objects.filter(user=person.pk).delete()[0]
