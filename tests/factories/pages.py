"""Pages of every type, in the tree they belong in."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from cms.pages.models import (
    ArticlePage,
    ContentPage,
    EventPage,
    HomePage,
    NewsPage,
    ThemePage,
    TopicPage,
    UnitContact,
    UnitPage,
)
from cms.people.models import User
from tests.factories.access import restrict_page

PageT = TypeVar("PageT", bound=ContentPage)

_numbers = count(1)

NEW_YEAR = datetime(2027, 1, 4, 14, 30, tzinfo=UTC)


def locale(language: str) -> Locale:
    """The locale of a language, made if it is new."""
    return Locale.objects.get_or_create(language_code=language)[0]


def create_page(model: type[PageT], parent: Page, title: str = "", *, publish: bool = False, **fields: Any) -> PageT:
    """A live page (`live=False` for a draft). With `publish` it goes through a revision, as an editor's page does."""
    title = title or f"{model.__name__} {next(_numbers)}"
    fields = {"slug": slugify(title), "locale": parent.locale if parent.depth > 1 else locale("nl"), **fields}
    page = Page.objects.get(pk=parent.pk).add_child(instance=model(title=title, **fields))
    parent.numchild += 1
    if publish:
        page.save_revision().publish()
        page.refresh_from_db()
    return page


def create_home(title: str = "Plein", *, audiences: Any = ("everyone",), **fields: Any) -> HomePage:
    """The home page, which is the site's root page from now on."""
    # A test that commits leaves an empty database behind, without even the tree's root.
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale("nl")))
    home = create_page(HomePage, root, title, **fields)
    restrict_page(home, *audiences)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    Site.clear_site_root_paths_cache()
    return home


def create_theme(
    parent: Page | None = None, title: str = "", *, audiences: Any = ("staff",), **fields: Any
) -> ThemePage:
    """A theme, by default for staff, below a home page that is made if none is given."""
    theme = create_page(ThemePage, parent or create_home(), title, **fields)
    if audiences:
        restrict_page(theme, *audiences)
    return theme


def create_topic(parent: Page, title: str = "", **fields: Any) -> TopicPage:
    """A topic, which inherits who may see it."""
    return create_page(TopicPage, parent, title, **fields)


def create_article(parent: Page, title: str = "", **fields: Any) -> ArticlePage:
    """An article, which inherits who may see it."""
    return create_page(ArticlePage, parent, title, **fields)


def create_news(parent: Page, title: str = "", **fields: Any) -> NewsPage:
    """A news item, which inherits who may see it."""
    return create_page(NewsPage, parent, title, **fields)


def create_event(parent: Page, title: str = "", *, starts_at: datetime = NEW_YEAR, **fields: Any) -> EventPage:
    """An event, by default with a start alone, which inherits who may see it."""
    return create_page(EventPage, parent, title, starts_at=starts_at, **fields)


def create_unit_page(parent: Page, title: str = "", *, contacts: Iterable[User] = (), **fields: Any) -> UnitPage:
    """A unit's page with these people to ask, which inherits who may see it."""
    people = [UnitContact(person=user.profile, sort_order=order) for order, user in enumerate(contacts)]
    return create_page(UnitPage, parent, title, contacts=people, **fields)


def translate(page: PageT, language: str = "en", *, live: bool = True, as_alias: bool = False) -> PageT:
    """The same page in another language, with whatever lies above it translated too."""
    translation = page.copy_for_translation(locale(language), copy_parents=True, alias=as_alias)
    if live and not as_alias:
        translation.live = True
        translation.save()
    return translation


def alias(page: PageT, parent: Page, *, slug: str = "") -> PageT:
    """An alias of a page in another place."""
    return page.create_alias(parent=Page.objects.get(pk=parent.pk), update_slug=slug or f"alias-{next(_numbers)}")
