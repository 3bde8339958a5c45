"""Where the links of a folder's texts lead, now that its files become pages and documents."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from cms.importing.outline import MARKDOWN_ENDINGS, Entry, Outline

WEB_SCHEMES = ("http", "https", "mailto", "tel")
PAGE_ENDINGS = (*MARKDOWN_ENDINGS, ".html", ".htm")
STATIC_FOLDERS = ("", "static/", "public/")


@dataclass(frozen=True)
class ToPage:
    """A link to a page of this import, and the place on it."""

    entry: Entry = field(repr=False)
    anchor: str = ""


@dataclass(frozen=True)
class ToFile:
    """A link to another file of the folder, by its path there."""

    path: str


@dataclass(frozen=True)
class ToWeb:
    """A link that leaves the folder and stays as it is."""

    url: str


@dataclass(frozen=True)
class ToNothing:
    """A link that leads nowhere, or where no link may lead."""

    href: str


Target = ToPage | ToFile | ToWeb | ToNothing


@dataclass(frozen=True)
class OldSite:
    """How the folder stood on the site it leaves, as far as the person who imports it says.

    `address` is the site's own ("https://wiki.town.example"), so that full links to itself are known as such. `mounts`
    tells which folder stood at which path, {"docs": "handbook"} for docs/leave.md at /handbook/leave.
    """

    address: str = ""
    mounts: dict[str, str] = field(default_factory=dict)

    def route(self, path: str) -> str:
        """The route, without slashes around it, that something at a path of the folder had on that site."""
        for folder, mount in self.mounts.items():
            inside = folder.strip("/.")
            if not inside or path == inside or path.startswith(inside + "/"):
                return f"{mount.strip('/')}/{path[len(inside) :].strip('/')}".strip("/")
        return path


class Signposts:
    """Answers where a link leads. Made once an import; knows every page's old addresses and every file."""

    def __init__(self, outline: Outline, old_site: OldSite | None = None) -> None:
        self.outline = outline
        self.old_site = old_site or OldSite()
        self._pages: dict[str, Entry] = {}
        self._by_tail: dict[str, set[str]] = defaultdict(set)
        self._files = {file.lower(): file for file in outline.files}
        for entry in outline.entries():
            for name in self._names_of(entry):
                self._pages.setdefault(name.lower(), entry)
        for name in self._pages:
            self._by_tail[name.partition("/")[2]].add(name)

    def _names_of(self, entry: Entry) -> Iterator[str]:
        """Every way a link may spell a page: its file, its path, its routes here and on the old site."""
        yield entry.path
        if entry.file:
            yield entry.file
            yield posixpath.splitext(entry.file)[0]
        for route in entry.routes:
            yield route
            yield self.old_site.route(route)

    def lead(self, href: str, origin: Entry) -> Target:
        """Follow a link as written in the text of `origin`."""
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return ToNothing(href)
        own = urlsplit(self.old_site.address).netloc
        if parts.netloc and parts.netloc == own:
            return self._on_old_site(parts.path, parts.fragment) or ToWeb(href)
        if parts.scheme or parts.netloc:
            return self._out(href, parts.scheme)
        path = unquote(parts.path)
        anchor = unquote(parts.fragment)
        if not path:
            return ToPage(origin, anchor) if anchor else ToNothing(href)
        if path.startswith("/"):
            outside = self.old_site.address.rstrip("/") + href if own else ""
            return self._on_old_site(path, anchor) or (ToWeb(outside) if outside else ToNothing(href))
        return self._beside(path, anchor, origin) or ToNothing(href)

    def _out(self, href: str, scheme: str) -> Target:
        if not scheme:
            return ToWeb("https:" + href)
        return ToWeb(href) if scheme.lower() in WEB_SCHEMES else ToNothing(href)

    def _on_old_site(self, path: str, anchor: str) -> Target | None:
        path = posixpath.normpath(unquote(path)).strip("/")
        path = "" if path == "." else path
        found: Target | None = self._at(path, anchor)
        for static in STATIC_FOLDERS:
            found = found or self._file_at(static + path)
        return found or self._at_tail(path, anchor)

    def _at_tail(self, path: str, anchor: str) -> Target | None:
        """The one page whose route is this but for its first part: a site often shows docs/ under another name."""
        head, _slash, tail = path.lower().partition("/")
        is_known_place = any(name.split("/")[0] == head for name in self._pages)
        names = [] if is_known_place else self._by_tail.get(tail, set()) | ({tail} & self._pages.keys())
        pages = {id(self._pages[name]): self._pages[name] for name in names if tail}
        return ToPage(next(iter(pages.values())), anchor) if len(pages) == 1 else None

    def _beside(self, path: str, anchor: str, origin: Entry) -> Target | None:
        """A relative link: as a file beside this one, else as an address relative to this page's own routes."""
        bases = [posixpath.dirname(origin.file or origin.path + "/")]
        for route in origin.routes:
            bases += [route, posixpath.dirname(route), self.old_site.route(route)]
        for base in dict.fromkeys(bases):
            place = posixpath.normpath(posixpath.join(base, path))
            if not place.startswith(".."):
                place = "" if place == "." else place
                if found := self._at(place, anchor) or self._file_at(place):
                    return found
        return None

    def _at(self, path: str, anchor: str) -> ToPage | None:
        path = path.rstrip("/").lower()
        stem, ending = posixpath.splitext(path)
        names = [path, stem] if ending in PAGE_ENDINGS else [path]
        names += [posixpath.dirname(name) for name in names if posixpath.basename(name) in ("index", "readme")]
        entry = next((self._pages[name] for name in names if name in self._pages), None)
        return ToPage(entry, anchor) if entry else None

    def _file_at(self, path: str) -> ToFile | None:
        file = self._files.get(path.lower())
        return ToFile(file) if file and not file.lower().endswith(MARKDOWN_ENDINGS) else None
