"""The YAML at the head of a Markdown file: what a wiki knows about a page besides its text."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from cms.importing.reports import Remarks

FENCED = re.compile(r"\A\ufeff?---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
DATE_NAMES = ("date", "publishDate", "published_at", "created")


@dataclass(frozen=True)
class Author:
    """Who wrote a page, as the source names them: a key of an authors file, a name, an e-mail address."""

    key: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class FrontMatter:
    """The fields that a page here has a place for."""

    title: str = ""
    summary: str = ""
    slug: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    date: datetime.datetime | datetime.date | None = None
    position: float | None = None
    is_draft: bool = False


def split(text: str, remarks: Remarks) -> tuple[FrontMatter, str]:
    """Take the front matter off a text; its lines become empty ones, so that line numbers stay those of the file."""
    match = FENCED.match(text)
    if match is None:
        return FrontMatter(), text
    rest = "\n" * match.group().count("\n") + text[match.end() :]
    return _read(match["yaml"], remarks), rest


def _read(source: str, remarks: Remarks) -> FrontMatter:
    try:
        fields = yaml.safe_load(source) or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        remarks.fault(_("front matter is not valid YAML: the text came in without it"), mark.line + 2 if mark else 1)
        return FrontMatter()
    if not isinstance(fields, dict):
        remarks.fault(_("front matter is not a list of fields: the text came in without it"), 1)
        return FrontMatter()
    return FrontMatter(
        title=_line(fields.get("title")),
        summary=_line(fields.get("description") or fields.get("summary")),
        slug=_line(fields.get("slug")),
        image=_line(fields.get("image") or fields.get("heroImage")),
        tags=tuple(dict.fromkeys(_tags(fields.get("tags")))),
        authors=tuple(_authors(fields.get("authors") or fields.get("author"))),
        date=_date(fields, remarks),
        position=_number(fields.get("sidebar_position")),
        is_draft=fields.get("draft") is True or fields.get("published") is False,
    )


def _line(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _tags(value: Any) -> list[str]:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list):
        return []
    names = [_line(item.get("label")) if isinstance(item, dict) else _line(item) for item in value]
    return [name for name in names if name]


def _authors(value: Any) -> list[Author]:
    entries = value if isinstance(value, list) else [value]
    authors = [author_of(entry) for entry in entries]
    return [author for author in authors if author.key or author.name or author.email]


def author_of(entry: Any, key: str = "") -> Author:
    """An author from a string ("jan", "Jan Smit", "jan@town.example") or from fields (name, email, key)."""
    if isinstance(entry, dict):
        socials = entry.get("socials")
        email = entry.get("email") or (socials.get("email") if isinstance(socials, dict) else "")
        return Author(key=_line(entry.get("key")) or key, name=_line(entry.get("name")), email=_line(email))
    text = _line(entry)
    if "@" in text:
        return Author(email=text)
    return Author(name=text) if " " in text else Author(key=text)


def _date(fields: dict[str, Any], remarks: Remarks) -> datetime.datetime | datetime.date | None:
    value = next((fields[name] for name in DATE_NAMES if fields.get(name)), None)
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.datetime.fromisoformat(str(value).strip())
    except ValueError:
        remarks.fault(_("“%(date)s” is not a date: the page got none") % {"date": value}, 1)
        return None
