"""Which pages show a thing: its name, its picture, or where it is. Asked when that changes, because of what is shown of
other things a page's row has nothing but their ids.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from wagtail.models import Page

from cms.access.tree import batches_of
from cms.pages.models import PageTag
from cms.reading.html import References
from cms.reading.models import PageBody, PageCard

BATCH = 300


def shown_by(card: PageCard, in_body: Mapping[str, Sequence[int]]) -> References:
    """The ids, by kind, of all that a page shows: what its body refers to, and what its card does."""
    details = card.details
    of_card = {
        "page": card.related_ids,
        "image": [card.image_id],
        "person": [card.owner_id, *details.get("contact_ids", ())],
        "unit": [details.get("unit_id")],
    }
    found = {kind: [*in_body.get(kind, ()), *of_card.get(kind, ())] for kind in (*in_body, *of_card)}
    return {kind: sorted({pk for pk in ids if pk is not None}) for kind, ids in found.items() if any(ids)}


def pages_showing(kind: str, ids: Iterable[int]) -> set[int]:
    """The pages that show one of these things: of kind page, document, image, person, unit or tag.

    A page is shown by its translations, and by those that refer to it in any language, because links lead to the one
    of the reader's. Not counted are lists that a page is in: menus, what lies below another, and what is alike by its
    tags.
    """
    found: set[int] = set()
    for some in batches_of(ids, BATCH):
        if kind == "tag":
            found |= set(PageTag.objects.filter(tag__in=some).values_list("content_object_id", flat=True))
        else:
            wanted = _versions_of(some) if kind == "page" else some
            found |= {*wanted} - {*some} if kind == "page" else set()
            found |= set(PageBody.objects.filter(Names(kind, wanted)).values_list("pk", flat=True))
    return found


def pages_below(page_ids: Iterable[int]) -> set[int]:
    """The pages below these, which show their titles on the way to themselves."""
    found: set[int] = set()
    for path in Page.objects.filter(pk__in=list(page_ids)).values_list("path", flat=True):
        below = PageCard.objects.filter(page__path__startswith=path).exclude(page__path=path)
        found |= set(below.values_list("pk", flat=True))
    return found


def _versions_of(page_ids: Collection[int]) -> list[int]:
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    versions = Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)
    return sorted({*page_ids, *versions})


class Names(models.Func):
    """Whether the references of a body have one of these ids of a kind. PostgreSQL has an index for it."""

    output_field = models.BooleanField()

    def __init__(self, kind: str, ids: Iterable[int]) -> None:
        super().__init__(models.F("references"))
        self.kind = kind
        self.ids = list(ids)

    def as_sql(self, compiler: Any, connection: Any, *arguments: Any, **context: Any) -> Any:
        """One comparison an id: of an array of them PostgreSQL would not ask its index."""
        column, _none = compiler.compile(self.source_expressions[0])
        each = [json.dumps({self.kind: [pk]}) for pk in self.ids]
        return "(" + " OR ".join([f"{column} @> %s::jsonb"] * len(each)) + ")", each

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """It can take a list apart, and has no index of what is in it."""
        column, _none = compiler.compile(self.source_expressions[0])
        places = ", ".join(["%s"] * len(self.ids))
        named = f"json_each({column}, %s) AS named WHERE named.value IN ({places})"
        return f"EXISTS (SELECT 1 FROM {named})", [f"$.{self.kind}", *self.ids]  # noqa: S608 - holds no value
