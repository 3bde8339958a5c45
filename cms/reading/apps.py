from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    name = "cms.reading"
    label = "reading"
    verbose_name = _("Reading")

    def ready(self) -> None:
        from cms.reading import receivers  # noqa: F401, PLC0415 - models exist only now
