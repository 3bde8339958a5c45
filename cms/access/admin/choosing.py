"""The field in which editors choose who may see a thing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.access.actions.choose import refuse_locking_out
from cms.access.models import Audience


class AudiencesField(forms.ModelMultipleChoiceField):
    """Any of the audiences. What was shown comes back with what was chosen, so that a form that was open for an hour
    does not undo what somebody else chose meanwhile."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Audience.objects.all(),
            required=False,
            label=_("Who may see this"),
            help_text=_("Whoever is in any of these. Choose none to leave it at what is inherited."),
            show_hidden_initial=True,
            **kwargs,
        )


class ChoosesAudiences(forms.BaseForm):
    """For forms of a thing with rights: checks what is chosen before anything is saved."""

    is_new = False

    def offer_audiences(self, chosen: list[Audience], *, is_allowed: bool) -> None:
        """Show the audiences chosen now, to be changed only by who is allowed to."""
        self.shown_audiences = {str(audience.pk) for audience in chosen}
        field: Any = self.fields["audiences"]
        keys = [audience.pk for audience in chosen]
        field.queryset = Audience.objects.nameable() | Audience.objects.filter(pk__in=keys)
        field.initial = keys
        field.disabled = not is_allowed

    @property
    def has_chosen_audiences(self) -> bool:
        """Whether the person changed what they were shown."""
        return not self.fields["audiences"].disabled and "audiences" in self.changed_data

    def check_audiences(self, person: Any, *, is_inheriting: bool) -> None:
        """Add an error where the choice is out of date, closes the thing for the person, or for everybody."""
        if not (self.has_chosen_audiences or self.is_new) or "audiences" not in self.cleaned_data:
            return
        chosen = list(self.cleaned_data["audiences"])
        try:
            self._refuse_outdated()
            refuse_locking_out(person, chosen)
        except ValidationError as error:
            self.add_error("audiences", error)
        if not chosen and not is_inheriting:
            self.add_error("audiences", gettext("Nothing above this says who may see it: choose at least one."))

    def _refuse_outdated(self) -> None:
        shown = self["audiences"].initial
        if self.data:
            name = self.add_initial_prefix("audiences")
            widget = self.fields["audiences"].hidden_widget()
            shown = widget.value_from_datadict(self.data, self.files, name)
        if {str(each) for each in shown or []} != self.shown_audiences:
            raise ValidationError(
                gettext("Somebody else has chosen who may see this since you opened it. Reload the page to see it.")
            )
