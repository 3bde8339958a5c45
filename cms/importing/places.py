"""The page below which a folder comes in, and what has to be there before it."""

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.pages.addresses import page_at, split_address
from cms.pages.models import ContentPage, HomePage, ThemePage, TopicPage


class NoPlaceError(Exception):
    """There is nothing to import below; says why, for people."""


def root_at(under: str, language: str) -> ContentPage | None:
    """The page at an address ("/kennisbank/", with or without the language's prefix); None when it can be made.

    Raises NoPlaceError where there is none and none can be made, or a page that takes no topics.
    """
    address = _address(under, language)
    page = page_at(address)
    found = page.specific if page else None
    if isinstance(found, ThemePage | TopicPage):
        return found
    if found is not None:
        raise NoPlaceError(_("%(address)s is not a theme or a topic.") % {"address": address})
    _parent_for(under, language)
    return None


def make_root(under: str, language: str, *, title: str) -> ContentPage:
    """Make the page that `root_at` did not find, unpublished: a theme below the home page, else a topic."""
    parent = _parent_for(under, language)
    page_type = ThemePage if isinstance(parent, HomePage) else TopicPage
    slug = slugify(under.strip("/").rsplit("/", 1)[-1])
    page: ContentPage = page_type(title=title, slug=slug, live=False, locale=parent.locale)
    parent.add_child(instance=page)
    return page


def _address(under: str, language: str) -> str:
    prefixed, below = split_address(under)
    if prefixed not in (language, settings.LANGUAGE_CODE):
        raise NoPlaceError(
            _("%(address)s is not an address of %(language)s.") % {"address": under, "language": language}
        )
    return f"/{below}/" if language == settings.LANGUAGE_CODE else f"/{language}/{below}/"


def _parent_for(under: str, language: str) -> Page:
    address = _address(under, language)
    above = address.rstrip("/").rsplit("/", 1)[0] + "/"
    if not Locale.objects.filter(language_code=language).exists() or not slugify(
        address.rstrip("/").rsplit("/", 1)[-1]
    ):
        raise NoPlaceError(_("There is no %(address)s to import below.") % {"address": address})
    parent = page_at(above)
    found = parent.specific if parent else None
    if not isinstance(found, HomePage | ThemePage | TopicPage):
        raise NoPlaceError(_("There is no page at %(address)s to make one below.") % {"address": above})
    return found
