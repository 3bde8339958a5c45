"""Tags and filters that every screen's templates use."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from graphql_relay import from_global_id

from web.context_processors import TONES
from web.mosaics import mosaic

register = template.Library()

# What the API's enums are called.
PARTS = {"AGENDA": _("Agenda"), "MINUTES": _("Minutes"), "ANNEX": _("Annex")}
KINDS = {
    "DEPARTMENT": _("Department"),
    "PROJECT": _("Project"),
    "INTEREST": _("Interest"),
    "PARTNER": _("With partners"),
}


@register.filter
def moment(value: str | None) -> datetime | None:
    """An API date and time as Python's, for Django's `date` filter."""
    return parse_datetime(value) if value else None


@register.filter
def in_tens(percentage: int) -> int:
    """A percentage as the style sheet knows them: a style within a page would need a weaker policy for all styles."""
    return round(percentage / 10) * 10


@register.filter
def is_one_day(event: Mapping[str, Any]) -> bool:
    """Whether an event that has an end is over on the day it begins, by the clock of the organisation."""
    begin, end = parse_datetime(event["startsAt"]), parse_datetime(event["endsAt"] or "")
    return bool(begin and end) and localdate(begin) == localdate(end)


@register.filter
def in_language(code: str | None) -> SafeString:
    """A `lang` attribute with a space before it, or nothing where the language is that of the interface."""
    if not code or code == get_language():
        return SafeString("")
    return format_html(' lang="{}"', code)


@register.filter
def address(card: Mapping[str, Any]) -> str:
    """Where a page is read without leaving the language of the interface, which may offer it untranslated."""
    if card["language"] != settings.LANGUAGE_CODE or get_language() == settings.LANGUAGE_CODE:
        return str(card["path"])
    return f"/{get_language()}{card['path']}"


@register.filter
def language_name(code: str) -> str:
    """A language's name in the language of the interface, as it stands within a sentence."""
    name = str(get_language_info(code)["name_translated"])
    # Django writes these names with a capital, which French gives only to the first word of a sentence.
    return name.lower() if get_language() == "fr" else name


@register.filter
def tone(theme_id: str, tones: Mapping[str, int]) -> int:
    """The number of a theme's colour: its place among the themes, so that neighbours differ."""
    return tones.get(theme_id) or crc32(theme_id.encode()) % TONES + 1


@register.filter
def number_in_id(global_id: str) -> int:
    """The number inside a Relay id, for addresses that people type or print: /mensen/12/."""
    return int(from_global_id(global_id).id)


@register.filter
def part_label(part: str) -> str:
    """What a paper of a meeting is, in words; a part that this front-end does not know yet has none."""
    return str(PARTS.get(part, ""))


@register.filter
def kind_label(kind: str) -> str:
    """What a work group is there for, in words."""
    return str(KINDS.get(kind, ""))


@register.filter
def host(url: str) -> str:
    """The name of the website that a URL leads to."""
    return urlsplit(url).hostname or url


@register.inclusion_tag("web/mosaic.html")
def paving(seed: str, columns: int, rows: int) -> dict[str, Any]:
    """A decorative pattern of columns × rows tiles."""
    return {"tiles": mosaic(seed, columns, rows), "columns": columns, "rows": rows}


@register.simple_tag(takes_context=True)
def render_block(context: Context, block: Mapping[str, Any]) -> SafeString:
    """One block of a body. A type that this front-end does not know yet shows nothing."""
    assert context.template, "tags render within a template"
    try:
        block_template = context.template.engine.get_template(f"web/blocks/{block['kind']}.html")
    except template.TemplateDoesNotExist:
        return SafeString("")
    with context.push(block=block):
        return block_template.render(context)
