"""The demo's pages in the source language: first all of them as drafts, then their texts, which link to each other."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from cms.access.actions import restrict
from cms.access.models import Audience
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import STANDARD, standard_audiences
from cms.demo import content
from cms.demo.content import PageText
from cms.demo.details import fill_details
from cms.demo.notation import Places, lasting_id, stored_blocks
from cms.pages.models import (
    PAGE_TYPES,
    ArticlePage,
    ContentPage,
    EventPage,
    FormPage,
    HomePage,
    NewsPage,
    RelatedLink,
    ThemePage,
    TopicPage,
    UnitPage,
)  # fmt: skip
from cms.people.models import User
from cms.tags.models import Tag

MODELS: dict[str, type[ContentPage]] = {
    "home": HomePage, "theme": ThemePage, "topic": TopicPage, "article": ArticlePage, "news": NewsPage,
    "event": EventPage, "unit": UnitPage, "form": FormPage,
}  # fmt: skip
HOME = "waterveen"


def is_demo_page_there() -> bool:
    """Whether any page of the demo is there, even in another place or with another text."""
    return Page.objects.filter(translation_key__in=page_keys()).exists()


def page_keys() -> list[str]:
    """The translation keys of the demo's pages: what they are known by in all languages and after any change."""
    return [str(lasting_id("page", told.key)) for told in content.pages()]


def draft_pages(people: Mapping[str, User], audiences: Mapping[str, Audience]) -> dict[str, ContentPage]:
    """Make every page without its text, and say who may see those that differ from the rule; returns them by key.

    A home page that is there already keeps its place and what others have put below it.
    """
    locale, _is_new = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    made: dict[str, ContentPage] = {}
    for told in content.pages():
        page = MODELS[told.kind].objects.filter(translation_key=lasting_id("page", told.key), locale=locale).first()
        made[told.key] = page or _draft(told, made, locale, people)
        if told.audiences:
            _restrict(made[told.key], [_audience(name, audiences) for name in told.audiences])
    return made


def _draft(told: PageText, made: Mapping[str, ContentPage], locale: Locale, people: Mapping[str, User]) -> ContentPage:
    page = MODELS[told.kind](
        title=told.title,
        slug=told.key,
        summary=told.summary,
        locale=locale,
        translation_key=lasting_id("page", told.key),
        owner=people[told.owner],
        show_in_menus=told.in_menus or MODELS[told.kind].show_in_menus_default,
        live=False,
    )
    if isinstance(page, EventPage):
        # an event without a moment cannot be kept, not even as a draft
        fill_details(page, told.details, Places())
    # fetched anew, because a node in memory does not learn of its children
    parent = Page.objects.get(pk=made[told.parent].pk) if told.parent else Page.get_first_root_node()
    added: ContentPage = parent.add_child(instance=page)
    return added


def _audience(name: str, audiences: Mapping[str, Audience]) -> Audience:
    return standard_audiences(name).get(code=name) if name in STANDARD else audiences[name]


def _restrict(page: ContentPage, audiences: Sequence[Audience]) -> None:
    restrict(kind=RestrictionKind.PAGE, key=page.rights_key, audiences=audiences)
    if isinstance(page, ThemePage) and page.collection_id:
        restrict(kind=RestrictionKind.COLLECTION, key=page.collection_id, audiences=audiences)


def publish_pages(pages: Mapping[str, ContentPage], places: Places, *, by: User) -> None:
    """Give every page its text and publish it, as an editor would."""
    for told in content.pages():
        page = pages[told.key]
        page.refresh_from_db()
        page.title, page.summary = told.title, told.summary
        page.image_id = places.id_of("image", told.image) if told.image else None
        page.body = stored_blocks(told.body, key=told.key, places=places)
        page.tags.set(Tag.objects.filter(slug__in=told.tags))
        page.review_on = timezone.localdate() + timedelta(days=told.review_in)
        fill_details(page, told.details, places)
        page.related_links = [RelatedLink(target_id=places.id_of("page", key)) for key in told.related]
        page.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def backdate_pages() -> None:
    """Let pages have been published over the past weeks, because news of one and the same minute looks like none."""
    for told in content.pages():
        moment = timezone.now() - timedelta(days=told.age)
        versions = Page.objects.filter(translation_key=lasting_id("page", told.key))
        versions.update(first_published_at=moment, last_published_at=moment)


def open_site(home: ContentPage) -> None:
    """Let the city's home page be what the site shows."""
    address = urlsplit(settings.PUBLIC_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port, site.root_page = address.hostname or "localhost", port, home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()


def redirect_old_addresses(pages: Mapping[str, ContentPage]) -> None:
    """Send readers of the city's former intranet to where its pages are now."""
    for old_path, key in content.redirects().items():
        path = Redirect.normalise_path(old_path)
        Redirect.objects.update_or_create(old_path=path, site=None, defaults={"redirect_page": pages[key]})


def remove_pages() -> None:
    """Take away the demo's pages in all languages, with all below them; home pages stay, for what others put there."""
    keys = _keys_below_home()
    while page := Page.objects.filter(translation_key__in=keys).order_by("depth", "pk").first():
        page.specific.delete()


def rights_keys() -> list[str]:
    """The rights keys of the demo's pages as they are now; the home page's not, for it stays."""
    keys = _keys_below_home()
    return [
        str(key)
        for model in PAGE_TYPES
        for key in model.objects.filter(translation_key__in=keys).values_list("rights_key", flat=True)
    ]


def _keys_below_home() -> list[str]:
    return [key for key in page_keys() if key != str(lasting_id("page", HOME))]
