"""Keeping the filters of the list of documents under a name."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.activity.asking import acting_now
from cms.archive.actions import forget_filter, save_filter
from cms.archive.models import LibraryDocument, SavedFilter
from cms.archive.models.saved_filter import NAME_LENGTH, QUERY_LENGTH
from cms.archive.views.documents import DocumentFilters

# The list's own field for words.
WORDS = "q"


class SaveFilterForm(forms.Form):
    """A name, the filters as the list has them in its address, and whether others may use them."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    query = forms.CharField(max_length=4 * QUERY_LENGTH, widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("For all who keep this collection"), required=False)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.collection: Collection | None = None

    def clean_query(self) -> str:
        """Of what is asked only what the list can filter by; of nothing else anything is kept."""
        asked = QueryDict(self.cleaned_data["query"])
        filters = DocumentFilters(asked, queryset=LibraryDocument.objects.none(), request=self.request)
        if not filters.is_valid():
            raise ValidationError(_("These filters cannot be saved, because one of them is not right."))
        self.collection = filters.form.cleaned_data.get("collection_id")
        kept = QueryDict(mutable=True)
        for name in [WORDS, *_names_in(filters.form)]:
            if values := [value for value in asked.getlist(name) if value]:
                kept.setlist(name, values)
        query = kept.urlencode()
        if not query or len(query) > QUERY_LENGTH:
            raise ValidationError(_("There is nothing to save here, or too much."))
        return query


def _names_in(form: forms.Form) -> list[str]:
    """What a form's fields are called in an address; a period has two."""
    suffixes = {name: getattr(field.widget, "suffixes", [""]) for name, field in form.fields.items()}
    return [f"{name}_{suffix}" if suffix else name for name, ends in suffixes.items() for suffix in ends]


class OfDocumentKeepers(View):
    """For those who see the list of documents."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for anybody else."""
        policy = policy_registry.get_by_type(LibraryDocument)
        if not policy.user_has_any_permission(request.user, ["add", "change", "delete"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SaveFilter(OfDocumentKeepers):
    """Keep the filters that the list has now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to the list, as it was filtered where that was saved."""
        form = SaveFilterForm(request.POST, request=request)
        address = reverse("wagtaildocs:index")
        try:
            if not form.is_valid():
                raise ValidationError([error for errors in form.errors.values() for error in errors])
            saved = save_filter(**form.cleaned_data, collection=form.collection, by=acting_now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(address)
        messages.success(request, _("Saved as “%(name)s”.") % {"name": saved.name})
        return redirect(f"{address}?{saved.query}")


class ForgetFilter(OfDocumentKeepers):
    """Delete one's own saved filter; another's does not exist."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, saved_id: int) -> HttpResponse:
        """Back to the list."""
        forget_filter(get_object_or_404(SavedFilter, pk=saved_id, user=request.user))
        return redirect("wagtaildocs:index")
