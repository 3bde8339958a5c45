"""`manage.py search_judge`: how well an organisation's own queries are answered."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineName, EngineUnavailableError
from search.judged_search import addresses_found
from search.judging import DEPTH, JudgedFileError, Scores, as_json, falls, judge, read_judged, table
from search.vectors.encoders import EncoderUnavailableError

TOLERANCE = 0.01


class Command(BaseCommand):
    """Judges the ranking by files of queries with the answers that people chose."""

    help = "Ask every judged query of the files and print how well they are answered. docs/search.md tells the form."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, which engine answers, and where scores are kept."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="judged queries, as staff-nl.toml")
        parser.add_argument(
            "--engine",
            choices=[name.value.lower() for name in EngineName],
            help="the engine that must answer; the one that answers readers if none is named",
        )
        parser.add_argument("--save", type=Path, metavar="SCORES.JSON", help="keep the scores in this file")
        parser.add_argument(
            "--compare", type=Path, metavar="SCORES.JSON", help="exit 1 when a score fell below what this file kept"
        )
        parser.add_argument(
            "--tolerance",
            type=float,
            default=TOLERANCE,
            help="a fall by no more than this is none (default: %(default)s)",
        )
        parser.add_argument("--worst", action="store_true", help="list each query whose answer is not the first hit")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Judge, print, compare and keep."""
        engine = EngineName(options["engine"].upper()) if options["engine"] else None
        try:
            scores = self._judge(options["files"], engine, names_worst=options["worst"])
        except (JudgedFileError, EncoderUnavailableError) as error:
            raise CommandError(str(error)) from error
        except EngineUnavailableError as error:
            raise CommandError(f"That engine cannot answer. {error}") from error
        for line in table(scores):
            self.stdout.write(line)
        save, compare = options["save"], options["compare"]
        fallen = falls(_kept(compare), scores, tolerance=options["tolerance"]) if compare else []
        if save:
            save.write_text(json.dumps({**_kept(save), **as_json(scores)}, indent=1) + "\n", encoding="utf-8")
        if fallen:
            raise CommandError("Relevance fell: " + "; ".join(fallen))

    def _judge(
        self, files: list[Path], engine: EngineName | None, *, names_worst: bool
    ) -> dict[str, dict[str, Scores]]:
        scores = {}
        for judged in [read_judged(path) for path in files]:
            find = addresses_found(judged.language, engine)
            scores[judged.name] = judge(judged.queries, find)
            for query in judged.queries if names_worst else ():
                found = find(query.text)[:DEPTH]
                if not found or found[0] not in query.grades:
                    ranks = [found.index(address) + 1 for address in query.grades if address in found]
                    self.stdout.write(f"{judged.name} {query.kind}: “{query.text}” {min(ranks, default='not found')}")
        return scores


def _kept(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error
    return kept if isinstance(kept, dict) else {}
