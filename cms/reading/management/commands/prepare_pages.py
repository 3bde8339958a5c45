"""For an upgrade that says it, and after rows were changed behind Django's back."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from wagtail.models import Page

from cms.reading.actions import BATCH, prepare_pages


class Command(BaseCommand):
    help = "Writes what every published page says into the read model again. Readers notice nothing; may be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page_ids", nargs="*", type=int, help="these pages alone")

    def handle(self, *, page_ids: list[int], verbosity: int, **options: object) -> None:
        pages = Page.objects.filter(depth__gt=1)
        ids = list((pages.filter(pk__in=page_ids) if page_ids else pages).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            prepare_pages(ids[start : start + BATCH])
            if verbosity:
                self.stdout.write(f"{min(start + BATCH, len(ids))} of {len(ids)}")
