from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "cms.privacy"
    label = "privacy"
    verbose_name = _("Personal data")

    def ready(self) -> None:
        from cms.privacy import knowing  # noqa: F401, PLC0415 - models exist only now
