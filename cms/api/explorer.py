"""The explorer: a page to try operations in, for developers. It comes from here alone, and works without a network."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie

# Each an operation, which begins with a comment that says what it is about, and a file of variables of the same name.
EXAMPLES = Path(__file__).parent / "examples"


@ensure_csrf_cookie
def explorer(request: HttpRequest) -> HttpResponse:
    """The page itself, with the rights of whoever looks: what it asks, it asks through the door."""
    return render(request, "api/explorer.html", {"examples": examples()})


@cache
def examples() -> list[dict[str, str]]:
    """The operations to begin with, by what they are about: `title`, `query` and `variables` as JSON in a text."""
    return sorted((_example(path) for path in EXAMPLES.glob("*.graphql")), key=lambda example: example["title"])


def _example(path: Path) -> dict[str, str]:
    title, query = path.read_text(encoding="utf-8").split("\n", 1)
    variables = path.with_suffix(".json").read_text(encoding="utf-8")
    return {"title": title.removeprefix("# "), "query": query, "variables": variables}
