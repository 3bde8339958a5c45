"""Where a page lives: its address on the site, which begins with its language unless that is the source language."""

from django.conf import settings
from wagtail.models import Page


def address_of(url_path: str, language: str) -> str:
    """The address ("/en/knowledge-base/leave/") of a page whose Wagtail url_path and language code these are.

    A url_path begins with the slug of its language's home page, which no address shows.
    """
    below_home = url_path.strip("/").partition("/")[2]
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/{below_home}/" if below_home else f"{prefix}/"


def path_of(page: Page) -> str:
    """The address of one page. Costs a query unless its locale is selected along with it, or Wagtail knows it."""
    return address_of(page.url_path, page.locale.language_code)


def split_address(address: str) -> tuple[str, str]:
    """The language code of an address, and what follows its prefix: "/en/leave/" gives ("en", "leave")."""
    first, _slash, rest = address.strip("/").partition("/")
    if first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES):
        return first, rest
    return settings.LANGUAGE_CODE, address.strip("/")


def page_at(address: str) -> Page | None:
    """The page, of whatever type and published or not, that has an address; None where there is none.

    For tools that name a place in the tree. What readers ask for goes through the read model.
    """
    language, below_home = split_address(address)
    homes = Page.objects.filter(depth=2, locale__language_code=language).values_list("url_path", flat=True)
    url_paths = [f"{home}{below_home}/" if below_home else home for home in homes]
    return Page.objects.filter(url_path__in=url_paths, locale__language_code=language).order_by("path").first()
