"""What the screens that ask whether a page should go say of its other languages."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.access.policy import may_open, open_to
from cms.access.readers import reader_of
from cms.pages.actions.versions import destinations, may_delete, may_move, may_unpublish, versions_of

register = template.Library()


@register.inclusion_tag("pages/versions_to_choose.html", takes_context=True)
def versions_to_choose(
    context: template.Context, page: Page, deed: str, destination: Page | None = None
) -> dict[str, Any]:
    """The versions of a page that open for this person, each to tick where the person may do the same ("delete",
    "unpublish" or "move") to it."""
    request = context["request"]
    reader = reader_of(request)
    versions = [version for version in versions_of(page) if may_open(reader, version)]
    if deed == "unpublish":
        versions = [version for version in versions if version.live]
    places = destinations(versions, destination) if destination else {}
    allowed = {
        "delete": lambda version: may_delete(version, request.user),
        "unpublish": lambda version: may_unpublish(version, request.user),
        "move": lambda version: version.pk in places and may_move(version, places[version.pk], request.user),
    }[deed]
    return {
        "deed": deed,
        "rows": [
            {"version": version, "may": allowed(version), "place": places.get(version.pk),
             "below": open_to(reader, version.get_descendants()).count()}
            for version in versions
        ],
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def live_pages_below(context: template.Context, page: Page) -> int:
    """How many published pages lie below one, of those that open for this person: the others are not unpublished with
    it either."""
    return open_to(reader_of(context["request"]), page.get_descendants().live()).count()
