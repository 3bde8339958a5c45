"""The addresses that a file had on the site it comes from, by the habits of Docusaurus and of plain wikis."""

import datetime
import re
from pathlib import PurePosixPath

INDEX_NAMES = ("index", "readme")
NUMBERED = re.compile(r"^\d+\s*[-_.]+\s*(?=[^\d\-_.\s])")
DATED = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/]?(?P<name>[^/]*)$")


def without_number(name: str) -> str:
    """A file's or folder's name without the number that only orders it: "02-leave" is "leave"; "1-1" stays."""
    return NUMBERED.sub("", name)


def date_in(path: str) -> datetime.date | None:
    """The date that a blog's path tells, as in "blog/2026/03/06-title" or "2026-03-06-title"."""
    match = DATED.search(path)
    if match is None:
        return None
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def own_routes(path: str, slug: str) -> list[str]:
    """Where a page stood: its main route first, then others by which it was known.

    `path` is the file's without extension (a folder's for an index), relative to the imported folder. A `slug` from the
    front matter is a whole address when it begins with a slash, else the last part.
    """
    folder = str(PurePosixPath(path).parent)
    prefix = "" if folder == "." else _clean(folder) + "/"
    dated = _dated_route(path, slug)
    routes = [dated] if dated else []
    if slug.startswith("/"):
        top = path.split("/")[0] if "/" in path else ""
        routes += [f"{top}/{slug.strip('/')}".strip("/"), slug.strip("/")]
    elif slug:
        routes.append(prefix + slug.strip("/"))
    routes += [path] if date_in(path) else [_clean(path), path]
    return list(dict.fromkeys(route for route in routes if route))


def _dated_route(path: str, slug: str) -> str:
    match = DATED.search(path)
    if match is None or not date_in(path):
        return ""
    if slug.startswith("/"):
        return path[: match.start()] + slug.strip("/")
    if slug:
        return path[: match.start()] + slug
    return "{}{}/{:0>2}/{:0>2}/{}".format(path[: match.start()], *match.groups()).rstrip("/")


def _clean(path: str) -> str:
    return "/".join(without_number(part) for part in path.split("/"))
