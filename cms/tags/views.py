"""Screens of the admin about tags, besides Wagtail's own."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.tags.actions import merge_tags
from cms.tags.models import Tag


class MergeForm(forms.Form):
    """Which tag takes the other's place."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"),
        queryset=Tag.objects.none(),
        help_text=gettext_lazy("Everything that has the one tag gets this one. It cannot be undone."),
    )


class MergeTag(WagtailAdminTemplateMixin, FormView):
    """Asks for the tag that takes this one's place, and merges them."""

    model = Tag
    template_name = "tags/merge.html"
    page_title = gettext_lazy("Merge")
    header_icon = "tag"
    form_class = MergeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may change and delete tags. Raises PermissionDenied."""
        if not request.user.has_perms(["tags.change_tag", "tags.delete_tag"]):
            raise PermissionDenied
        self.tag = get_object_or_404(Tag, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.tag.name

    def get_form(self, form_class: type[MergeForm] | None = None) -> MergeForm:
        """The form, which offers every other tag."""
        form: MergeForm = super().get_form(form_class)
        into = cast(forms.ModelChoiceField, form.fields["into"])
        into.queryset = Tag.objects.exclude(pk=self.tag.pk)
        return form

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Merge, and say what that was about."""
        into: Tag = form.cleaned_data["into"]
        count = merge_tags(self.tag, into=into)
        told = ngettext(
            "“%(tag)s” is gone; %(count)s thing has “%(into)s” now.",
            "“%(tag)s” is gone; %(count)s things have “%(into)s” now.",
            count,
        )
        messages.success(self.request, told % {"tag": self.tag.name, "into": into.name, "count": count})
        return redirect("wagtailsnippets_tags_tag:list")
