from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    """What changed for readers, in the order in which it did."""

    name = "cms.changes"
    label = "changes"
    verbose_name = _("Changes")

    def ready(self) -> None:
        from cms.changes import (  # noqa: PLC0415 - models exist only now
            card_receivers,  # noqa: F401
            knowing,  # noqa: F401
            receivers,  # noqa: F401
            shown_receivers,  # noqa: F401
            sitewide_receivers,  # noqa: F401
        )
