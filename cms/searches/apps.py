from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchesConfig(AppConfig):
    """The searches that a person comes back to."""

    name = "cms.searches"
    label = "searches"
    verbose_name = _("Searches of people")

    def ready(self) -> None:
        from cms.searches import knowing  # noqa: F401, PLC0415 - models exist only now
