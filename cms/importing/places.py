"""The page below which a folder comes in, and what has to be there before it."""

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

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
    if found is not None or not slugify(_last_part(address)):
        raise NoPlaceError(_("%(address)s is not a theme or a topic.") % {"address": address})
    if not _is_below_home(address):
        _page_above(address)
    return None


@transaction.atomic
def make_root(under: str, language: str, *, title: str) -> ContentPage:
    """Make the page that `root_at` did not find, unpublished: a theme below the home page, else a topic."""
    address = _address(under, language)
    parent = _home_in(language) if _is_below_home(address) else _page_above(address)
    page_type = ThemePage if isinstance(parent, HomePage) else TopicPage
    page: ContentPage = page_type(title=title, slug=slugify(_last_part(address)), live=False, locale=parent.locale)
    parent.add_child(instance=page)
    return page


def _address(under: str, language: str) -> str:
    prefixed, below = split_address(under)
    if prefixed not in (language, settings.LANGUAGE_CODE):
        told = _("%(address)s is not an address of %(language)s.")
        raise NoPlaceError(told % {"address": under, "language": language})
    return f"/{below}/" if language == settings.LANGUAGE_CODE else f"/{language}/{below}/"


def _last_part(address: str) -> str:
    return split_address(address)[1].rsplit("/", 1)[-1]


def _is_below_home(address: str) -> bool:
    return "/" not in split_address(address)[1]


def _page_above(address: str) -> ContentPage:
    above = address.rstrip("/").rsplit("/", 1)[0] + "/"
    page = page_at(above)
    found = page.specific if page else None
    if not isinstance(found, ThemePage | TopicPage):
        raise NoPlaceError(_("There is no theme or topic at %(address)s to make a page below.") % {"address": above})
    return found


def _home_in(language: str) -> HomePage:
    """The home page of a language. A site without any pages gets one, so that a city can begin with its old wiki."""
    source = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first() or _first_home()
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    home: HomePage | None = source.get_translation_or_none(locale)
    if home is None:
        home = source.copy_for_translation(locale)
        home.save_revision().publish()
        home.refresh_from_db()
    return home


def _first_home() -> HomePage:
    locale, _is_new = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home
