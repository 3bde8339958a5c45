"""The form of a webhook."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.access.policy import visible_to
from cms.access.readers import reader_for
from cms.directory.choosers import person_chooser
from cms.people.models import Profile
from cms.webhooks.events import CHOSEN
from cms.webhooks.models import Endpoint
from cms.webhooks.models.endpoint import LONGEST_URL
from cms.webhooks.posting import fault_of
from cms.webhooks.wording import translated


class EndpointForm(WagtailAdminModelForm):
    """Where to, what of, and with whose eyes.

    Only administrators choose the eyes: else somebody could have themselves told what another may see. A webhook that
    anybody else saves looks with their own.
    """

    url = forms.CharField(
        label=_("Address"), max_length=LONGEST_URL, widget=forms.URLInput,
        help_text=_("Where messages are sent: https, on the internet, or in a network that the operator allows."),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("Events"), choices=CHOSEN, widget=forms.CheckboxSelectMultiple, help_text=_("What it is told of.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Only of things in these languages; none chosen means all."),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Profile.objects.none(), label=_("Told what this person may see"), widget=person_chooser.widget_class(),
        help_text=_("It is told of nothing that is closed to this person. Without their account it stops."),
    )  # fmt: skip

    class Meta:
        model = Endpoint
        fields = ("name", "url", "events", "languages", "person")
        help_texts = {"name": _("How you tell it from others.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            del self.fields["person"]
            self.fields["events"].help_text = _("What it is told of, as far as you may see it yourself.")
            return
        chosen = self.instance.seen_as or (None if self.instance.pk else self.for_user)
        field: Any = self.fields["person"]
        people = visible_to(reader_for(self.for_user), Profile.objects.all()) | Profile.objects.filter(user=chosen)
        field.queryset = people.filter(user__is_active=True)
        self.initial["person"] = chosen.profile.pk if chosen else None

    def clean_url(self) -> str:
        """The address. Raises ValidationError for one that nothing would be sent to."""
        url: str = self.cleaned_data["url"].strip()
        if fault := fault_of(url):
            raise ValidationError(gettext("Nothing is sent there: %(why)s.") % {"why": translated(fault)})
        return url

    def clean(self) -> dict[str, Any]:
        """With whose eyes it looks is the instance's from here on."""
        cleaned: dict[str, Any] = super().clean() or {}
        person = cleaned.get("person")
        self.instance.seen_as = person.user if person else self.for_user
        return cleaned
