from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """What people look for, without who they are."""

    name = "cms.insights"
    label = "insights"
    verbose_name = _("Search statistics")
