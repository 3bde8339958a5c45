"""Wagtail's permission policies, less what does not open for a person."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
    CollectionPermissionLookupMixin,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.access.policy import closed_to, may_open, open_to
from cms.access.readers import reader_of_user


def opens_for(user: Any, thing: Model) -> bool:
    """Whether a thing opens for a user of the admin. The tree's root, which is no page, opens for everybody.

    Wagtail asks ten times for each row of its explorer, so pages are remembered with the user, and found out by all
    children of one page at once. What administrators pass is noted where they name it: see the middleware.
    """
    if user.is_active and user.is_superuser:
        return True
    if not isinstance(thing, Page):
        return may_open(reader_of_user(user), thing)
    if thing.depth == 1:
        return True
    known: dict[int, bool] = getattr(user, "_open_pages", {})
    if thing.pk not in known:
        known |= {thing.pk: may_open(reader_of_user(user), thing), **_open_siblings(user, thing)}
        user._open_pages = known
    return known[thing.pk]


def _open_siblings(user: Any, page: Page) -> dict[int, bool]:
    siblings = Page.objects.filter(path__startswith=page.path[: -Page.steplen], depth=page.depth)
    opened = set(open_to(reader_of_user(user), siblings).values_list("pk", flat=True))
    return {pk: pk in opened for pk in siblings.order_by().values_list("pk", flat=True)}


class OpenPagesPolicy(PagePermissionPolicy):
    """What somebody may do to pages, of those that open for them."""

    def get_all_permissions_for_user(self, user: Any) -> QuerySet:
        permissions = super().get_all_permissions_for_user(user)
        if user.is_anonymous or user.is_superuser:
            return permissions
        closed = closed_to(reader_of_user(user), Page.objects.filter(depth__gt=1))
        return permissions.exclude(page__in=closed.values("pk"))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        return super().user_has_any_permission_for_instance(user, actions, instance) and opens_for(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        return self._opened(user, super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user: Any) -> QuerySet:
        return self._opened(user, super().explorable_instances(user))

    def _opened(self, user: Any, pages: QuerySet) -> QuerySet:
        if user.is_superuser:
            return pages
        opened = open_to(reader_of_user(user), Page.objects.all())
        return pages.filter(Q(depth=1) | Q(pk__in=opened.values("pk")))


class OpenCollections(CollectionPermissionLookupMixin):
    """What all policies about collections share: a permission on a collection that does not open is none."""

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Collection | None = None) -> bool:
        allowed = super()._check_perm(user, actions, collection=collection)
        return allowed and (collection is None or opens_for(user, collection))

    def get_all_permissions_for_user(self, user: Any) -> QuerySet:
        permissions = super().get_all_permissions_for_user(user)
        if user.is_anonymous or user.is_superuser:
            return permissions
        closed = closed_to(reader_of_user(user), Collection.objects.all())
        return permissions.exclude(collection__in=closed.values("pk"))

    def _collections_with_perm(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        return open_to(reader_of_user(user), super()._collections_with_perm(user, actions))


class OpenFilesPolicy(OpenCollections, CollectionOwnershipPermissionPolicy):
    """What somebody may do to documents or images, of those in collections that open for them."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        return super().user_has_any_permission_for_instance(user, actions, instance) and opens_for(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        return open_to(reader_of_user(user), super().instances_user_has_any_permission_for(user, actions))


class OpenCollectionsPolicy(OpenCollections, CollectionManagementPermissionPolicy):
    """What somebody may do to collections themselves, of those that open for them."""

    def _descendants_with_perm(self, user: Any, action: str) -> QuerySet[Collection]:
        return open_to(reader_of_user(user), super()._descendants_with_perm(user, action))


def register_policies() -> None:
    """Let the admin ask these. Those of files are registered as exact, because Wagtail's own apps register theirs
    later; groups are granted what is named after Wagtail's own models, whatever model is in their place."""
    register_permission_policy(Page, OpenPagesPolicy(Page))
    register_permission_policy(Collection, OpenCollectionsPolicy(Collection))
    auth_models = {get_image_model(): "wagtailimages.Image", get_document_model(): "wagtaildocs.Document"}
    for model, auth_model in auth_models.items():
        policy = OpenFilesPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
