"""Where people enter the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from cms.people.bulk import BULK_ACTIONS
from cms.people.viewsets import TRAITS, TraitViewSet, UnitViewSet

# Ours come after Wagtail's own, because they replace what those put there.
LAST = 100

for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=LAST)


@hooks.register("register_admin_viewset")
def register_units() -> UnitViewSet:
    """Beside the users, in the settings menu."""
    return UnitViewSet("units", url_prefix="units")


@hooks.register("register_admin_viewset")
def register_traits() -> tuple[TraitViewSet, ...]:
    """Below the units."""
    return TRAITS


@hooks.register("register_permissions")
def register_people_permissions() -> QuerySet[Permission]:
    """Groups can be let to manage the tree of units, the lists of what people have in common, and work groups."""
    models = ("unit", "role", "location", "employment", "organisation", "workgroup")
    return Permission.objects.filter(content_type__app_label="people", content_type__model__in=models).exclude(
        codename__startswith="view_"
    )
