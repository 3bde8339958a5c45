"""What an editor ticked on the screens that ask whether a page should go. Wagtail calls these around its own deed."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page

from cms.pages.actions.versions import delete_versions, move_versions, unpublish_versions, versions_of
from cms.people.models import User


def delete_ticked(request: HttpRequest, page: Page) -> None:
    """After a page was deleted, in the same transaction. Raises PermissionDenied, and the page is there again."""
    delete_versions(_ticked(request, page), by=cast(User, request.user))


def unpublish_ticked(request: HttpRequest, page: Page) -> None:
    """Before a page is unpublished. Raises PermissionDenied, and nothing is unpublished."""
    with_descendants = bool(request.POST.get("include_descendants"))
    unpublish_versions(_ticked(request, page), by=cast(User, request.user), with_descendants=with_descendants)


def move_ticked(request: HttpRequest, page: Page, destination: Page) -> None:
    """Before a page is moved. Raises PermissionDenied, and nothing is moved."""
    if request.method != "POST":
        return
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
    move_versions(_ticked(request, page), to=destination, by=cast(User, request.user))


def _ticked(request: HttpRequest, page: Page) -> list[Page]:
    """The versions that were ticked. Raises PermissionDenied for anything that is no version of the page."""
    ticked = set(request.POST.getlist("versions"))
    versions = [version for version in versions_of(page) if str(version.pk) in ticked]
    if len(versions) != len(ticked):
        raise PermissionDenied
    return versions
