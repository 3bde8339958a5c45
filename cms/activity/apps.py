from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "cms.activity"
    label = "activity"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        from cms.activity import entries_known  # noqa: F401, PLC0415 - models exist only now
