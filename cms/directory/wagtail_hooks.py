from wagtail import hooks

from cms.directory.choosers import PersonChooserViewSet, person_chooser
from cms.directory.work_groups import WorkGroupViewSet


@hooks.register("register_admin_viewset")
def register_person_chooser() -> PersonChooserViewSet:
    """Blocks of pages choose people through it."""
    return person_chooser


@hooks.register("register_admin_viewset")
def register_work_groups() -> WorkGroupViewSet:
    """In the settings, for those who make and change groups."""
    return WorkGroupViewSet("work_groups", url_prefix="work-groups")
