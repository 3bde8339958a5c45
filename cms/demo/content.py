"""The demo city as its files tell it: read into plain objects, nothing made yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CITY = Path(__file__).parent / "city"
KINDS = ("home", "theme", "topic", "article", "news", "event", "unit", "form")

# The one written in C is ten times as fast, but not everywhere.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page of the source language, and where it belongs. `key` is its slug, and its name in links and translations.

    `age` is how many days ago it was published, `review_in` in how many days it must be reviewed, both counted from
    the day of loading, so that a demo never looks old. `details` is what only its kind has: see `cms.demo.details`.
    """

    key: str
    kind: str
    parent: str | None
    title: str
    summary: str
    owner: str
    image: str | None = None
    tags: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    age: int = 30
    review_in: int = 180
    in_menus: bool = False
    audiences: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What a page says in another language: block by block, and field by field, the same as its source."""

    slug: str
    title: str
    summary: str
    body: list[Block] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonText:
    """Somebody of the city. Only who has a `role` can sign in; `portrait` is how the drawn one looks."""

    email: str
    first_name: str
    last_name: str
    job_title: str
    unit: str | None
    phone: str
    location: str
    portrait: dict[str, str]
    role: str = ""
    skills: list[str] = field(default_factory=list)
    affiliation: str = "staff"
    has_desk: bool = True
    language: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureText:
    """A drawing, what it shows for who cannot see it, and the theme whose pictures it is among (None: everybody's).

    `focus` is what must stay when it is cut low: from which height to which, in percents from above.
    """

    drawing: str
    title: str
    description: str
    theme: str | None = None
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """A document: what is printed in it, as which kind of file ("pdf" or "docx"), and the theme it is among.

    `kind` is a code of the archive's kinds, and `news` what the second version brought: the first lacks the last page.
    """

    title: str
    theme: str
    pages: list[list[Block]]
    kind: str
    dated_on: date
    news: str = ""
    format: str = "pdf"
    tags: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)


def pages() -> list[PageText]:
    """All pages of the source language, a parent before its children."""
    files = sorted((CITY / "nl").glob("*.yaml"))
    found = [page for path in files for node in _read_all(path) for page in _pages_of(node, None, "")]
    return sorted(found, key=lambda page: KINDS.index(page.kind) if page.kind in ("home", "theme", "topic") else 3)


def _pages_of(node: dict[str, Any], parent: str | None, owner: str) -> Iterator[PageText]:
    told = dict(node)
    kind = next(name for name in KINDS if name in told)
    key = told.pop(kind)
    children = told.pop("pages", [])
    told = {"owner": owner, "parent": told.pop("under", parent), **told}
    yield PageText(key=key, kind=kind, **told)
    for child in children:
        yield from _pages_of(child, key, told["owner"])


def translations(language: str) -> dict[str, Translated]:
    """What is translated into a language (a code such as "en"), by key of the page, in the files' order."""
    return {
        key: Translated(**told)
        for path in sorted((CITY / language).glob("*.yaml"))
        for key, told in _read(path).items()
    }


def people() -> dict[str, PersonText]:
    """Everybody, by the key that pages use for them."""
    return {key: PersonText(**told) for key, told in _read(CITY / "people.yaml").items()}


def pictures() -> dict[str, PictureText]:
    """Every drawing that pages show, by key."""
    return {key: PictureText(**told) for key, told in _read(CITY / "pictures.yaml").items()}


def documents() -> dict[str, DocumentText]:
    """Every document, by key."""
    return {key: DocumentText(**told) for key, told in _read(CITY / "documents.yaml").items()}


def units() -> dict[str, Any]:
    """The tree of units: names, each with the units below it."""
    return _read(CITY / "units.yaml")


def tags() -> dict[str, dict[str, str]]:
    """The labels of each tag by language, by slug."""
    return _read(CITY / "tags.yaml")


def audiences() -> dict[str, dict[str, list[str]]]:
    """The audiences that the city adds to the standard ones: whom each includes, by name."""
    return _read(CITY / "audiences.yaml")


def redirects() -> dict[str, str]:
    """Old addresses, each with the key of the page that is there now."""
    return _read(CITY / "redirects.yaml")


def _read(path: Path) -> dict[str, Any]:
    return _read_all(path)[0]


@cache
def _read_all(path: Path) -> list[dict[str, Any]]:
    return list(yaml.load_all(path.read_text(encoding="utf-8"), LOADER))
