from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "cms.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        from cms.api import checks, receivers  # noqa: F401, PLC0415 - models exist only now
        from cms.api.streams import receivers as of_streams  # noqa: F401, PLC0415
