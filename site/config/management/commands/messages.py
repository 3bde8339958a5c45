"""Collects the strings to translate, or says which have no translation."""

import contextlib
import shutil
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import makemessages

TARGETS = ["nl", "fr", "de"]
SOURCES = ["cms", "search", "site"]


class Command(makemessages.Command):
    """Django's makemessages with our answers to its questions, and without guesses: an unknown string stays empty."""

    help = "Collects the strings of Plein into locale/; with --check it changes nothing and names the untranslated."
    msgmerge_options = ["-q", "--backup=none", "--update", "--no-fuzzy-matching"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a string has no translation")

    def handle(self, *, check: bool, **options: object) -> None:
        catalogues = Path(settings.LOCALE_PATHS[0])
        catalogues.mkdir(exist_ok=True)
        # because makemessages reads and writes below the current folder: here it finds our sources, and no others
        with TemporaryDirectory() as directory, contextlib.chdir(directory):
            for name in SOURCES:
                Path(name).symlink_to(settings.ROOT / name)
            if not check:
                Path("locale").symlink_to(catalogues)
                self.collect(**options)
                return
            shutil.copytree(catalogues, "locale")
            self.collect(**options)
            lacking = untranslated(Path("locale"))
        if lacking:
            raise CommandError(f"{len(lacking)} strings lack a translation:\n" + "\n".join(lacking))

    def collect(self, **options: object) -> None:
        choices = {
            "locale": list(TARGETS),
            "exclude": [],
            "domain": "django",
            "all": False,
            "extensions": None,
            "symlinks": True,
            "ignore_patterns": ["locale"],
            "use_default_ignore_patterns": True,
            "no_wrap": False,
            "no_location": False,
            "add_location": "file",
            "no_obsolete": True,
            "keep_pot": False,
        }
        super().handle(**{**options, **choices, "verbosity": 0})


def untranslated(catalogues: Path) -> list[str]:
    """A line for each string without a translation, or with a doubtful one, in any target language."""
    lines = []
    for language in TARGETS:
        catalogue = polib.pofile(str(catalogues / language / "LC_MESSAGES" / "django.po"))
        for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]:
            places = ", ".join(name for name, _line in entry.occurrences)
            lines.append(f"  {language}: {entry.msgid!r} ({places})")
    return lines
