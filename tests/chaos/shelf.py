"""Books that processes of their own can read: each is a tag in the database, so killing one process loses no book.

`python tests/chaos/shelf.py COMMAND ...` runs a command of manage.py that knows them.
"""

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

if __name__ == "__main__":
    import django

    django.setup()

from django.core.management import call_command
from django.db import transaction

from cms.tags.models import Tag
from search import rebuilding, registry, tickets
from search.drafts import Draft

OPEN = 1
SHELF = "shelf"
# In the name of a book that weighs more than others.
HEAVY = "zwaar"


def books(ids: Collection[int]) -> Iterable[Draft]:
    """The books of the tags with these ids."""
    for tag in Tag.objects.filter(pk__in=ids):
        text = " ".join(f"woord{(tag.pk * 31 + place * place) % 997}" for place in range(80))
        weight = 1_000.0 if HEAVY in tag.name else 1.0
        yield Draft(tag.pk, "ARTICLE", tag.name, text=text, language="nl", lock=OPEN, url="/boek/", weight=weight)


def book_ids() -> list[int]:
    """All of them."""
    return list(Tag.objects.filter(slug__startswith="boek-").values_list("pk", flat=True))


@contextmanager
def registered() -> Iterator[None]:
    """Have search know the books."""
    registry.searchable(SHELF, all_ids=book_ids)(books)
    yield
    registry.forget(SHELF)


@transaction.atomic
def put(numbers: Iterable[int], title: str = "Verlof") -> list[int]:
    """Put new books on the shelf, as an editor's transaction does; their ids."""
    slugs = [f"boek-{number}" for number in numbers]
    Tag.objects.bulk_create(Tag(name=f"{title} {slug}", slug=slug) for slug in slugs)
    ids = list(Tag.objects.filter(slug__in=slugs).order_by("pk").values_list("pk", flat=True))
    tickets.mark_stale(SHELF, ids)
    return ids


@transaction.atomic
def rename(book_id: int, title: str) -> None:
    """Give a book another title."""
    Tag.objects.filter(pk=book_id).update(name=title)
    tickets.mark_stale(SHELF, [book_id])


@transaction.atomic
def take_away(ids: Collection[int]) -> None:
    """Take books off the shelf."""
    Tag.objects.filter(pk__in=ids).delete()
    tickets.mark_stale(SHELF, ids)


def put_and_die(number: int) -> None:
    """Commit a new book, and end without a word before anything that comes after the commit."""
    with transaction.atomic():
        transaction.on_commit(lambda: os._exit(9))
        put([number])


if __name__ == "__main__":
    # so that who comes after a killed process need not wait a minute
    rebuilding.LEASE_SECONDS = 2
    with registered():
        if sys.argv[1] == "put_and_die":
            put_and_die(int(sys.argv[2]))
        call_command(*sys.argv[1:])
