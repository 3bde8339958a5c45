"""What happens to a page's other languages when it goes: they stay, unless an editor says of one that it goes along."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.people.models import User


def versions_of(page: Page) -> list[Page]:
    """The same page in its other languages, aliases of it there included, by language."""
    versions = page.get_translations().exclude(pk=page.pk).select_related("locale").order_by("locale__language_code")
    return list(versions.specific())


def may_delete(version: Page, by: User) -> bool:
    """Whether somebody may delete a version, with what lies below it."""
    return bool(version.permissions_for_user(by).can_delete())


def may_unpublish(version: Page, by: User) -> bool:
    """Whether somebody may take a version from its readers."""
    return version.live and bool(version.permissions_for_user(by).can_unpublish())


def may_move(version: Page, to: Page, by: User) -> bool:
    """Whether somebody may move a version below the destination, which is a page of the same language."""
    is_free = Page._slug_is_available(version.slug, to, page=version)
    return is_free and bool(version.permissions_for_user(by).can_move_to(to))


@transaction.atomic
def delete_versions(versions: Iterable[Page], *, by: User) -> None:
    """Delete these versions, each with what lies below it. Raises PermissionDenied, and deletes none then."""
    chosen = list(versions)
    _refuse_unless(all(may_delete(version, by) for version in chosen))
    for version in chosen:
        DeletePageAction(version, user=by).execute(skip_permission_checks=True)


@transaction.atomic
def unpublish_versions(versions: Iterable[Page], *, by: User, with_descendants: bool = False) -> None:
    """Take these versions from their readers. Raises PermissionDenied, and takes none then."""
    chosen = list(versions)
    _refuse_unless(all(may_unpublish(version, by) for version in chosen))
    for version in chosen:
        action = UnpublishPageAction(version, user=by, include_descendants=with_descendants)
        action.execute(skip_permission_checks=True)


@transaction.atomic
def move_versions(versions: Sequence[Page], *, to: Page, by: User) -> None:
    """Move these versions below the destination's own versions. Raises PermissionDenied, and moves none then: also
    where the destination is not translated."""
    places = destinations(versions, to)
    _refuse_unless(all(version.pk in places and may_move(version, places[version.pk], by) for version in versions))
    for version in versions:
        MovePageAction(version, places[version.pk], pos="last-child", user=by).execute()


def destinations(versions: Iterable[Page], to: Page) -> dict[int, Page]:
    """Where each version would go, by its id: the destination in its language, where that is translated."""
    by_locale = {each.locale_id: each for each in to.get_translations(inclusive=True).specific()}
    return {version.pk: by_locale[version.locale_id] for version in versions if version.locale_id in by_locale}


def _refuse_unless(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied
