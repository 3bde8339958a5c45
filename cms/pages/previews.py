"""Opening an editor's preview: the draft behind a token, for the one person it was made for, while they may edit it."""

from typing import Any

from django.db import models
from wagtail.models import Page

from cms.access.policy import may_open
from cms.access.readers import Reader, reader_for
from cms.pages.models import ContentPage, Preview
from cms.people.models import User


def open_preview(token: str, *, by: Any) -> tuple[ContentPage, Reader] | None:
    """The unsaved page behind a token and through whose eyes it is seen; a page that was never saved has no pk.

    `by` is the request's user. None is for everybody else's token, one that is over or taken back, one whose person may
    no longer enter or edit there, and an audience that will not see the page.
    """
    preview = _preview_of(token, by)
    if preview is None or not _may_edit(preview, by):
        return None
    reader = reader_for(by)
    seen_by = reader.narrowed_to(preview.audience) if preview.audience else reader
    place = preview.page or preview.parent
    if place is None or not may_open(reader, place) or not may_open(seen_by, place):
        return None
    return _page_of(preview), seen_by


def reader_of_preview(token: str, *, by: Any) -> Reader:
    """Through whose eyes everything beside a previewed draft is seen: menus, lists, other pages. Somebody to whom
    nothing opens where the token opens nothing."""
    opened = open_preview(token, by=by)
    return opened[1] if opened else Reader(user_id=None, locks=frozenset())


def audience_of_preview(token: str, *, by: Any) -> str | None:
    """The name of the audience through whose eyes a preview is seen; None for those of the person themself, and for a
    token that is not theirs."""
    preview = _preview_of(token, by)
    return preview.audience.name if preview and preview.audience else None


def _preview_of(token: str, by: Any) -> Preview | None:
    if not isinstance(by, User) or not by.is_active:
        return None
    previews = Preview.objects.for_secret(token).select_related("audience", "content_type", "page", "parent")
    return previews.filter(user=by).first()


def _may_edit(preview: Preview, user: User) -> bool:
    if preview.page:
        permissions = preview.page.specific.permissions_for_user(user)
        return permissions.can_edit() or permissions.can_publish()
    return preview.parent is not None and preview.parent.specific.permissions_for_user(user).can_add_subpage()


def _page_of(preview: Preview) -> ContentPage:
    if preview.page:
        page: ContentPage = preview.page.specific.with_content_json(preview.content)
        return page
    return _new_page(preview.content_type.model_class(), preview.content, preview.parent)


def _new_page(model: type[models.Model] | None, content: dict[str, Any], parent: Page | None) -> ContentPage:
    if model is None or not issubclass(model, ContentPage) or parent is None:
        raise TypeError("A preview is of a page of ours, below another.")
    page: ContentPage = model.from_serializable_data(content, check_fks=False, strict_fks=False)
    page.locale_id = parent.locale_id
    return page
