"""The front-ends in which editors see a draft: this site's own, and those elsewhere that are configured."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.text import slugify

from cms.pages.addresses import path_of

# This site's own.
OWN = ""
PLACES = {"token", "path", "language", "prefix"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """Where a draft is shown. `key` is its name in addresses, empty for this site's own, and `name` what editors read;
    `template` is its address, with places for what is asked. Where `opens_by_token` whoever has the token may look;
    elsewhere that is the editor alone, signed in."""

    key: str
    name: str
    template: str
    opens_by_token: bool = False

    @property
    def origin(self) -> str:
        """Where it is, as browsers tell sites apart; empty for what is on this site."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def address_of(self, page: Any, *, token: str) -> str:
        """Where it shows a page with a token."""
        language = page.locale.language_code
        prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
        path = quote(path_of(page) if page.url_path else f"{prefix}/")
        return self.template.format(token=token, path=path, language=language, prefix=prefix)


def front_ends() -> list[FrontEnd]:
    """All that can show a draft, this site's own first. What is not configured rightly is left out: `check` tells."""
    own = (front_end for front_end in _own() if not list(_faults_of_places(front_end)))
    return [*own, *(front_end for front_end in _configured() if not list(_faults(front_end)))]


def front_end_of(key: str) -> FrontEnd | None:
    """The one of this name; None where it is configured no longer."""
    return next((front_end for front_end in front_ends() if front_end.key == key), None)


def framed_origins() -> list[str]:
    """What the editor's panel shows beside this site itself."""
    return list(dict.fromkeys(front_end.origin for front_end in front_ends() if front_end.origin))


def _own() -> Iterator[FrontEnd]:
    if settings.FRONTEND_PREVIEW_URL:
        yield FrontEnd(OWN, "", settings.FRONTEND_PREVIEW_URL)


def _configured() -> Iterator[FrontEnd]:
    by_token = {slugify(name) for name in settings.PREVIEW_BY_TOKEN_ALONE}
    for entry in settings.PREVIEW_FRONT_ENDS:
        name, _equals, template = (part.strip() for part in entry.partition("="))
        yield FrontEnd(slugify(name), name, template, opens_by_token=slugify(name) in by_token)


def _faults(front_end: FrontEnd) -> Iterator[str]:
    """What is wrong with how a front-end is configured, for administrators."""
    if not front_end.key or len(front_end.key) > 50:
        yield "it needs a name of at most 50 letters and digits, before the first `=`"
    yield from _faults_of_places(front_end)
    try:
        parts = urlsplit(front_end.template)
        host = parts.hostname or ""
    except ValueError:
        yield "its address is none"
        return
    if parts.scheme not in ("http", "https") or not host or "{" in parts.netloc or " " in parts.netloc:
        yield "its address must be a whole one, such as https://www.example.org/preview?token={token}"
    elif parts.scheme == "http" and host not in LOOPBACK:
        yield "its address must begin with https, because the token would travel for everybody to read"


def _faults_of_places(front_end: FrontEnd) -> Iterator[str]:
    try:
        places = {place for _text, place, _format, _how in Formatter().parse(front_end.template) if place is not None}
    except ValueError:
        yield "its address cannot be read"
        return
    if "token" not in places:
        yield "its address has no place for `{token}`"
    if places - PLACES:
        yield f"its address has places that nothing fills: {', '.join(sorted(places - PLACES))}"


@register()
def check_front_ends(**_options: Any) -> list[CheckMessage]:
    """Say at start what is wrong, and not to an editor who waits for a preview."""
    configured = list(_configured())
    keys = [front_end.key for front_end in configured]
    found: list[CheckMessage] = [
        Error(f"PREVIEW_FRONT_ENDS, {front_end.name or 'without a name'}: {fault}.", id="pages.E001")
        for front_end in configured
        for fault in _faults(front_end)
    ]
    twice = sorted({key for key in keys if key and keys.count(key) > 1})
    found += [Error(f"PREVIEW_FRONT_ENDS has {key} more than once.", id="pages.E002") for key in twice]
    unknown = [name for name in settings.PREVIEW_BY_TOKEN_ALONE if slugify(name) not in keys]
    found += [
        Error(f"PREVIEW_BY_TOKEN_ALONE has {name}, which PREVIEW_FRONT_ENDS has not.", id="pages.E003")
        for name in unknown
    ]
    found += [
        Error(f"FRONTEND_PREVIEW_URL: {fault}.", id="pages.E004")
        for front_end in _own()
        for fault in _faults_of_places(front_end)
    ]
    return found
