"""The synonyms that are shipped with Plein: as they are, switched off, or changed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.findability.actions import switch_off_shipped, switch_on_shipped
from search import analysis
from search.models import Origin, SynonymGroup
from search.thesaurus import ShippedGroup, shipped_group, shipped_groups

AT_ONCE = 50
AS_SHIPPED, CHANGED, OFF = "as_shipped", "changed", "off"
STATES = {AS_SHIPPED: _("as shipped"), CHANGED: _("changed"), OFF: _("switched off")}


class ShippedFilters(forms.Form):
    """What is listed of it."""

    q = forms.CharField(label=_("Word"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES.items()])


@dataclass(frozen=True, slots=True)
class Listed:
    """A shipped group and what editors made of it."""

    group: ShippedGroup
    change: SynonymGroup | None

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.change is None:
            return AS_SHIPPED
        return CHANGED if self.change.is_active else OFF

    @property
    def state_in_words(self) -> str:
        """The same for the screen."""
        return str(STATES[self.state])

    @property
    def language_name(self) -> str:
        """Its language."""
        return str(dict(settings.LANGUAGES).get(self.group.language, self.group.language))

    def says(self, words: list[str]) -> bool:
        """Whether each of these words begins one of the group's."""
        said = [each for word in self.group.words for each in analysis.words(word)]
        return all(any(each.startswith(word) for each in said) for word in words)


class ShippedSynonyms(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """All shipped groups, with buttons to switch them off and on, and to change them."""

    model = SynonymGroup
    any_permission_required = ["add", "change", "delete", "view"]
    template_name = "findability/shipped.html"
    page_title = _("Synonyms shipped with Plein")
    header_icon = "resubmit"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("search_synonyms:index"), "label": gettext("Synonyms")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = ShippedFilters(self.request.GET or None)
        chosen = filters.cleaned_data if filters.is_valid() else {}
        page = Paginator(self._listed(chosen), AT_ONCE).get_page(self.request.GET.get("p"))
        may_change = self.user_has_permission("change")
        shown = {"filters_form": filters, "groups": page, "may_change": may_change}
        numbers = page.paginator.get_elided_page_range(page.number)
        return {**super().get_context_data(**kwargs), **shown, "elided_page_range": numbers}

    def _listed(self, chosen: dict[str, Any]) -> list[Listed]:
        changes = {
            (change.language, change.shipped_key): change
            for change in SynonymGroup.objects.filter(origin=Origin.SHIPPED)
        }
        languages = [chosen["language"]] if chosen.get("language") else list(analysis.LANGUAGES)
        listed = [
            Listed(group, changes.get((language, group.key)))
            for language in languages
            for group in shipped_groups(language)
        ]
        words = analysis.words(chosen.get("q", ""))
        return [each for each in listed if each.says(words) and chosen.get("state") in (None, "", each.state)]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Switch one group off or on."""
        if not self.user_has_permission("change"):
            raise PermissionDenied
        shipped = shipped_group(request.POST.get("language", ""), request.POST.get("key", ""))
        if shipped is None:
            raise Http404
        if "off" in request.POST:
            switch_off_shipped(shipped, by=request.user)
            told = gettext("“%(words)s” is switched off.")
        else:
            switch_on_shipped(shipped, by=request.user)
            told = gettext("“%(words)s” is in use again.")
        messages.success(request, told % {"words": ", ".join(shipped.words)})
        return redirect(request.get_full_path())
