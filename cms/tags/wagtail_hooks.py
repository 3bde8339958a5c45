"""Where tags enter the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from cms.tags.models import Tag
from cms.tags.viewsets import TagViewSet

register_snippet(TagViewSet)


@hooks.register("register_snippet_listing_buttons")
def offer_to_merge(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """For who may change and delete tags: merging does both."""
    if isinstance(snippet, Tag) and user.has_perms(["tags.change_tag", "tags.delete_tag"]):
        address = reverse("wagtailsnippets_tags_tag:merge", args=[snippet.pk])
        yield Button(_("Merge into another tag"), address, icon_name="resubmit", priority=50)
