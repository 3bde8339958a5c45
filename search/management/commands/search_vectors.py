"""`manage.py search_vectors`: make now the vectors that a worker would make bit by bit, and push them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import sync
from search.models import EntryVector
from search.progress import Progress
from search.vectors.encoders import EncoderUnavailableError, encoder, is_switched_on, model_key
from search.vectors.encoding import encode, lacking


class Command(BaseCommand):
    """What an operator does with vectors."""

    help = "Make the vectors that entries lack and push them; --status only says how many there are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Looking, or throwing away."""
        parser.add_argument("--status", action="store_true", help="say how many entries have a vector, and make none")
        parser.add_argument("--forget", action="store_true", help="delete all vectors, those of other models too")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look, forget or make."""
        if options["forget"]:
            forgotten, _by_model = EntryVector.objects.all().delete()
            self.stdout.write(f"{forgotten} vectors deleted; `search rebuild` takes them out of the index")
            return
        if not is_switched_on():
            raise CommandError("Vectors are switched off: SEARCH_VECTORS and ELASTICSEARCH_URL switch them on")
        if not options["status"]:
            self._encode()
        made = EntryVector.objects.filter(model=model_key()).count()
        self.stdout.write(f"{made:,} entries with a vector, {lacking().count():,} to do")

    def _encode(self) -> None:
        progress = Progress(
            lambda line, ending: self.stdout.write(line, ending=ending), is_watched=self.stdout.isatty()
        )
        try:
            self.stdout.write(f"{encoder().name}, {encoder().dimensions} dimensions")
            encode(progress=progress)
        except EncoderUnavailableError as error:
            raise CommandError(str(error)) from error
        sync.push_pending()
