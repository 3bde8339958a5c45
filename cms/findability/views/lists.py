"""Lists of synonyms that are no rows of a table: what is shipped, and what is proposed."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from search.models import SynonymGroup

AT_ONCE = 50


class ListBesideSynonyms(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Reached from the synonyms, and read a page at a time."""

    model = SynonymGroup
    header_icon = "resubmit"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back leads to the synonyms."""
        above = {"url": reverse("search_synonyms:index"), "label": gettext("Synonyms")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def page_of(self, name: str, listed: Sequence[Any]) -> dict[str, Any]:
        """The page of the list that is asked for, under this name, with the numbers of the others."""
        page = Paginator(listed, AT_ONCE).get_page(self.request.GET.get("p"))
        return {name: page, "elided_page_range": page.paginator.get_elided_page_range(page.number)}
