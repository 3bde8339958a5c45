from wagtail import hooks

from cms.directory.choosers import PersonChooserViewSet, person_chooser


@hooks.register("register_admin_viewset")
def register_person_chooser() -> PersonChooserViewSet:
    """Blocks of pages choose people through it."""
    return person_chooser
