"""Who may see a theme's pictures and documents: those who may see the theme, until somebody chooses otherwise."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from uuid import UUID

from django.db import transaction
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.explaining import own_audiences
from cms.access.models import Audience
from cms.access.models.restriction import RestrictionKind
from cms.pages.models import HomePage, ThemePage


@transaction.atomic
def let_files_follow(*, rights_key: UUID | str, before: AbstractSet[int]) -> None:
    """Let the collections of the themes behind a restriction admit whom the themes admit now. `before` are the ids of
    the audiences that passed it until now; a collection that admits others has been given a choice of its own."""
    for theme, former in _themes_behind(str(rights_key), before):
        chosen = own_audiences(RestrictionKind.COLLECTION, theme.collection_id)
        if theme.collection and {audience.pk for audience in chosen} == former:
            admit_to_files(theme, theme.collection)


def admit_to_files(theme: ThemePage, collection: Collection) -> None:
    """Let a collection admit whom a theme admits: by its own audiences, or by those of the page above it."""
    audiences = _own(theme) or _above(theme)
    if audiences:
        restrict(kind=RestrictionKind.COLLECTION, key=collection.pk, audiences=audiences)


def _themes_behind(rights_key: str, before: AbstractSet[int]) -> Iterator[tuple[ThemePage, AbstractSet[int]]]:
    """Each theme, and the ids of the audiences that it admitted."""
    for theme in ThemePage.objects.filter(rights_key=rights_key).exclude(collection=None).select_related("collection"):
        yield theme, before or {audience.pk for audience in _above(theme)}
    for home in HomePage.objects.filter(rights_key=rights_key):
        for theme in ThemePage.objects.child_of(home).exclude(collection=None).select_related("collection"):
            if not _own(theme):
                yield theme, before


def _own(page: ThemePage | HomePage) -> list[Audience]:
    return own_audiences(RestrictionKind.PAGE, page.rights_key)


def _above(theme: ThemePage) -> list[Audience]:
    home = HomePage.objects.filter(path=theme.path[: -ThemePage.steplen]).first()
    return _own(home) if home else []
