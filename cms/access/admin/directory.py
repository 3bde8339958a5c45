"""The form in which those who may change rights choose who may see people."""

from typing import Any

from django import forms
from django.contrib.messages import success
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.access.actions import choose_directory_audiences
from cms.access.admin.choosing import AudiencesField, ChoosesAudiences
from cms.access.explaining import own_audiences
from cms.access.models import Restriction
from cms.access.models.restriction import RestrictionKind
from cms.access.readers import ask_again
from cms.access.standard import DIRECTORY_KEY


class DirectoryForm(ChoosesAudiences, forms.Form):
    """Who may see people. `for_user` chooses."""

    audiences = AudiencesField()

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        self.fields["audiences"].help_text = _("Whoever is in any of these.")
        self.offer_audiences(own_audiences(RestrictionKind.DIRECTORY, DIRECTORY_KEY), is_allowed=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.check_audiences(self.for_user, is_inheriting=False)
        return cleaned

    def save(self) -> None:
        """Choose the audiences."""
        if self.has_chosen_audiences:
            choose_directory_audiences(self.cleaned_data["audiences"], by=self.for_user)
            ask_again(self.for_user)


class EditDirectory(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """One thing to choose: pages and collections have this in forms of their own, people have none in common."""

    model = Restriction
    permission_required = "change"
    form_class = DirectoryForm
    template_name = "access/directory_form.html"
    page_title = gettext_lazy("Who may see people")
    header_icon = "user"
    success_url = reverse_lazy("directory_audiences")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = {"submit_button_label": _("Save"), "submit_button_active_label": _("Saving…")}
        return {**super().get_context_data(**kwargs), "action_url": self.success_url, **texts}

    def form_valid(self, form: DirectoryForm) -> HttpResponse:
        form.save()
        success(self.request, _("It holds from now on."))
        return super().form_valid(form)
