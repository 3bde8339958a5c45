"""The admin's screens for schedules and holds."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from cms.activity.actions import record_act
from cms.activity.viewsets import AuditedViewSet
from cms.people.models import User
from cms.retention.actions import CannotGoError, lift_hold
from cms.retention.acts import SCHEDULE_DELETED
from cms.retention.forms import HoldForm, ScheduleForm
from cms.retention.models import LegalHold, RetentionSchedule
from cms.retention.rights import LIFT, kept_collections, kept_documents, readable_holds
from cms.retention.views.bulk import WhyForm


class DeleteSchedule(generic.DeleteView):
    """Deletes a rule: what it kept is kept no longer, so that it is written down."""

    def delete_action(self) -> None:
        record_act(SCHEDULE_DELETED, by=self.request.user, thing=self.object)
        super().delete_action()


class ScheduleViewSet(ModelViewSet):
    """The rules of the selection list."""

    model = RetentionSchedule
    icon = "calendar-alt"
    menu_label = _("Retention schedules")
    menu_name = "retention-schedules"
    menu_order = 130
    menu_hook = "register_archive_menu_item"
    form_fields: list[str] = []
    copy_view_enabled = False
    delete_view_class = DeleteSchedule
    search_backend_name = None
    search_fields = ["name", "reference"]
    list_display = [
        "name", "reference", "years", Column("event", label=_("counted from"), accessor="get_event_display"),
        Column("outcome", label=_("then"), accessor="get_outcome_display"),
    ]  # fmt: skip
    list_filter = ["event", "outcome"]
    list_export = ["name", "reference", "years", "event", "counts_from_new_year", "outcome"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, new or not."""
        return ScheduleForm


class ListHolds(generic.IndexView):
    """The holds that somebody may know of."""

    def get_base_queryset(self) -> QuerySet[LegalHold]:
        return readable_holds(self.request.user).select_related("set_by", "lifted_by")


class AddHold(generic.CreateView):
    """A new hold. Its action writes down who set it."""

    def save_instance(self) -> LegalHold:
        hold: LegalHold = self.form.save()
        return hold


class EditHold(generic.EditView):
    """A hold in force, to which more can be added."""

    def save_instance(self) -> LegalHold:
        hold: LegalHold = self.form.save()
        return hold

    def get_object(self, queryset: Any = None) -> LegalHold:
        found: LegalHold = get_object_or_404(readable_holds(self.request.user), pk=self.kwargs["pk"])
        return found

    def get_form(self, form_class: Any = None) -> forms.ModelForm:
        form: forms.ModelForm = super().get_form(form_class)
        if not self.object.is_in_force:
            for field in form.fields.values():
                field.disabled = True
        return form

    @cached_property
    def header_more_buttons(self) -> list[HeaderButton]:
        buttons = list(super().header_more_buttons)
        if self.object.is_in_force and self.request.user.has_perm(LIFT):
            address = reverse("legal_holds:lift", args=[self.object.pk])
            buttons.append(HeaderButton(_("Lift"), url=address, icon_name="unlocked"))
        return buttons

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.get_object().is_in_force:
            raise PermissionDenied
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class InspectHold(generic.InspectView):
    """What a hold says, and what it keeps of what opens for who looks."""

    def get_object(self, queryset: Any = None) -> LegalHold:
        found: LegalHold = get_object_or_404(readable_holds(self.request.user), pk=self.pk)
        return found

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        named = {"documents": kept_documents, "collections": kept_collections}.get(field_name)
        if named is None:
            return super().get_field_display_value(field_name, field)
        things = getattr(self.object, field_name).filter(pk__in=named(self.request.user).order_by().values("pk"))
        return ", ".join(str(thing) for thing in things) or "-"


class LiftHold(WagtailAdminTemplateMixin, FormView):
    """Asks why a hold is lifted."""

    template_name = "retention/lift.html"
    page_title = _("Lift the hold")
    header_icon = "unlocked"
    form_class = WhyForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied, or Http404 where somebody may not know of it."""
        if not request.user.has_perm(LIFT):
            raise PermissionDenied
        self.hold = get_object_or_404(readable_holds(request.user).in_force(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "hold": self.hold}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("legal_holds:index"), "label": gettext("Legal holds")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def form_valid(self, form: WhyForm) -> HttpResponse:
        try:
            lift_hold(self.hold, because=form.cleaned_data["because"], by=cast(User, self.request.user))
            messages.success(self.request, gettext("The hold is lifted."))
        except CannotGoError as error:
            messages.error(self.request, error.reason)
        return redirect("legal_holds:index")


class HoldViewSet(AuditedViewSet):
    """Legal holds: set, extended and lifted; never deleted."""

    model = LegalHold
    icon = "lock"
    # a hold is lifted, and what was held stays written down
    left_out = AuditedViewSet.left_out | {"delete"}
    menu_label = _("Legal holds")
    menu_name = "legal-holds"
    menu_order = 140
    menu_hook = "register_archive_menu_item"
    form_fields: list[str] = []
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "reason", "set_by", "set_at", "documents", "collections", "lifted_by", "lifted_at", "lifted_because",
    ]  # fmt: skip
    index_view_class = ListHolds
    add_view_class = AddHold
    edit_view_class = EditHold
    inspect_view_class = InspectHold
    search_backend_name = None
    search_fields = ["name", "reason"]
    list_display = [
        "name", "set_by", DateColumn("set_at", label=_("set at"), sort_key="set_at"),
        BooleanColumn("is_in_force", label=_("in force")),
    ]  # fmt: skip

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, new or not."""
        return HoldForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """And the one that lifts."""
        return [*super().get_urlpatterns(), path("lift/<int:pk>/", LiftHold.as_view(), name="lift")]
