"""The reports and lists that Wagtail fills without asking about what is in them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
)
from wagtail.contrib.redirects.views import IndexView as RedirectsView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, Page, Task, Workflow
from wagtail_localize.views.report import TranslationsReportView

from cms.access.policy import closed_to, open_to
from cms.access.readers import Reader, reader_of
from cms.people.models import WorkGroup


class OpenPageTypesReport(PageTypesUsageReportView):
    """How many pages of each type there are, and the last edited, of those that open."""

    def get_queryset(self) -> QuerySet[ContentType]:
        queryset = super().get_queryset()
        filters = self.filters.form.cleaned_data
        pages = open_to(reader_of(self.request), Page.objects.all())
        if filters.get("page_locale"):
            pages = pages.filter(locale__language_code=filters["page_locale"])
        if filters.get("site"):
            pages = pages.filter(path__startswith=filters["site"])
        newest = F("latest_revision_created_at").desc(nulls_last=True)
        latest = pages.filter(content_type=OuterRef("pk")).order_by(newest, "title", "-pk")
        return queryset.annotate(
            count=Count("pages", filter=Q(pages__in=pages.values("pk")), distinct=True),
            last_edited_page_id=Subquery(latest.values("pk")[:1]),
        )


class OpenLockedPagesReport(LockedPagesView):
    """Locked pages, of those that open: even what somebody locked themselves may have been closed since."""

    def get_queryset(self) -> QuerySet[Page]:
        return open_to(reader_of(self.request), super().get_queryset())


def open_workflows(request: HttpRequest) -> QuerySet[Workflow]:
    """Workflows of no page, or of one that opens: they are called after it."""
    opened = open_to(reader_of(request), Page.objects.all())
    return Workflow.objects.filter(Q(workflow_pages=None) | Q(workflow_pages__page__in=opened.values("pk"))).distinct()


class OpenWorkflowFilters(WorkflowReportFilterSet):
    """Offers workflows that open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["workflow"].queryset = open_workflows


class OpenWorkflowTaskFilters(WorkflowTasksReportFilterSet):
    """Offers workflows that open, and their tasks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["workflow"].queryset = open_workflows
        tasks = Task.objects.filter(workflow_tasks__workflow__in=open_workflows(self.request).values("pk"))
        self.filters["task"].queryset = tasks.distinct()


class OpenWorkflowReport(WorkflowView):
    """What is in which workflow."""

    filterset_class = OpenWorkflowFilters


class OpenWorkflowTasksReport(WorkflowTasksView):
    """What waits for which task."""

    filterset_class = OpenWorkflowTaskFilters


class OpenHistoryReport(LogEntriesView):
    """Who did what, except to what does not open, or is gone: nobody can say any more for whom that opened. Wagtail
    shows what is gone to whoever may edit at the root, and asks about nothing but pages."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        reader = reader_of(self.request)
        if reader.passes_all:
            return queryset
        if queryset.model is not ModelLogEntry:
            return queryset.filter(page__in=open_to(reader, Page.objects.all()).values("pk"))
        for model in (Collection, get_image_model(), get_document_model(), WorkGroup):
            of_model = Q(content_type=ContentType.objects.get_for_model(model))
            queryset = queryset.exclude(of_model & ~Q(object_id__in=_ids_open_to(reader, model)))
        return queryset


def _ids_open_to(reader: Reader, model: Any) -> QuerySet:
    opened = open_to(reader, model._default_manager.all())
    return opened.order_by().annotate(id_as_text=Cast("pk", CharField())).values("id_as_text")


class OpenRedirectsList(RedirectsView):
    """Redirects, except those to a page that does not open: its old address says what it was about."""

    def get_base_queryset(self) -> QuerySet:
        closed = closed_to(reader_of(self.request), Page.objects.all())
        return super().get_base_queryset().exclude(redirect_page__in=closed.values("pk"))


class OpenTranslationsReport(TranslationsReportView):
    """Translations, except those of pages that do not open."""

    def get_queryset(self) -> QuerySet:
        closed = closed_to(reader_of(self.request), Page.objects.filter(depth__gt=1))
        return super().get_queryset().exclude(source__object_id__in=closed.values("translation_key"))
