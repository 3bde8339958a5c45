"""What can be pinned, and what search calls it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, QuerySet
from wagtail.models import Page

from cms.access.admin.naming import may_be_named, name_of_closed
from cms.access.policy import open_to, visible_to
from cms.access.readers import Reader
from cms.archive.models import LibraryDocument
from cms.people.models import Profile, WorkGroup
from search.hits import MaySee, Subject

PAGE, DOCUMENT, PERSON, GROUP = "page", "document", "person", "group"
MODELS: dict[str, type[Model]] = {PAGE: Page, DOCUMENT: LibraryDocument, PERSON: Profile, GROUP: WorkGroup}


def may_see_of(reader: Reader) -> MaySee:
    """The question that search asks of each hit: whether this reader may see its subject now."""

    def may_see(subjects: list[Subject]) -> set[Subject]:
        seen: set[Subject] = set()
        for kind, ids in _ids_by_kind(subjects).items():
            if kind in MODELS:
                things: QuerySet = MODELS[kind]._default_manager.filter(pk__in=ids)
                seen |= {(kind, pk) for pk in visible_to(reader, things).values_list("pk", flat=True)}
        return seen

    return may_see


def named(subjects: Iterable[Subject]) -> dict[Subject, str]:
    """What each thing is called on the screen of whoever looks; what is gone is not in the answer."""
    names: dict[Subject, str] = {}
    for kind, ids in _ids_by_kind(subjects).items():
        if kind in MODELS:
            for thing in MODELS[kind]._default_manager.filter(pk__in=ids):
                names[kind, thing.pk] = str(thing) if may_be_named(thing) else name_of_closed(thing)
    return names


def choosable(reader: Reader, kind: str) -> QuerySet:
    """The things of a kind that somebody may pin: those that open for them."""
    things: QuerySet = MODELS[kind]._default_manager.all()
    return open_to(reader, things.filter(depth__gt=1) if kind == PAGE else things)


def _ids_by_kind(subjects: Iterable[Subject]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in subjects:
        ids[kind].append(pk)
    return ids
