from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    """What readers do with what is published, without changing it."""

    name = "cms.responses"
    label = "responses"
    verbose_name = _("Responses")

    def ready(self) -> None:
        from cms.responses import knowing  # noqa: F401, PLC0415 - models exist only now
