"""The language switch: where each language's version of what is on the screen can be found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True)
class LanguageLink:
    """One language to switch to. `is_translated` is False where its address shows the source language instead."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translated: bool = True


def languages_of_address(request: HttpRequest) -> list[LanguageLink]:
    """Links for screens that exist in every language, such as search: the same address under another prefix."""
    addresses = {code: translate_url(request.get_full_path(), code) for code in _codes()}
    return _links(addresses, translated=_codes())


def source_of_address(request: HttpRequest) -> LanguageLink | None:
    """Of these the link to the source language, in which there may be more; None where that is on the screen."""
    links = languages_of_address(request)
    return next((link for link in links if link.code == settings.LANGUAGE_CODE and not link.is_current), None)


def languages_of_page(page: Mapping[str, Any]) -> list[LanguageLink]:
    """Links to the translations of a page; a language without one gets the address that falls back to the source."""
    translated = {page["language"]: page["path"], **{each["language"]: each["path"] for each in page["translations"]}}
    source = translated.get(settings.LANGUAGE_CODE, "/")
    fallbacks = {code: f"/{code}{source}" for code in _codes() if code != settings.LANGUAGE_CODE}
    return _links({settings.LANGUAGE_CODE: "/", **fallbacks, **translated}, translated=translated)


def _codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _links(addresses: Mapping[str, str], *, translated: Iterable[str]) -> list[LanguageLink]:
    known = set(translated)
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"],
            url=addresses[code],
            is_current=code == get_language(),
            is_translated=code in known,
        )
        for code in _codes()
    ]
