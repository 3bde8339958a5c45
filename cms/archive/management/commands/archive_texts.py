"""Reading what is in documents, in this terminal: after an upgrade, an import, or when OCR was installed."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from cms.archive.actions.read_text import claim_text, expect_missing_texts, expect_texts, read_text
from cms.archive.models import DocumentText, LibraryDocument, TextStatus
from cms.archive.tasks import read_waiting_texts


class Command(BaseCommand):
    help = "Reads the text of documents that wait for it. Stopped and started again, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--failed", action="store_true", help="what could not be read, or not whole, once more too")
        which.add_argument("--all", action="store_true", help="every document once more")
        parser.add_argument("--later", action="store_true", help="leave it to the readers in the background")

    def handle(self, *, failed: bool, later: bool, verbosity: int, **options: object) -> None:
        if failed:
            expect_texts(list(DocumentText.objects.lacking().values_list("document", flat=True)))
        if options["all"]:
            expect_texts(LibraryDocument.objects.values_list("pk", flat=True))
        while expect_missing_texts():
            pass
        if later:
            read_waiting_texts()
        else:
            self.read(is_telling=bool(verbosity))

    def read(self, *, is_telling: bool) -> None:
        """One after another, beside whatever readers do, until none is left."""
        done = 0
        while text := claim_text():
            read_text(text)
            done += 1
            if is_telling:
                left = DocumentText.objects.filter(status=TextStatus.WAITING, retry_at=None).count()
                text.refresh_from_db()
                told = f"{text.get_status_display()} {text.told_reason}".strip()
                self.stdout.write(f"{done} read, {left} to go: {text.document.archive_number} {told}")
