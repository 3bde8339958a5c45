from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    """What changed for readers, in the order in which it did."""

    name = "cms.changes"
    label = "changes"
    verbose_name = _("Changes")

    def ready(self) -> None:
        from cms.changes import knowing, receivers, shown_receivers  # noqa: F401, PLC0415 - models exist only now
