"""What the lists of retention share."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Collection

from cms.archive.models import DocumentKind
from cms.retention.rights import kept_collections


def offered_collections(request: HttpRequest) -> QuerySet[Collection]:
    """The places to narrow a list by."""
    return kept_collections(request.user).order_by("path")


class IndentedCollectionFilter(django_filters.ModelChoiceFilter):
    """A collection and all below it. `prefix` leads from the listed thing to its collection."""

    def __init__(self, *args: Any, prefix: str = "collection", **kwargs: Any) -> None:
        super().__init__(*args, queryset=offered_collections, label=_("Collection"), **kwargs)
        self.prefix = prefix

    def filter(self, qs: QuerySet, value: Collection | None) -> QuerySet:
        return qs.filter(**{f"{self.prefix}__path__startswith": value.path}) if value else qs


def kinds(request: HttpRequest) -> QuerySet[DocumentKind]:
    """The kinds to narrow a list by."""
    return DocumentKind.objects.order_by("name")


class RetentionList(ReportView):
    """A list for those who have any of some permissions. With `bulk_type` its rows can be ticked."""

    any_permission_of: tuple[str, ...] = ()
    bulk_type = ""
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for anybody else."""
        if not any(request.user.has_perm(permission) for permission in self.any_permission_of):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def template_name(self) -> str:
        """With the bar of what can be done to ticked rows, where there is anything."""
        return "retention/listing.html" if self.bulk_type else "wagtailadmin/reports/base_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "bulk_type": self.bulk_type, "model_opts": self.model._meta}


def narrowed(filters: type[WagtailFilterSet], rows: QuerySet, query: str, request: HttpRequest) -> QuerySet:
    """The rows of a list as it was narrowed: "all" means what somebody saw, not what they had filtered away."""
    narrowing = filters(QueryDict(query), queryset=rows, request=request)
    found: QuerySet = narrowing.qs if narrowing.is_valid() else rows.none()
    return found


def document_address(document_id: int) -> str:
    """Where a document is edited."""
    return reverse("wagtaildocs:edit", args=[document_id])
