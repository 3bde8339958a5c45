"""Wagtail's screens of documents, with the whole of what the archive knows of them."""

from typing import Any

import django_filters
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.views import documents, multiple

from cms.access.policy import open_to
from cms.access.readers import reader_of
from cms.archive.bulk_forms import ForAllForm
from cms.archive.models import DocumentKind, DocumentVersion, LibraryDocument, SavedFilter


def duplicates_of(document: LibraryDocument, request: HttpRequest) -> QuerySet[LibraryDocument]:
    """Other documents that are, or once were, the same file; of those only what opens for who asks."""
    if not document.sha256:
        return LibraryDocument.objects.none()
    same = DocumentVersion.objects.filter(sha256=document.sha256).values("document")
    return open_to(reader_of(request), LibraryDocument.objects.filter(pk__in=same).exclude(pk=document.pk))


class DocumentFilters(documents.DocumentsFilterSet):
    """Which documents are listed; all that is asked must hold."""

    archive_number = django_filters.CharFilter(label=_("Archive number"), lookup_expr="istartswith")
    kind = django_filters.ModelMultipleChoiceFilter(
        label=_("Kind"), queryset=DocumentKind.objects.prefetch_related("labels")
    )
    language = django_filters.MultipleChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    owner = django_filters.CharFilter(label=_("Owner"), method="of_owner", help_text=_("A name or an e-mail address."))
    dated_on = django_filters.DateFromToRangeFilter(label=_("Date of the document"), widget=DateRangePickerWidget)

    class Meta(documents.DocumentsFilterSet.Meta):
        fields = ["archive_number", "kind", "language", "owner", "dated_on"]

    def of_owner(self, found: QuerySet[LibraryDocument], name: str, value: str) -> QuerySet[LibraryDocument]:
        """Those whose owner has all these words in their name or address."""
        for word in value.split():
            of_word = (
                found.filter(owner__first_name__icontains=word)
                | found.filter(owner__last_name__icontains=word)
                | found.filter(owner__email__icontains=word)
            )
            found = of_word
        return found


class ListDocuments(documents.IndexView):
    """All documents that somebody may change, with what they are filed under."""

    filterset_class = DocumentFilters
    results_template_name = "archive/documents_results.html"

    def get_base_queryset(self) -> QuerySet[LibraryDocument]:
        found: QuerySet[LibraryDocument] = super().get_base_queryset()
        return found.select_related("kind").prefetch_related("kind__labels")

    def search_queryset(self, queryset: QuerySet[LibraryDocument]) -> Any:
        """As Wagtail's, whose search knows few of the fields that this list is filtered by, and refuses the others."""
        if self.is_searching:
            filtered = self.get_base_queryset().filter(pk__in=queryset.order_by().values("pk"))
            queryset = filtered.order_by(*queryset.query.order_by)
        return super().search_queryset(queryset)

    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        filed = [
            Column("archive_number", label=_("Archive number"), sort_key="archive_number"),
            Column("kind", label=_("Kind")),
            DateColumn("dated_on", label=_("Date"), sort_key="dated_on"),
        ]
        return [*columns[:2], *filed, *columns[2:]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "saved_filters": SavedFilter.objects.offered_to(self.request.user),
            "query_to_save": self.request.GET.urlencode() if self.is_filtering or self.is_searching else "",
            # Wagtail hands it on to bulk actions under a name that means a page; they know it by the filters anyway.
            "current_collection": None,
        }


class AddDocument(documents.CreateView):
    """One new document."""

    def save_instance(self) -> LibraryDocument:
        document: LibraryDocument = super().save_instance()
        for same in duplicates_of(document, self.request):
            told = _("“%(title)s” (%(number)s) is the same file.")
            messages.warning(self.request, told % {"title": same.title, "number": same.archive_number})
        return document


class AddDocuments(multiple.AddView):
    """Many new documents at once; each answers at once, with what it is the same file as."""

    template_name = "archive/add_documents.html"
    edit_form_template_name = "archive/uploaded_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "for_all": ForAllForm(user=self.request.user, prefix="all")}

    def post(self, request: HttpRequest) -> HttpResponse:
        """One of the files, with what is said of all of them."""
        self.for_all = ForAllForm(request.POST, user=request.user, prefix="all")
        if not self.for_all.is_valid():
            told = " ".join(str(error) for errors in self.for_all.errors.values() for error in errors)
            return JsonResponse({"success": False, "error_message": told})
        response: HttpResponse = super().post(request)
        return response

    @transaction.atomic
    def save_object(self, form: BaseDocumentForm) -> LibraryDocument:
        """What nobody said of all of them comes from the collection."""
        document: LibraryDocument = form.save(commit=False)
        document.uploaded_by_user = self.request.user
        said = dict(self.for_all.cleaned_data)
        tags = said.pop("tags")
        for field, value in said.items():
            if value:
                setattr(document, field, value)
        document.save()
        document.tags.add(*tags)
        return document

    def get_edit_object_form_context_data(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_edit_object_form_context_data()
        return {**context, "document": self.object, "duplicates": duplicates_of(self.object, self.request)}


class EditDocument(documents.EditView):
    """A document, with all its versions."""

    template_name = "archive/document_form.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            # Of two who save at once the second waits here, and then finds the first one's version.
            LibraryDocument.objects.select_for_update().filter(pk=self.kwargs["document_id"]).first()
            response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "versions": list(self.object.versions.select_related("author")),
            "duplicates": duplicates_of(self.object, self.request),
            "superseded": open_to(reader_of(self.request), self.object.supersedes.all()),
        }
