from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs


class Favourite(models.Model):
    """A page that somebody wants at hand, in the language in which they marked it.

    It stays when the page is closed to them or withdrawn, so that it comes back when the page does.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    seen_as = SeenAs(VisibilityKind.PAGE, "page_id")

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="one_favourite_a_page")]

    def __str__(self) -> str:
        return f"page {self.page_id} of user {self.user_id}"
