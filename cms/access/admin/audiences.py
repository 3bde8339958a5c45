"""Where administrators name the audiences that editors choose from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.models import Audience
from cms.access.readers import Reader, reader_for
from cms.people.models import Unit, User


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


class AudienceForm(WagtailAdminModelForm):
    """An audience. Saving it changes at once who sees what it was chosen for. `for_user` cannot lose sight of anything
    by it."""

    units = UnitsField(
        queryset=Unit.objects.order_by("path"), required=False, label=_("Units"),
        help_text=_("People of these units and of those below them."),
    )  # fmt: skip
    people = AddressesField(required=False, label=_("Named people"), help_text=_("Their e-mail addresses, one a line."))

    class Meta:
        model = Audience
        fields = ("name", "includes_everyone", "includes_staff", "includes_partners", "units", "groups", "people")
        widgets = {"groups": forms.CheckboxSelectMultiple}

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
        return Audience.objects.annotate(uses=Count("restrictions", distinct=True))


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
    list_display = ["name", Column("uses", label=_("Chosen for"))]
    search_fields = ["name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form of an audience, new or not."""
        return AudienceForm
