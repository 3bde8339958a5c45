"""Giving somebody who is erased another name in the audit log, which goes on telling what was done."""

import json
import re
from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast

from cms.activity.models import AuditEntry, kind_of
from cms.activity.sealing import unsealed

RENAMED = ["by_name", "thing_name", "details", "address"]


@transaction.atomic
def rename_in_entries(person: models.Model, *, names: Collection[str], pseudonym: str) -> int:
    """Give a person another name in every entry by them, about them, or that has one of their names in its words.

    The addresses from which they asked are gone too. `names` are those to be found: a single word only where it is
    all that is said, because Jan is in January too. Says how many entries changed.
    """
    changed = [_renamed(entry, person, names, pseudonym) for entry in _entries_naming(person, names)]
    rows: models.QuerySet[AuditEntry] = models.QuerySet(AuditEntry)
    with unsealed():
        rows.bulk_update(changed, RENAMED, batch_size=200)
    return len(changed)


def entries_of(person: models.Model) -> models.QuerySet[AuditEntry]:
    """The entries by a person, and those about them, the oldest first."""
    own = models.Q(by_id=person.pk) | _is_about(person)
    return AuditEntry.objects.filter(own).order_by("at", "pk")


def _is_about(person: models.Model) -> models.Q:
    return models.Q(thing_kind=kind_of(person._meta.model), thing_id=str(person.pk))


def _entries_naming(person: models.Model, names: Collection[str]) -> models.QuerySet[AuditEntry]:
    wanted = models.Q(by_id=person.pk) | _is_about(person)
    for name in names:
        # as SQLite keeps it, in which "ë" is written "\u00eb", and as PostgreSQL shows it
        for written in {name, json.dumps(name)[1:-1]}:
            wanted |= models.Q(words__icontains=written) | models.Q(thing_name__icontains=written)
    return AuditEntry.objects.annotate(words=Cast("details", models.TextField())).filter(wanted).order_by("pk")


def _renamed(entry: AuditEntry, person: models.Model, names: Collection[str], pseudonym: str) -> AuditEntry:
    if entry.by_id == person.pk:
        entry.by_name, entry.address = pseudonym, ""
    if entry.thing_kind == kind_of(person._meta.model) and entry.thing_id == str(person.pk):
        entry.thing_name = pseudonym
        # an attempt to sign in as somebody is mostly their own
        entry.address = "" if entry.by_id is None else entry.address
    entry.thing_name = without_names(entry.thing_name, names, pseudonym)
    entry.details = without_names(entry.details, names, pseudonym)
    return entry


def without_names(said: Any, names: Collection[str], pseudonym: str) -> Any:
    """What was said, as JSON knows it, with a pseudonym in the place of somebody's names."""
    if isinstance(said, dict):
        return {key: without_names(value, names, pseudonym) for key, value in said.items()}
    if isinstance(said, list):
        return [without_names(value, names, pseudonym) for value in said]
    if not isinstance(said, str):
        return said
    for name in names:
        if said.casefold() == name.casefold():
            return pseudonym
        if re.search(r"[\s@]", name):
            said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _found: pseudonym, said, flags=re.IGNORECASE)
    return said
