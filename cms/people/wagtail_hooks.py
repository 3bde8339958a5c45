"""Where people enter the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from cms.people.bulk import BULK_ACTIONS
from cms.people.viewsets import UnitViewSet

# Ours come after Wagtail's own, because they replace what those put there.
LAST = 100

for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=LAST)


@hooks.register("register_admin_viewset")
def register_units() -> UnitViewSet:
    """Beside the users, in the settings menu."""
    return UnitViewSet("units", url_prefix="units")


@hooks.register("register_permissions")
def register_unit_permissions() -> QuerySet[Permission]:
    """Groups can be let to manage the tree of units."""
    return Permission.objects.filter(content_type__app_label="people", content_type__model="unit").exclude(
        codename="view_unit"
    )
