"""The synonyms that are shipped with Plein: as they are, switched off, or changed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.findability.actions import switch_off_shipped, switch_on_shipped
from cms.findability.views.lists import ListBesideSynonyms
from search import analysis
from search.models import Origin, SynonymGroup
from search.thesaurus import ShippedGroup, shipped_group, shipped_groups

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


class ShippedSynonyms(ListBesideSynonyms):
    """All shipped groups, with buttons to switch them off and on, and to change them."""

    any_permission_required = ["add", "change", "delete", "view"]
    template_name = "findability/shipped.html"
    page_title = _("Synonyms shipped with Plein")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = ShippedFilters(self.request.GET or None)
        chosen = filters.cleaned_data if filters.is_valid() else {}
        may_change = self.user_has_permission("change")
        shown = {"filters_form": filters, "may_change": may_change, **self.page_of("groups", self._listed(chosen))}
        return {**super().get_context_data(**kwargs), **shown}

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
