"""Work groups in the admin, for those who make and change them: the groups, and in them the people, that they see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, EditView, HistoryView, IndexView, UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.admin.audiences import AddressesField
from cms.access.policy import may_open, open_to, visible_to
from cms.access.readers import ask_again, reader_for, reader_of
from cms.people.actions.groups import fill_group, free_slug
from cms.people.models import Membership, Profile, User, WorkGroup
from cms.people.models.work_group import MembershipRole


class WorkGroupForm(WagtailAdminModelForm):
    """A group and who is in it. Whom whoever changes it does not see stays in it as they are."""

    owners = AddressesField(
        required=False, label=_("Owners"), help_text=_("Who look after it: their e-mail addresses, one a line.")
    )
    members = AddressesField(
        required=False, label=_("Other members"), help_text=_("Their e-mail addresses, one a line.")
    )

    class Meta:
        model = WorkGroup
        fields = ("name", "kind", "is_open", "description", "language")
        help_texts = {
            "name": _("As its people call it."),
            "kind": _("One with partners is, where it is open, seen by all partners too."),
            "description": _("What it does, for who thinks of joining."),
            "language": _("The language that it speaks."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = reader_for(self.for_user)
        self.seen = set(visible_to(reader, Profile.objects.all()).values_list("user", flat=True))
        for name, role in (("owners", MembershipRole.OWNER), ("members", MembershipRole.MEMBER)):
            self.fields[name].initial = [each for each in self._now(role) if each.pk in self.seen]
        if not self.instance.pk:
            self.fields["owners"].initial = [self.for_user]

    def clean(self) -> dict[str, Any]:
        """Whether the group has an owner, and nobody is named whom the person does not see."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("owners", "members"):
            unseen = [each.email for each in cleaned.get(name) or [] if each.pk not in self.seen | {self.for_user.pk}]
            if unseen:
                message = _("Nobody signs in with: %(addresses)s")
                self.add_error(name, ValidationError(message, params={"addresses": ", ".join(unseen)}))
        hidden = [each for each in self._now(MembershipRole.OWNER) if each.pk not in self.seen]
        if not cleaned.get("owners") and not hidden and cleaned.get("members"):
            self.add_error("owners", _("A group needs somebody who looks after it."))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> WorkGroup:
        """Save the group, and let those who were named be in it, beside whom the person does not see."""
        self.instance.slug = self.instance.slug or free_slug(self.instance.name)
        hidden = {
            role: [each for each in self._now(role) if each.pk not in self.seen] for role in MembershipRole.values
        }
        is_new = not self.instance.pk
        group: WorkGroup = super().save(commit)
        if is_new:
            # Who may make a group fills it; they stay in it only where they named themselves.
            Membership.objects.create(group=group, user=self.for_user, role=MembershipRole.OWNER)
        fill_group(
            group,
            owners=[*self.cleaned_data["owners"], *hidden[MembershipRole.OWNER]],
            members=[*self.cleaned_data["members"], *hidden[MembershipRole.MEMBER]],
            by=self.for_user,
        )
        ask_again(self.for_user)
        return group

    def _now(self, role: str) -> list[User]:
        if not self.instance.pk:
            return []
        rows = self.instance.memberships.filter(role=role).select_related("user")
        return [row.user for row in rows]


class OfOpenGroups:
    """Groups that do not open for whoever asks are not there."""

    def get_object(self, *args: Any) -> WorkGroup:
        group: WorkGroup = super().get_object(*args)  # type: ignore[misc]
        if not may_open(reader_of(self.request), group):  # type: ignore[attr-defined]
            raise Http404
        return group


class EditGroup(OfOpenGroups, EditView):
    """Changes one."""


class DeleteGroup(OfOpenGroups, DeleteView):
    """Deletes one, and what only its members may see closes for all."""


class HistoryOfGroup(OfOpenGroups, HistoryView):
    """Who changed one."""


class UsageOfGroup(OfOpenGroups, UsageView):
    """What names one."""


class ListGroups(IndexView):
    """Groups, and how many are in them."""

    def get_base_queryset(self) -> QuerySet[WorkGroup]:
        seen = open_to(reader_of(self.request), WorkGroup.objects.all())
        return seen.annotate(size=Count("memberships", distinct=True))


class WorkGroupViewSet(ModelViewSet):
    """Work groups, in the settings."""

    model = WorkGroup
    icon = "group"
    menu_label = _("Work groups")
    menu_name = "work_groups"
    menu_order = 655
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = ListGroups
    edit_view_class = EditGroup
    delete_view_class = DeleteGroup
    history_view_class = HistoryOfGroup
    usage_view_class = UsageOfGroup
    list_display = ["name", "kind", BooleanColumn("is_open", label=_("Open")), Column("size", label=_("People in it"))]
    list_filter = ["kind", "is_open", "language"]
    search_fields = ["name", "description"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form of a group, new or not."""
        return WorkGroupForm
