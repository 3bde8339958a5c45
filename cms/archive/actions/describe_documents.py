"""Saying the same of many documents."""

from collections.abc import Collection as Several
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.tags.models import Tag


@transaction.atomic
def describe_documents(ids: Several[int], *, by: User, **said: Any) -> int:
    """Say this of all these documents: fields by name, such as `kind` or `collection`. How many that were.

    Each is saved by itself, so that the audit log, search, holds and rights learn of it as of any other change."""
    fields = [LibraryDocument._meta.get_field(name).attname for name in said]
    count = 0
    for document in _locked(ids, by):
        for name, value in said.items():
            setattr(document, name, value)
        document.save(update_fields=[*fields, "updated_at"])
        count += 1
    return count


@transaction.atomic
def tag_documents(ids: Several[int], *, by: User, add: Several[str] = (), remove: Several[Tag] = ()) -> int:
    """Put tags on all these documents, by name, and take others off. How many documents that were."""
    count = 0
    for document in _locked(ids, by):
        document.tags.add(*add)
        document.tags.remove(*(tag.name for tag in remove))
        count += 1
    return count


def _locked(ids: Several[int], by: User) -> Iterator[LibraryDocument]:
    """In one order, so that two who change the same ones wait for each other once."""
    for document in LibraryDocument.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"):
        document.changed_by = by
        yield document
