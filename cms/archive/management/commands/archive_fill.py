"""`manage.py archive_fill`: numbers, hashes and types for documents that came before the archive kept them."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.archive.actions import look_into_files, number_unnumbered


class Command(BaseCommand):
    help = "Number documents without a number, and look into files that nobody looked into. Can be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what is missing, file by file, and goes on."""
        numbered = number_unnumbered()
        seen = missing = 0
        for version, is_there in look_into_files():
            seen += 1
            if not is_there:
                missing += 1
                self.stderr.write(f"Missing: {version.file.name} (document {version.document_id})")
        self.stdout.write(f"{numbered} documents numbered, {seen - missing} files looked into, {missing} missing.")
