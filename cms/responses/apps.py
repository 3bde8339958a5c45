from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    """What readers do with what is published, without changing it."""

    name = "cms.responses"
    label = "responses"
    verbose_name = _("Responses")
