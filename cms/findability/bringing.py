"""Bringing in many synonyms at once, from a list as the export gives it: all of it or nothing."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from cms.findability.forms import SynonymForm
from search import analysis
from search.models import Origin, SynonymGroup

COLUMNS = {"language": "language", "lines": "words", "is_one_way": "one way", "is_active": "in use", "origin": "origin"}
MOST_ROWS = 5_000
# Spreadsheets of several countries write a list of values so.
DELIMITERS = ";,\t"
NO = ("", "0", "no", "nee", "non", "nein", "false", "onwaar", "faux", "falsch")


@dataclass(slots=True)
class Brought:
    """How a list fared: `faults` say what is wrong on which line, and with any of them nothing was saved."""

    added: int = 0
    known: int = 0
    faults: list[str] = field(default_factory=list)


def bring_synonyms(text: str, *, by: Any) -> Brought:
    """Add the groups of a CSV list with the columns `language`, `words` (divided by commas), `one way` and `in use`.

    Groups that are there already are left alone, and so are changes of shipped ones.
    """
    brought = Brought()
    try:
        rows = list(_rows(text, brought))
    except csv.Error as error:
        brought.faults.append(gettext("This is no CSV list: %(error)s.") % {"error": error})
    if brought.faults:
        return brought
    with transaction.atomic():
        known = {_said(row.language, row.words, row.is_one_way) for row in SynonymGroup.objects.all()}
        for line, row in rows:
            _bring(line, row, known, brought, by)
        transaction.set_rollback(bool(brought.faults))
    if brought.faults:
        brought.added = 0
    return brought


def _rows(text: str, brought: Brought) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.DictReader(StringIO(text), delimiter=delimiter, restval="")
    names = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    if "words" not in names:
        brought.faults.append(gettext("The first line must name the columns, and one of them “words”."))
        return
    for count, row in enumerate(reader):
        if count == MOST_ROWS:
            brought.faults.append(gettext("There are more than %(most)s lines: divide the list.") % {"most": MOST_ROWS})
            return
        yield reader.line_num, {name: value.strip() for name, value in row.items() if isinstance(value, str)}


def _bring(line: int, row: dict[str, str], known: set[tuple], brought: Brought, by: Any) -> None:
    if row.get("origin") == Origin.SHIPPED:
        brought.known += 1
        return
    is_one_way, is_active = _is_yes(row.get("one way", "")), _is_yes(row.get("in use", "yes"))
    data = {"language": row.get("language", ""), "words": row["words"]}
    data |= {name: "on" for name, is_set in (("is_one_way", is_one_way), ("is_active", is_active)) if is_set}
    form = SynonymForm(data, for_user=by)
    said = _said(data["language"], [word.strip() for word in row["words"].split(",")], is_one_way)
    if said in known:
        brought.known += 1
    elif form.is_valid():
        known.add(said)
        form.save()
        brought.added += 1
    else:
        told = " ".join(str(message) for messages in form.errors.values() for message in messages)
        brought.faults.append(gettext("Line %(line)s: %(told)s") % {"line": line, "told": told})


def _is_yes(value: str) -> bool:
    return value.casefold() not in NO


def _said(language: str, words: list[str], is_one_way: bool) -> tuple:
    folded = [analysis.folded(word) for word in words]
    return language, is_one_way, folded[0] if is_one_way and folded else "", frozenset(folded)
