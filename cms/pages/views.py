"""Wagtail Localize's screens, closed where it asks only whether somebody translates at all, never which page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView


class SubmitEditedPage(SubmitPageTranslationView):
    """Have a page translated that one may edit."""

    def get_object(self) -> Page:
        """The page. Raises PermissionDenied."""
        page: Page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page


class UpdateEditedTranslations(UpdateTranslationsView):
    """Bring translations up to date with a page that one may edit; publish them as far as one may publish."""

    def get_object(self) -> TranslationSource:
        """What is translated. Raises PermissionDenied."""
        source: TranslationSource = super().get_object()
        thing = source.get_source_instance()
        if isinstance(thing, Page) and not thing.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return source

    def form_valid(self, form: UpdateTranslationsForm) -> HttpResponse:
        """Update. Raises PermissionDenied where this would publish past the theme's moderators."""
        if form.cleaned_data["publish_translations"] and not all(map(self._may_publish, self._targets())):
            raise PermissionDenied
        return super().form_valid(form)

    def _targets(self) -> list[Any]:
        translations = self.object.translations.filter(enabled=True)
        return [translation.get_target_instance() for translation in translations]

    def _may_publish(self, thing: Any) -> bool:
        return not isinstance(thing, Page) or thing.permissions_for_user(self.request.user).can_publish()
