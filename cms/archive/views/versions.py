"""Earlier versions of a document: what was said of it then, and putting its file back."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.access.policy import open_to, visible_to
from cms.access.readers import reader_of
from cms.activity.asking import acting_now
from cms.archive.actions import VersionConflictError, restore_version
from cms.archive.models import DocumentKind, DocumentVersion, LibraryDocument, metadata_of
from cms.people.models import Profile
from cms.tags.models import Tag

# What is said of a version, in the order in which it is compared.
LABELS = {
    "title": _("Title"),
    "filename": _("File"),
    "size": _("Size in bytes"),
    "content_type": _("Type of file"),
    "sha256": _("SHA-256"),
    "collection": _("Collection"),
    "kind": _("Kind"),
    "language": _("Language"),
    "tags": _("Tags"),
    "owner": _("Owner"),
    "dated_on": _("Date of the document"),
    "source": _("Source"),
    "description": _("Description"),
}


class OfDocument(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one document, for who may change it; the guard of the admin answers who may not know of it."""

    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.document = get_object_or_404(LibraryDocument, pk=kwargs["document_id"])
        policy = policy_registry.get_by_type(LibraryDocument)
        if not policy.user_has_permission_for_instance(request.user, "change", self.document):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtaildocs:index"), "label": _("Documents")},
            {"url": self.edit_url, "label": self.document.title},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def edit_url(self) -> str:
        """The way back."""
        return reverse("wagtaildocs:edit", args=[self.document.pk])

    def version(self, number: Any) -> DocumentVersion:
        """The document's version of this number. Raises Http404 where it has none."""
        if not str(number).isdecimal():
            raise Http404
        return get_object_or_404(self.document.versions.select_related("author"), number=int(number))


class CompareVersions(OfDocument):
    """Two versions side by side."""

    template_name = "archive/compare_versions.html"
    page_title = _("Compare versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.document.version
        former = self.version(self.request.GET.get("from", max(newest - 1, 1)))
        later = self.version(self.request.GET.get("to", newest))
        said, said_later = self._said_of(former), self._said_of(later)
        rows = [
            {"label": label, "before": said[name], "after": said_later[name], "differs": said[name] != said_later[name]}
            for name, label in LABELS.items()
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "document": self.document, "sides": [former, later], "rows": rows}

    def _said_of(self, version: DocumentVersion) -> dict[str, Any]:
        is_newest = version.number == self.document.version
        said = metadata_of(self.document) if is_newest else version.metadata
        of_file = {name: getattr(version, name) for name in ("filename", "size", "content_type", "sha256")}
        plain = {name: said.get(name) or "" for name in LABELS}
        return {**plain, **self._named(said), **of_file}

    def _named(self, said: dict[str, Any]) -> dict[str, Any]:
        """Names for ids and codes: of what is gone the code, of what does not open nothing."""
        reader = reader_of(self.request)
        kind = DocumentKind.objects.filter(code=said.get("kind")).first()
        collection = open_to(reader, Collection.objects.filter(pk=said.get("collection"))).first()
        owner = visible_to(reader, Profile.objects.filter(user=said.get("owner"))).first()
        labels = {tag.slug: tag.label_in() for tag in Tag.objects.filter(slug__in=said.get("tags", []))}
        return {
            "kind": str(kind or said.get("kind") or ""),
            "collection": collection.name if collection else "",
            "owner": owner.name if owner else "",
            "tags": ", ".join(labels.get(slug, slug) for slug in said.get("tags", [])),
        }


class RestoreForm(forms.Form):
    """Why, and what the restorer took to be the newest."""

    note = forms.CharField(label=_("Why it is restored"), required=False, max_length=500)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


class RestoreVersion(OfDocument):
    """Asks, and makes the file of an earlier version the newest once more."""

    template_name = "archive/restore_version.html"
    page_title = _("Restore a version")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or RestoreForm(initial={"based_on": self.document.version})
        version = self.version(self.kwargs["number"])
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "document": self.document, "version": version, "form": form, "edit_url": self.edit_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore it, unless somebody else was first."""
        version, form = self.version(kwargs["number"]), RestoreForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            restored = restore_version(version, by=acting_now(), **form.cleaned_data)
        except VersionConflictError as conflict:
            told = _("Nothing was restored: somebody added version %(number)d meanwhile.")
            messages.error(request, told % {"number": conflict.newest.number})
        except FileNotFoundError:
            messages.error(request, _("Nothing was restored: the file of that version is missing."))
        else:
            told = _("The file of version %(former)d is the newest now, as version %(number)d.")
            messages.success(request, told % {"former": version.number, "number": restored.number})
        return redirect(self.edit_url)
