from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoldersConfig(AppConfig):
    """Folders of people and of work groups, and the meetings whose papers lie in them."""

    name = "cms.folders"
    label = "folders"
    verbose_name = _("Folders")

    def ready(self) -> None:
        from cms.folders import acts, knowing, receivers  # noqa: F401, PLC0415 - models exist only now
