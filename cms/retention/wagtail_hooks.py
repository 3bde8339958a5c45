"""Where retention enters the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Collection

from cms.retention.keeping import HELD
from cms.retention.models import LegalHold
from cms.retention.models.hold import places_above
from cms.retention.rights import APPROVE, PROPOSE
from cms.retention.views.bulk import BULK_ACTIONS
from cms.retention.viewsets import HoldViewSet, ScheduleViewSet

# Other apps of the archive put their entries here too.
ARCHIVE_MENU = Menu(register_hook_name="register_archive_menu_item", construct_hook_name="construct_archive_menu")


for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)


@hooks.register("register_admin_viewset")
def register_schedules() -> ScheduleViewSet:
    """The rules."""
    return ScheduleViewSet("retention_schedules", url_prefix="retention/schedules")


@hooks.register("register_admin_viewset")
def register_holds() -> HoldViewSet:
    """What must stay whatever the rules say."""
    return HoldViewSet("legal_holds", url_prefix="retention/holds")


@hooks.register("describe_collection_contents")
def describe_holds(collection: Collection) -> dict[str, object] | None:
    """Wagtail does not offer to delete a collection in which there is something."""
    above = places_above(collection.path)
    count = LegalHold.objects.in_force().filter(collections__path__in=above).distinct().count()
    return {"count": count, "count_text": HELD, "url": None} if count else None


@hooks.register("register_admin_urls")
def register_retention_urls() -> list[URLPattern | URLResolver]:
    """Below /admin/retention/."""
    return [path("retention/", include("cms.retention.urls"))]


@hooks.register("register_permissions")
def register_retention_permissions() -> QuerySet[Permission]:
    """Groups can be let to propose and to approve, and to read certificates."""
    codenames = ("propose_destruction", "approve_destruction", "view_certificate", "lift_legalhold")
    return Permission.objects.filter(content_type__app_label="retention", codename__in=codenames)


@hooks.register("register_admin_menu_item")
def register_archive_menu() -> MenuItem:
    """Shown to whoever has anything in it."""
    return SubmenuMenuItem(_("Archive"), ARCHIVE_MENU, name="archive", icon_name="folder-open-inverse", order=400)


class Permitted(MenuItem):
    """An entry for those who have any of some permissions."""

    def __init__(self, *args: object, permissions: tuple[str, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.permissions = permissions

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person has."""
        return any(request.user.has_perm(permission) for permission in self.permissions)


@hooks.register("register_archive_menu_item")
def register_due() -> MenuItem:
    """The worklist."""
    return Permitted(
        _("Due"), reverse_lazy("retention:due"), name="retention-due", icon_name="date", order=100,
        permissions=(PROPOSE,),
    )  # fmt: skip


@hooks.register("register_archive_menu_item")
def register_ends() -> MenuItem:
    """What waits for the second person."""
    return Permitted(
        _("To be destroyed or transferred"), reverse_lazy("retention:ends"), name="retention-ends", icon_name="bin",
        order=110, permissions=(PROPOSE, APPROVE),
    )  # fmt: skip


@hooks.register("register_archive_menu_item")
def register_certificates() -> MenuItem:
    """What was destroyed."""
    return Permitted(
        _("Certificates of destruction"), reverse_lazy("retention:certificates"), name="retention-certificates",
        icon_name="doc-full", order=120, permissions=("retention.view_certificate",),
    )  # fmt: skip
