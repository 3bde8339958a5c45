"""Screens in the admin of what has its history in the audit log."""

from typing import Any

from django.urls import URLPattern
from wagtail.admin.viewsets.model import ModelViewSet


class AuditedViewSet(ModelViewSet):
    """Wagtail's screens of a model, but its history: what was done is in the audit log, which says more; and but its
    usage, because nothing refers to such rows. `left_out` are the names of the addresses that are not there."""

    left_out = frozenset({"history", "history_results", "usage"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No view leads where nothing is."""
        gone = {f"{name}_url_name": None for name in self.left_out}
        common: dict[str, Any] = super().get_common_view_kwargs(**gone, **kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        """All but those left out."""
        return [each for each in super().get_urlpatterns() if each.name not in self.left_out]
