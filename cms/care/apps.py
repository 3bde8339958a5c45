from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "cms.care"
    label = "care"
    verbose_name = _("Care")

    def ready(self) -> None:
        from cms.care import knowing, receivers  # noqa: F401, PLC0415 - models exist only now
