"""Wagtail Localize's screens, closed where it asks only whether somebody translates at all, never which page."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitTranslationForm
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from cms.pages.actions.translations import UnreadablePoError, import_po, submit_translation, translate_subtree
from cms.people.models import User


class SubmitEditedPage(SubmitPageTranslationView):
    """Have a page translated that one may edit."""

    def get_object(self) -> Page:
        """The page. Raises PermissionDenied."""
        page: Page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def form_valid(self, form: SubmitTranslationForm) -> HttpResponse:
        """Begin the translations, from above to below; those of the pages below it by our own rules."""
        above = self.object.get_parent()
        if above.depth > 1 and any(not above.has_translation(locale) for locale in form.cleaned_data["locales"]):
            # Wagtail Localize would put the source's words before readers there, as a page of that language.
            told = _("First have “%(title)s” translated, which this page lies in.")
            messages.error(self.request, told % {"title": above.specific.get_admin_display_title()})
            return redirect(self.request.path)
        with_subtree = form.cleaned_data["include_subtree"]
        form.cleaned_data["include_subtree"] = False
        response: HttpResponse = super().form_valid(form)
        if with_subtree:
            begun = translate_subtree(self.object, form.cleaned_data["locales"], by=cast(User, self.request.user))
            told = ngettext("%(count)s page below it too.", "%(count)s pages below it too.", begun)
            messages.success(self.request, told % {"count": begun})
        return response


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


@require_POST
def submit_to_moderators(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Hand a translation to the moderators of its theme. Raises PermissionDenied."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = _editable_target(request, translation)
    try:
        submit_translation(translation, by=cast(User, request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(title)s” waits for its moderators now.") % {"title": page.title})
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def take_in_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in a PO file, or say what is wrong with it. Raises PermissionDenied."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = _editable_target(request, translation)
    sent = request.FILES.get("file")
    try:
        count = import_po(translation, sent.read() if sent else b"", by=cast(User, request.user))
    except UnreadablePoError as error:
        messages.error(request, _("Nothing was taken in. %(reason)s") % {"reason": error})
    else:
        told = ngettext("%(count)s text was taken in.", "%(count)s texts were taken in.", count)
        messages.success(request, told % {"count": count})
    return redirect("wagtailadmin_pages:edit", page.pk)


def convert_published_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put the source in the place of a translation, for readers at once: by who may publish. Raises
    PermissionDenied."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.specific.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    response: HttpResponse = convert_to_alias(request, page_id)
    return response


def _editable_target(request: HttpRequest, translation: Translation) -> Page:
    page = translation.get_target_instance()
    if not isinstance(page, Page) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
