"""What pages offer the search index."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.pages.addresses import path_of
from cms.pages.models import (
    ArticlePage,
    ContentPage,
    EventPage,
    FormPage,
    NewsPage,
    PageTag,
    ThemePage,
    TopicPage,
    UnitPage,
)
from cms.pages.texts import headings_of, text_of
from search.drafts import Draft
from search.kinds import Kind
from search.registry import searchable

# The home page is not among them: everybody is there already.
KINDS: dict[type[Page], Kind] = {
    ThemePage: Kind("THEME", _("Theme"), _("Themes"), "One of the main subjects of the site."),
    TopicPage: Kind("TOPIC", _("Topic"), _("Topics"), "Gathers articles about one subject within a theme."),
    NewsPage: Kind(
        "NEWS", pgettext_lazy("one item", "News"), _("News"), "A message that is new today and old next month."
    ),
    ArticlePage: Kind(
        "ARTICLE", _("Article"), _("Articles"), "Knowledge: how something works, what the rule is, what to do."
    ),
    UnitPage: Kind("UNIT", _("Department"), _("Departments"), "A service, department or team."),
    EventPage: Kind("EVENT", _("Event"), _("Events"), "Something with a time and a place."),
    FormPage: Kind("FORM", _("Form"), _("Forms"), "Something to fill in."),
}
# Who types a theme's name wants to go there first; who asks more than that wants the page that answers it.
WEIGHTS = {"THEME": 1.2}
THEME_DEPTH = 3


def pages_below(ids: Collection[int]) -> Iterator[int]:
    """The ids of all pages below these, themselves included."""
    for path in Page.objects.filter(pk__in=ids).values_list("path", flat=True):
        yield from Page.objects.filter(path__startswith=path).values_list("pk", flat=True)


def all_pages() -> Iterable[int]:
    """The id of every page that could be findable."""
    return Page.objects.filter(depth__gte=THEME_DEPTH, live=True).values_list("pk", flat=True).iterator()


@searchable("page", descendants=pages_below, all_ids=all_pages)
def page_entries(ids: Collection[int]) -> Iterator[Draft]:
    """Live pages as they are published. An alias says nothing that its source does not, so it is not entered."""
    pages = Page.objects.filter(pk__in=ids, live=True, alias_of=None).specific().prefetch_related("locale")
    around = _surroundings([page for page in pages if type(page) in KINDS])
    for page in around.pages:
        yield _draft(page, around)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the entries of some pages need besides the pages, in three queries."""

    pages: list[ContentPage]
    rows: Mapping[int, Visibility]
    themes: Mapping[str, tuple[int, str]]
    tags: Mapping[int, list[tuple[str, str]]] = field(default_factory=dict)


def _surroundings(pages: list[ContentPage]) -> _Surroundings:
    ids = [page.pk for page in pages]
    rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id__in=ids)
    themes = ThemePage.objects.filter(path__in={_theme_path(page) for page in pages})
    languages = {page.pk: page.locale.language_code for page in pages}
    tags: dict[int, list[tuple[str, str]]] = {}
    for tagged in PageTag.objects.filter(content_object__in=ids).select_related("tag").prefetch_related("tag__labels"):
        label = tagged.tag.label_in(languages[tagged.content_object_id])
        tags.setdefault(tagged.content_object_id, []).append((tagged.tag.slug, label))
    return _Surroundings(
        pages=pages,
        rows={row.object_id: row for row in rows},
        themes={theme.path: (theme.pk, theme.title) for theme in themes.only("path", "title")},
        tags=tags,
    )


def _theme_path(page: Page) -> str:
    return page.path[: THEME_DEPTH * Page.steplen]


def _draft(page: ContentPage, around: _Surroundings) -> Draft:
    row = around.rows.get(page.pk)
    theme_id, theme_label = around.themes.get(_theme_path(page), (None, ""))
    blocks = list(page.body.raw_data)
    kind = KINDS[type(page)].name
    return Draft(
        subject_id=page.pk,
        kind=kind,
        title=page.title,
        lock=row.lock_id if row else None,
        language=page.locale.language_code,
        headings=headings_of(blocks),
        summary=page.summary,
        text="\n".join(filter(None, [*page.facts(), text_of(blocks)])),
        url=path_of(page),
        is_published=row.is_published if row else False,
        until=row.until if row else None,
        published_at=page.last_published_at or page.first_published_at,
        theme_id=theme_id,
        theme_label=theme_label,
        tags=tuple(around.tags.get(page.pk, ())),
        weight=WEIGHTS.get(kind, 1.0),
        unit=_unit_of(page),
    )


def _unit_of(page: ContentPage) -> tuple[int, str] | None:
    unit = page.unit if isinstance(page, UnitPage) else None
    return (unit.pk, unit.name) if unit else None
