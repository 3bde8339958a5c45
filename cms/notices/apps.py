from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "cms.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from cms.notices import receivers  # noqa: F401, PLC0415 - models exist only now
