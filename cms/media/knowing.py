"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, explain, knows
from cms.media.models import Image, QuarantinedFile

explain("wagtailimages.Image.uploaded_by_user", "Wagtail's own model of images holds nothing: ours is used")


@knows("images", fields=["media.Image.uploaded_by_user"])
class ImageKnower(Knower):
    """The pictures that somebody put in: the organisation's, of which they know that they did."""

    def export(self, person: AbstractUser) -> Rows:
        uploaded = Image.objects.filter(uploaded_by_user=person.pk).order_by("pk")
        return list(uploaded.values("id", "title", "created_at", "file_size"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Nothing: they lead to the account, whose name is erased there. Their portrait goes with the account."""
        return 0


@knows("infected files", fields=["media.QuarantinedFile.brought_by"])
class InfectedFileKnower(Knower):
    """The files with a virus that somebody brought."""

    def export(self, person: AbstractUser) -> Rows:
        brought = QuarantinedFile.objects.filter(brought_by=person.pk).order_by("pk")
        return list(brought.values("id", "filename", "found", "at"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """That they came stays; by whom does not."""
        return QuarantinedFile.objects.filter(brought_by=person.pk).update(brought_by=None)
