"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, explain, knows
from cms.archive.models import DocumentVersion, Download, FilingRule, LibraryDocument, SavedFilter

explain("wagtaildocs.Document.uploaded_by_user", "Wagtail's own model of documents holds nothing: ours is used")


@knows(
    "documents",
    fields=[
        "archive.LibraryDocument.uploaded_by_user", "archive.LibraryDocument.owner", "archive.DocumentVersion.author",
        "archive.FilingRule.owner",
    ],
)  # fmt: skip
class DocumentKnower(Knower):
    """The documents that somebody put in, revised or looks after: the organisation's, not theirs."""

    def export(self, person: AbstractUser) -> Rows:
        """By number, title and day; the title of a document that closed to them since was theirs to read then."""
        uploaded = LibraryDocument.objects.filter(uploaded_by_user=person.pk).values("id", "title", "created_at")
        owned = LibraryDocument.objects.filter(owner=person.pk).values("id", "title")
        revised = DocumentVersion.objects.filter(author=person.pk).values("document_id", "number", "created_at", "note")
        filed = FilingRule.objects.filter(owner=person.pk).values("collection__name")
        named = (
            ("put in", uploaded),
            ("looks after", owned),
            ("revised", revised),
            ("looks after what comes in", filed),
        )
        return [{"what": what, **row} for what, rows in named for row in rows.order_by("pk")]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Nobody looks after them any more; who made which version leads to the account, whose name is erased there."""
        kept = (LibraryDocument.objects.filter(owner=person.pk), FilingRule.objects.filter(owner=person.pk))
        return sum(rows.update(owner=None) for rows in kept)


@knows("downloads", fields=["archive.Download.user"])
class DownloadKnower(Knower):
    """Which documents somebody took."""

    def export(self, person: AbstractUser) -> Rows:
        taken = Download.objects.filter(user=person.pk).order_by("pk")
        return list(taken.values("document_id", "title", "version", "at"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """That a document was taken stays; by whom does not."""
        return Download.objects.filter(user=person.pk).update(user=None)


@knows("saved-filters", fields=["archive.SavedFilter.user"])
class SavedFilterKnower(Knower):
    """The filters of the list of documents that somebody keeps under a name."""

    def export(self, person: AbstractUser) -> Rows:
        kept = SavedFilter.objects.filter(user=person.pk).order_by("pk")
        return list(kept.values("name", "query", "is_shared"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Shared ones too: others can save what they need under a name of their own."""
        return SavedFilter.objects.filter(user=person.pk).delete()[0]
