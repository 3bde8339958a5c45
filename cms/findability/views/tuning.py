"""What the screens of all tuning share."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views import generic

from cms.access.standard import standard_audiences
from cms.activity.viewsets import AuditedViewSet
from cms.findability.actions import delete_tuning
from cms.findability.views.trying import TriesOut, asked_language, compare_for
from search.tuning import Row, tuning_without


class ListTuning(generic.IndexView):
    """A list of tuning, with who changed it last."""

    def get_base_queryset(self) -> QuerySet:
        rows: QuerySet = super().get_base_queryset()
        return rows.select_related("changed_by")


class AddTuning(TriesOut, generic.CreateView):
    """A new row. The form's own action writes down who made it."""

    def object_to_try(self) -> None:
        return None

    def get_initial(self) -> dict[str, Any]:
        """What the link that led here hands over."""
        return {**super().get_initial(), "language": asked_language(self.request)}

    def save_instance(self) -> Row:
        row: Row = self.form.save()
        return row


class EditTuning(TriesOut, generic.EditView):
    """A row that is there."""

    def object_to_try(self) -> Row:
        row: Row = self.get_object()
        return row

    def save_instance(self) -> Row:
        row: Row = self.form.save()
        return row


class DeleteTuning(generic.DeleteView):
    """A row that goes, and what all staff would find without it."""

    def delete_action(self) -> None:
        delete_tuning(self.object, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staff = standard_audiences("staff").get()
        comparisons = compare_for(self.request, self.object, tuning_without(self.object), audience=staff)
        return {**super().get_context_data(**kwargs), "comparisons": comparisons}


class TuningViewSet(AuditedViewSet):
    """One kind of tuning, in the menu of search."""

    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ListTuning
    add_view_class = AddTuning
    edit_view_class = EditTuning
    delete_view_class = DeleteTuning
    create_template_name = "findability/form.html"
    edit_template_name = "findability/form.html"
    delete_template_name = "findability/delete.html"
    menu_hook = "register_search_menu_item"
    form_fields: list[str] = []
    search_backend_name = None
    export_filename = "search"
