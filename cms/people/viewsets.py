"""The admin's screens for accounts and units."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.users.views.users import CreateView, DeleteView, EditView, UserViewSet

from cms.people.actions import LastAdministratorError, keep_an_administrator
from cms.people.bulk import may_manage
from cms.people.forms import AccountCreationForm, AccountEditForm, UnitForm
from cms.people.models import Employment, Location, Organisation, Role, Unit, User


class AccountCreateView(CreateView):
    """A new account."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class AccountEditView(EditView):
    """One account. An administrator's is for administrators: whoever sets its password could sign in with it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User) and not may_manage(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """What rooms above offer at an account in the list, they offer here too."""
        offers = hooks.get_hooks("register_user_listing_buttons")
        offered = [button for offer in offers for button in offer(user=self.object, request_user=self.request.user)]
        return [*super().header_more_buttons, *offered]


class AccountDeleteView(DeleteView):
    """Deletes an account, never the last administrator's."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            keep_an_administrator(without=[self.object])
        except LastAdministratorError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("wagtailusers_users:edit", self.object.pk)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class AccountViewSet(UserViewSet):
    """Wagtail's users, with the person behind the account in the same form."""

    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView
    create_template_name = "people/users/create.html"
    edit_template_name = "people/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """The form of an account, new or not."""
        return AccountEditForm if for_update else AccountCreationForm


class UnitIndexView(generic.IndexView):
    """The tree of units, as a list from top to bottom."""

    def get_base_queryset(self) -> QuerySet[Unit]:
        """All units, each after the one it belongs to."""
        return Unit.objects.order_by("path")

    def order_queryset(self, queryset: QuerySet[Unit]) -> QuerySet[Unit]:
        """The order of the tree, whatever is asked: any other would separate a unit from its parts."""
        return queryset.order_by("path")


class UnitViewSet(ModelViewSet):
    """The organisation's units. Moving one changes at once who is in the audiences that name it."""

    model = Unit
    icon = "group"
    menu_label = _("Units")
    menu_name = "units"
    menu_order = 650
    add_to_settings_menu = True
    index_view_class = UnitIndexView
    list_display = ["name", Column("part_of", label=_("Part of"), accessor="parent_name")]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """One form, new or not."""
        return UnitForm


class TraitViewSet(ModelViewSet):
    """A list of what people have in common. Deleting from it changes at once who is in the audiences that name it."""

    icon = "tag"
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    search_backend_name = None
    form_fields = ["name", "code"]


class RoleViewSet(TraitViewSet):
    """What people do, as rights go by it."""

    model = Role
    menu_label = _("Roles of people")
    menu_name = "roles"
    menu_order = 651


class LocationViewSet(TraitViewSet):
    """Where people work."""

    model = Location
    menu_label = _("Locations")
    menu_name = "locations"
    menu_order = 652


class EmploymentViewSet(TraitViewSet):
    """How people are employed."""

    model = Employment
    menu_label = _("Kinds of employment")
    menu_name = "employments"
    menu_order = 653


class OrganisationViewSet(TraitViewSet):
    """Where partners come from."""

    model = Organisation
    menu_label = _("Partner organisations")
    menu_name = "organisations"
    menu_order = 654


TRAITS = (
    RoleViewSet("roles", url_prefix="roles"),
    LocationViewSet("locations", url_prefix="locations"),
    EmploymentViewSet("employments", url_prefix="employments"),
    OrganisationViewSet("organisations", url_prefix="organisations"),
)
