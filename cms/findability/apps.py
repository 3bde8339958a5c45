from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindabilityConfig(AppConfig):
    name = "cms.findability"
    label = "findability"
    verbose_name = _("Findability")

    def ready(self) -> None:
        from cms.findability import knowing  # noqa: F401, PLC0415 - models exist only now
