"""What the admin's screens say about links before something is taken away."""

from typing import Any

from django import template
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type

from cms.access.policy import open_to
from cms.access.readers import Reader, reader_of

register = template.Library()

AT_MOST = 50


def pages_linking_to(page: Page, reader: Reader) -> QuerySet[Page]:
    """The pages that refer to a page or to one below it, by title; only those that open, for a count would tell of the
    others too. Drafts count: their links would break as well."""
    taken = Page.objects.filter(path__startswith=page.path)
    keys = taken.order_by().annotate(key=Cast("pk", CharField())).values("key")
    pages = get_default_page_content_type()
    references = ReferenceIndex.objects.filter(to_content_type=pages, to_object_id__in=keys, base_content_type=pages)
    sources = {int(pk) for pk in references.values_list("object_id", flat=True).distinct()}
    others = Page.objects.filter(pk__in=sources, depth__gt=1).exclude(path__startswith=page.path)
    return open_to(reader, others).order_by("title", "pk")


@register.inclusion_tag("care/links_here.html", takes_context=True)
def links_here(context: dict[str, Any], named: Any = None) -> dict[str, Any]:
    """Lists what links to a page: the named one, or the one that the screen is about."""
    candidates = (named, context.get("page"), context.get("page_to_move"), context.get("object"))
    things = (each.get("item") if isinstance(each, dict) else each for each in candidates)
    page = next((thing for thing in things if isinstance(thing, Page)), None)
    if page is None:
        return {"pages": []}
    pages = list(pages_linking_to(page, reader_of(context["request"]))[: AT_MOST + 1])
    return {"page": page, "pages": pages[:AT_MOST], "has_more": len(pages) > AT_MOST}
