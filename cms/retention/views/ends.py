"""What was proposed, and what became of it."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn

from cms.retention.models import Destruction, Outcome, State
from cms.retention.rights import APPROVE, PROPOSE, open_destructions
from cms.retention.views.listing import IndentedCollectionFilter, RetentionList, document_address


class EndFilters(WagtailFilterSet):
    """By how far it has come, place, and what becomes of it."""

    state = django_filters.ChoiceFilter(choices=State.choices, label=_("State"))
    collection = IndentedCollectionFilter(prefix="document__collection")
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, label=_("Then"))
    is_mine = django_filters.ChoiceFilter(
        choices=[("yes", _("Yes")), ("no", _("No"))], label=_("Proposed by me"), method="of_mine"
    )

    class Meta:
        model = Destruction
        fields: list[str] = []

    def of_mine(self, rows: QuerySet[Destruction], name: str, value: str) -> QuerySet[Destruction]:
        """Those that one proposed oneself, or did not."""
        mine = rows.filter(proposed_by=self.request.user.pk)
        return mine if value == "yes" else rows.exclude(pk__in=mine.values("pk"))


class EndList(RetentionList):
    """What is to be destroyed or transferred, and what was refused, withdrawn or stopped."""

    model = Destruction
    page_title = _("To be destroyed or transferred")
    header_icon = "bin"
    index_url_name = "retention:ends"
    index_results_url_name = "retention:ends_results"
    any_permission_of = (PROPOSE, APPROVE)
    bulk_type = "destruction"
    filterset_class = EndFilters
    verbose_name_plural = _("proposals")
    export_filename = "proposals"
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="destruction"),
        TitleColumn(
            "document", label=_("Title"), accessor="document.title",
            get_url=lambda row: document_address(row.document_id),
            get_title_id=lambda row: f"destruction_{row.pk}_title",
        ),
        Column("number", label=_("Archive number"), accessor="document.archive_number"),
        Column("collection", label=_("Collection"), accessor="document.collection.name"),
        Column("rule", label=_("Rule")),
        DateColumn("due_on", label=_("Due on")),
        Column("outcome", label=_("Then"), accessor="get_outcome_display"),
        Column("proposed_by", label=_("Proposed by")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("reason", label=_("Reason")),
    ]  # fmt: skip
    list_export = [
        "document.archive_number", "document.title", "document.collection.name", "rule", "due_on", "outcome",
        "proposed_by", "proposed_at", "state", "decided_by", "decided_at", "reason", "document.sha256",
    ]  # fmt: skip
    export_headings = {
        "document.archive_number": _("Archive number"), "document.title": _("Title"),
        "document.collection.name": _("Collection"), "rule": _("Rule"), "due_on": _("Due on"), "outcome": _("Then"),
        "proposed_by": _("Proposed by"), "proposed_at": _("Proposed at"), "state": _("State"),
        "decided_by": _("Decided by"), "decided_at": _("Decided at"), "reason": _("Reason"),
        "document.sha256": "SHA-256",
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[Destruction]:
        """What waits first, then what is over, the newest first."""
        rows = open_destructions(self.request.user).select_related("document__collection", "proposed_by", "decided_by")
        return rows.order_by("decided_at", "-proposed_at", "-pk")
