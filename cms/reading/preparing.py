"""From a Wagtail page to its card and body: what a read needs, in the shape the API serves it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from cms.pages.addresses import path_of
from cms.pages.models import ContentPage, HomePage, ThemePage
from cms.people.models import Profile
from cms.reading.blocks import prepare_blocks, references_of
from cms.reading.details import details_of
from cms.reading.models import PageBody, PageCard, PageType

TYPES: Mapping[str, PageType] = {
    "homepage": PageType.HOME,
    "themepage": PageType.THEME,
    "topicpage": PageType.TOPIC,
    "newspage": PageType.NEWS,
    "articlepage": PageType.ARTICLE,
    "eventpage": PageType.EVENT,
    "unitpage": PageType.UNIT,
    "formpage": PageType.FORM,
}


def digest_of(path: str) -> str:
    """The MD5 of an address, in hex: addresses outgrow what databases index, and this need not withstand anybody."""
    return hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cards need of the pages above and of the people around, read once for many pages."""

    page_ids_by_tree_path: Mapping[str, int]
    theme_ids: frozenset[int]
    profile_ids: Mapping[int, int]

    @classmethod
    def of(cls, pages: Iterable[ContentPage]) -> "Surroundings":
        """Read the surroundings of these pages in three queries."""
        listed = list(pages)
        paths = {path for page in listed for path in tree_paths_above(page)}
        rows = dict(Page.objects.filter(path__in=paths, depth__gt=1).values_list("path", "pk"))
        themes = ThemePage.objects.filter(pk__in=[*rows.values(), *(page.pk for page in listed if page.pk)])
        owners = {page.owner_id for page in listed if page.owner_id}
        profiles = dict(Profile.objects.filter(user__in=owners).values_list("user_id", "pk"))
        return cls(rows, frozenset(themes.values_list("pk", flat=True)), profiles)


def tree_paths_above(page: Page) -> list[str]:
    """The tree paths from the home page down to a page's parent."""
    step = page.steplen
    return [page.path[:end] for end in range(2 * step, len(page.path), step)]


def card_of(page: ContentPage, around: Surroundings) -> PageCard:
    """The card of one page as it is in memory, not saved: what the published page, or a preview's draft, says."""
    ids = around.page_ids_by_tree_path
    ancestors = [ids[path] for path in tree_paths_above(page) if path in ids]
    chain = [*ancestors, page.pk]
    path = path_of(page)
    return PageCard(
        page_id=page.pk,
        type=TYPES[page._meta.model_name or ""],
        title=page.title,
        slug=page.slug,
        path=path,
        path_digest=digest_of(path),
        language=page.locale.language_code,
        translation_key=page.translation_key,
        parent_id=None if isinstance(page, HomePage) or not ancestors else ancestors[-1],
        ancestor_ids=ancestors,
        theme_id=next((pk for pk in reversed(chain) if pk in around.theme_ids), None),
        related_ids=[link.target_id for link in page.related_links.all()],
        owner_id=around.profile_ids.get(page.owner_id or 0),
        is_in_menus=page.show_in_menus,
        starts_at=getattr(page, "starts_at", None),
        ends_at=getattr(page, "ends_at", None),
        details=details_of(page),
        **{name: getattr(page, name) for name in COPIED},
    )


COPIED = ("image_id", "summary", "source_path", "first_published_at", "last_published_at", "review_on")


def body_of(page: ContentPage) -> PageBody:
    """The prepared body of one page as it is in memory, not saved."""
    raw: list[dict[str, Any]] = list(page.body.raw_data) if page.body else []
    blocks = prepare_blocks(raw, page.locale.language_code)
    return PageBody(card_id=page.pk, blocks=blocks, references=references_of(blocks))
