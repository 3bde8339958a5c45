"""Which tags an answer leaves: the lists it is made of, and of what was found by its id, those very things.

Read from the loaders, through which everything is found by its id; what a resolver finds otherwise it leaves itself,
by `Context.leave`.
"""

from collections.abc import Callable, Iterable

from cms.api.ingredients import DOCUMENT, IMAGE, LIST_OF, PAGE, PERSON
from cms.api.locks import Arrangement
from cms.archive.models import LibraryDocument
from cms.archive.schema.documents import document_by_id
from cms.directory.schema import person_by_id
from cms.graphql_kit.context import Context
from cms.graphql_kit.loaders import Relation
from cms.media.models import Image
from cms.media.schema import image_by_id
from cms.reading.schema.relations import body_by_page, page_by_id, versions_by_key

# An answer of more things than this is made anew with every change of their kind.
MOST_THINGS = 200
# Relations by whose keys things are found, whether they were there or not.
ASKED_BY: dict[str, tuple[Relation, ...]] = {
    PAGE: (page_by_id, body_by_page),
    IMAGE: (image_by_id,),
    DOCUMENT: (document_by_id,),
    PERSON: (person_by_id,),
}


def every(kind: str) -> str:
    """The tag of what changes many of a kind at once."""
    return f"{kind}:*"


def one(kind: str, pk: int) -> str:
    """The tag of one thing."""
    return f"{kind}:{pk}"


def tags_left(context: Context, ingredients: frozenset[str]) -> frozenset[str]:
    """The tags of an answer that was made in a context, of these ingredients."""
    tags = set(context.left)
    for part in ingredients:
        if part not in LIST_OF:
            tags.add(part)
        elif len(ids := _ids(context, part)) > MOST_THINGS:
            tags.add(LIST_OF[part])
        else:
            tags.add(every(part))
            tags.update(one(part, pk) for pk in ids)
    return frozenset(tags)


def hidden_among(context: Context, tags: frozenset[str]) -> frozenset[str]:
    """Those of the tags of an answer that name what this reader may not see, or what is not there."""
    missing = {one(kind, pk) for kind in ASKED_BY if (ids := _ids(context, kind)) for pk in ids - _seen(context, kind)}
    return tags & missing


def _seen(context: Context, kind: str) -> set[int]:
    seen = {pk for relation in ASKED_BY[kind] for pk in context.loaders.found(relation)}
    if kind == PAGE:
        seen.update(card.pk for cards in context.loaders.brought(versions_by_key) for card in cards)
    return seen


def _ids(context: Context, kind: str) -> set[int]:
    found = {pk for relation in ASKED_BY[kind] for pk in context.loaders.asked(relation)}
    if kind == PAGE:
        found.update(card.pk for cards in context.loaders.brought(versions_by_key) for card in cards)
    return found


def is_from_folder(context: Context, ingredients: frozenset[str], arrangement: Arrangement) -> bool:
    """Whether it was looked, by its id, at something in a folder, whose lock does not keep answers apart."""
    return bool(arrangement.folders) and any(
        _is_in_folder(context, relation, rows, arrangement.folders)
        for part, relation, rows in (
            (DOCUMENT, document_by_id, LibraryDocument.objects.all),
            (IMAGE, image_by_id, Image.objects.all),
        )
        if part in ingredients
    )


def _is_in_folder(
    context: Context, relation: Relation, rows: Callable[[], Iterable[object]], folders: frozenset[int]
) -> bool:
    seen = {thing.pk: thing for thing in context.loaders.brought(relation) if thing is not None}
    if any(thing.collection_id in folders for thing in seen.values()):
        return True
    hidden = [pk for pk in context.loaders.asked(relation) if pk not in seen]
    return bool(hidden) and rows().filter(pk__in=hidden, collection__in=folders).exists()  # type: ignore[attr-defined]
