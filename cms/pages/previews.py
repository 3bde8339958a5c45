"""Opening an editor's preview: the draft behind a token, for the one person it was made for, while they may edit it.

A front-end elsewhere, in which nobody is signed in, may be configured to open it by the token alone. It then sees what
the person's named audiences see, and is not the person: what is theirs alone stays closed.
"""

from typing import Any

from django.db import models
from wagtail.models import Page

from cms.access.policy import lock_of, may_open
from cms.access.readers import Reader, reader_for, reader_standing_in_for
from cms.pages.front_ends import front_end_of
from cms.pages.models import ContentPage, Preview
from cms.people.models import User


def open_preview(token: str, *, by: Any) -> tuple[ContentPage, Reader] | None:
    """The unsaved page behind a token and through whose eyes it is seen; a page that was never saved has no pk.

    `by` is the request's user. None is for everybody else's token, one that is over or taken back, one whose person may
    no longer enter or edit there, one for a front-end that is not configured any more, and an audience that will not
    see the page.
    """
    preview = _preview_of(token, by)
    if preview is None or not _may_edit(preview, preview.user):
        return None
    place = preview.page or preview.parent
    if place is None or not may_open(reader_for(preview.user), place):
        return None
    eyes = _eyes_of(preview, place, is_signed_in=isinstance(by, User))
    return (_page_of(preview), eyes) if may_open(eyes, place) else None


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
    """The preview behind a token, for its person, or where the token is enough for who is nobody. Somebody else who is
    signed in has no use for it anywhere."""
    previews = Preview.objects.for_secret(token).filter(user__is_active=True)
    preview = previews.select_related("audience", "content_type", "page", "parent", "user").first()
    front_end = front_end_of(preview.front_end) if preview else None
    if preview is None or front_end is None:
        return None
    is_theirs = by == preview.user if isinstance(by, User) else front_end.opens_by_token
    return preview if is_theirs else None


def _eyes_of(preview: Preview, place: Page, *, is_signed_in: bool) -> Reader:
    reader = reader_for(preview.user)
    if preview.audience:
        narrowed = reader.narrowed_to(preview.audience)
        return narrowed if is_signed_in else Reader(user_id=None, locks=narrowed.locks)
    return reader if is_signed_in else reader_standing_in_for(preview.user, seeing=lock_of(place))


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
