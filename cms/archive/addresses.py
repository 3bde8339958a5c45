"""Where documents are downloaded."""

from functools import cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

# What Django leaves as it is in a path.
PLAIN = f"{RFC3986_SUBDELIMS}/~:@"


def address_of(document_id: int, filename: str) -> str:
    """The address at which a document's newest version is served, as Django's `reverse` has it."""
    return f"{_door()}{document_id}/{quote(filename, safe=PLAIN)}"


@cache
def _door() -> str:
    """Found once: to have each address put together took as long as all else of a document in an answer."""
    return reverse("wagtaildocs_serve", args=[0, "-"]).removesuffix("0/-")
