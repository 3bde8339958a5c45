"""The screen that takes a list of synonyms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.findability.bringing import bring_synonyms
from search.models import SynonymGroup

LARGEST = 2_000_000
MOST_FAULTS = 50


class ListForm(forms.Form):
    """A file of synonyms."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("As the list is exported: columns language, words (divided by commas), one way, in use."),
    )

    def clean_file(self) -> str:
        """The text in it. Raises ValidationError for what is too large or no text."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST:
            raise ValidationError(gettext("The file is too large."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(gettext("This is no text in UTF-8. Save it as “CSV UTF-8”.")) from None
        return text.replace("\x00", "")


class BringSynonyms(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Adds all groups of a list, or names what is wrong on which line and adds none."""

    model = SynonymGroup
    permission_required = "add"
    template_name = "findability/bring.html"
    page_title = _("Import synonyms")
    header_icon = "upload"
    form_class = ListForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("search_synonyms:index"), "label": gettext("Synonyms")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def form_valid(self, form: ListForm) -> HttpResponse:
        brought = bring_synonyms(form.cleaned_data["file"], by=self.request.user)
        if brought.faults:
            for fault in brought.faults[:MOST_FAULTS]:
                form.add_error("file", fault)
            return self.form_invalid(form)
        told = ngettext("%(count)s group is added.", "%(count)s groups are added.", brought.added)
        messages.success(self.request, told % {"count": brought.added})
        if brought.known:
            left = ngettext("%(count)s was there already.", "%(count)s were there already.", brought.known)
            messages.info(self.request, left % {"count": brought.known})
        return redirect("search_synonyms:index")
