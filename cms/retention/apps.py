from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "cms.retention"
    label = "retention"
    verbose_name = _("Retention")

    def ready(self) -> None:
        from cms.retention import acts, knowing, receivers  # noqa: F401, PLC0415 - models exist only now
