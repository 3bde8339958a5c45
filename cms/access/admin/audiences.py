"""Where administrators name the audiences that editors choose from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.models import Audience
from cms.access.policy import open_to
from cms.access.readers import Reader, reader_for
from cms.people.models import Employment, Location, Organisation, Role, Unit, User, WorkGroup


class UnitsField(forms.ModelMultipleChoiceField):
    """Units of the tree, each indented below the one it belongs to."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, unit: Unit) -> str:
        """The unit's name, at its depth."""
        return f"{'– ' * (unit.depth - 1)}{unit.name}"


class AddressesField(forms.CharField):
    """People by their e-mail addresses, one a line: a list to choose from would be as long as the organisation."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Show accounts as the addresses they sign in with."""
        return value if value is None or isinstance(value, str) else "\n".join(str(each.email) for each in value)

    def clean(self, value: str | None) -> list[User]:
        """The accounts of these addresses. Raises ValidationError with the addresses that nobody has."""
        addresses = {line.strip().lower() for line in (super().clean(value) or "").splitlines() if line.strip()}
        for address in addresses:
            validate_email(address)
        people = list(User.objects.filter(email__in=addresses))
        unknown = addresses - {person.email for person in people}
        if unknown:
            message = gettext("Nobody signs in with: %(addresses)s")
            raise ValidationError(message % {"addresses": ", ".join(sorted(unknown))})
        return people


class PlainChoices(forms.ModelMultipleChoiceField):
    """Some of a list that the organisation keeps."""

    widget = forms.CheckboxSelectMultiple


class AudienceForm(WagtailAdminModelForm):
    """An audience. Saving it changes at once who sees what it was chosen for. `for_user` cannot lose sight of anything
    by it."""

    units = UnitsField(
        queryset=Unit.objects.order_by("path"), required=False, label=_("Units"),
        help_text=_("People of these units and of those below them."),
    )  # fmt: skip
    people = AddressesField(required=False, label=_("Named people"), help_text=_("Their e-mail addresses, one a line."))

    roles = PlainChoices(Role.objects.all(), required=False, label=_("Roles"), help_text=_("Whoever has one of them."))
    locations = PlainChoices(
        Location.objects.all(), required=False, label=_("Locations"), help_text=_("Whoever works at one of them.")
    )
    employments = PlainChoices(
        Employment.objects.all(), required=False, label=_("Kinds of employment"),
        help_text=_("Whoever is employed in one of these ways."),
    )  # fmt: skip
    organisations = PlainChoices(
        Organisation.objects.all(), required=False, label=_("Partner organisations"),
        help_text=_("Whoever comes from one of them."),
    )  # fmt: skip
    work_groups = PlainChoices(
        WorkGroup.objects.all(), required=False, label=_("Work groups"),
        help_text=_("Their members, for as long as they are in the group."),
    )  # fmt: skip

    class Meta:
        model = Audience
        fields = (
            "name", "includes_everyone", "includes_staff", "includes_partners", "units", "roles", "locations",
            "employments", "organisations", "work_groups", "groups", "people",
        )  # fmt: skip
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_groups = open_to(reader_for(self.for_user), WorkGroup.objects.all())
        self.fields["work_groups"].queryset = self.open_groups

    def clean_work_groups(self) -> QuerySet[WorkGroup]:
        """What was chosen, and the groups that whoever changes the audience may not know of: those stay."""
        chosen: QuerySet[WorkGroup] = self.cleaned_data["work_groups"]
        if not self.instance.pk:
            return chosen
        hidden = self.instance.work_groups.exclude(pk__in=self.open_groups.values("pk"))
        return WorkGroup.objects.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=hidden.values("pk")))

    def save(self, commit: bool = True) -> Audience:
        """Save it, or raise ValidationError and change nothing."""
        with transaction.atomic():
            before = reader_for(self.for_user)
            audience: Audience = super().save(commit)
            _refuse_loss(before, reader_for(self.for_user))
        return audience

    def _post_clean(self) -> None:
        """Try it out: who would lose sight of something by it finds the reason beside the form."""
        super()._post_clean()
        if self.errors or not self.instance.pk or self.for_user is None:
            return
        try:
            with transaction.atomic():
                self.save()
                transaction.set_rollback(True)
        except ValidationError as error:
            self.add_error(None, error)


def _refuse_loss(before: Reader, after: Reader) -> None:
    if before.locks - after.locks and not before.passes_all:
        raise ValidationError(gettext("You would lose sight of something by this. Let somebody else change it."))


class ListAudiences(IndexView):
    """All audiences, and for how many things each was chosen."""

    def get_base_queryset(self) -> QuerySet[Audience]:
        return Audience.objects.nameable().annotate(uses=Count("restrictions", distinct=True))


class AudienceViewSet(ModelViewSet):
    """Audiences, in the settings."""

    model = Audience
    icon = "group"
    menu_label = _("Audiences")
    add_to_settings_menu = True
    menu_order = 605
    form_fields: list[str] = []
    copy_view_enabled = False
    index_view_class = ListAudiences
    list_display = [
        "name",
        Column("uses", label=_("Chosen for")),
        TitleColumn("who", label=_("Who is in this?"), accessor=lambda _each: _("Show"), url_name="rights_audience"),
    ]
    search_fields = ["name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form of an audience, new or not."""
        return AudienceForm
