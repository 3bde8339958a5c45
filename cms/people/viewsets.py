"""The admin's screens for accounts and units."""

from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import UserViewSet

from cms.people.forms import AccountCreationForm, AccountEditForm, UnitForm
from cms.people.models import Unit


class AccountViewSet(UserViewSet):
    """Wagtail's users, with the person behind the account in the same form."""

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
