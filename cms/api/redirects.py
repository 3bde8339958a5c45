"""Addresses that moved, for front-ends that got a 404."""

from typing import Any

import graphene
from django.db.models import Q
from graphene import ResolveInfo
from wagtail.contrib.redirects.models import Redirect as StoredRedirect

from cms.graphql_kit.deferred import Deferred
from cms.reading.models import PageCard
from cms.reading.schema.pages import Page
from cms.reading.schema.relations import page_by_id


class Redirect(graphene.ObjectType):
    """Where something that was at an address is now."""

    path = graphene.String(required=True, description="The address that was asked.")
    url = graphene.String(required=True, description="Where to go instead: a path on the site, or a whole address.")
    permanent = graphene.Boolean(required=True, description="Whether browsers may remember it for ever.")
    page = graphene.Field(Page, description="The page it leads to; null when it leads out of the site.")


class RedirectQuery:
    """What can be asked about addresses that moved."""

    redirect = graphene.Field(
        Redirect,
        description="Where an address leads now; null when it leads nowhere, or nowhere the reader may go.",
        path=graphene.String(required=True, description="The address, such as `/oud/verlof/`."),
    )

    @staticmethod
    def resolve_redirect(_root: None, info: ResolveInfo, path: str) -> Any:
        stored = _stored_at(path)
        if stored is None:
            return None
        if stored.redirect_page_id is None:
            return _answer(path, stored, stored.redirect_link, None) if stored.redirect_link else None
        return _to_page(info, path, stored)


def _stored_at(path: str) -> StoredRedirect | None:
    of_site = Q(site=None) | Q(site__is_default_site=True)
    found = StoredRedirect.objects.filter(of_site, old_path=StoredRedirect.normalise_path(path))
    # One made for the site itself goes before one for every site.
    return found.order_by("-site", "pk").first()


def _to_page(info: ResolveInfo, path: str, stored: StoredRedirect) -> Deferred:
    def lead(card: PageCard | None) -> dict[str, Any] | None:
        if card is None:
            return None
        route = stored.redirect_page_route_path
        url = card.path.rstrip("/") + route if route else card.path
        if StoredRedirect.normalise_path(url) == stored.old_path:
            # It moved away and came back.
            return None
        return _answer(path, stored, url, card)

    return page_by_id.load(info.context, stored.redirect_page_id).then(lead)


def _answer(path: str, stored: StoredRedirect, url: str, page: PageCard | None) -> dict[str, Any]:
    return {"path": path, "url": url, "permanent": stored.is_permanent, "page": page}
