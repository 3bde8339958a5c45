from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    """Documents on their way between archives: bags out, bags and folders in, and whether files are still whole."""

    name = "cms.transfer"
    label = "transfer"
    verbose_name = _("Transfer")

    def ready(self) -> None:
        from cms.transfer import acts  # noqa: F401, PLC0415 - the audit log knows its acts from the start
