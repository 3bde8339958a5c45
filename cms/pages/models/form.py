"""Forms: what an editor asks, and what somebody answered."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import FormBuilder, WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.pages.models.content import ContentPage
from cms.pages.page_form import CheckedPageForm

MOST_RECIPIENTS = 20
# What an answer says about itself, beside its fields.
RESERVED_NAMES = frozenset({"submit_time"})
CHOOSING_SEVERAL = ("checkboxes", "multiselect")
CHOOSING = (*CHOOSING_SEVERAL, "dropdown", "radio")


def validate_recipients(text: str) -> None:
    """Refuse a list of addresses, one a line, in which something is no e-mail address. Raises ValidationError."""
    addresses = addresses_in(text)
    if len(addresses) > MOST_RECIPIENTS:
        raise ValidationError(_("At most %(count)s addresses.") % {"count": MOST_RECIPIENTS})
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(_("“%(address)s” is not an e-mail address.") % {"address": address}) from None


def addresses_in(text: str) -> list[str]:
    """The addresses of a list with one a line; each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class Autofill(models.TextChoices):
    """What browsers know of a person, by HTML's own names for the `autocomplete` attribute."""

    NOTHING = "", _("nothing")
    NAME = "name", _("their full name")
    EMAIL = "email", _("their e-mail address")
    PHONE = "tel", _("their phone number")
    ORGANISATION = "organization", _("their organisation")
    JOB_TITLE = "organization-title", _("their job title")
    STREET = "street-address", _("their street address")
    POSTAL_CODE = "postal-code", _("their postal code")
    CITY = "address-level2", _("their city")


class FormField(TranslatableMixin, AbstractFormField):
    """One question of a form. Its name is the same in all languages, so that answers in any of them go together."""

    page = ParentalKey("pages.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    autofill = models.CharField(
        _("the browser fills in"), max_length=30, blank=True, choices=Autofill.choices, default=Autofill.NOTHING,
        help_text=_("Only where the question is about the person who fills the form in."),
    )  # fmt: skip

    panels = [
        FieldPanel("label", help_text=_("The question, in as few words as possible.")),
        FieldPanel("help_text", help_text=_("One sentence below the question, for who does not know what is meant.")),
        FieldPanel("required", help_text=_("Without an answer to this the form cannot be sent.")),
        FieldPanel("field_type", help_text=_("How it is answered."), required_on_save=True),
        FieldPanel("choices", help_text=_("One a line, for checkboxes, radio buttons and drop-downs.")),
        FieldPanel(
            "default_value", help_text=_("What stands there at first; leave it empty unless most would say it.")
        ),
        FieldPanel("autofill"),
    ]
    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("clean_name", "field_type", "required", "autofill", "sort_order")
    ]

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        verbose_name = _("form field")
        verbose_name_plural = _("form fields")

    def __str__(self) -> str:
        return self.label

    def get_field_clean_name(self) -> str:
        """The name that the label makes ("telefoonnummer"), never one by which an answer speaks of itself."""
        name: str = super().get_field_clean_name() or "field"
        return f"{name}_" if name in RESERVED_NAMES else name

    def options(self) -> list[str]:
        """What can be chosen from, as Wagtail's builder reads it; empty where nothing can."""
        pairs = FormBuilder([]).get_formatted_field_choices(self) if self.field_type in CHOOSING else []
        return [value for value, _label in pairs if value]

    def first_values(self) -> list[str]:
        """What stands there before anybody answers."""
        if self.field_type in CHOOSING_SEVERAL:
            return [value for value in FormBuilder([]).get_formatted_field_initial(self) if value]
        return [self.default_value] if self.default_value else []


class FormPageForm(CheckedPageForm, WagtailAdminFormPageForm):
    """The editor's form of a form."""

    def clean(self) -> dict[str, Any]:
        """Name each field after its label as long as no reader has seen it: Wagtail saves while one still types."""
        rows = self.formsets["form_fields"].forms if "form_fields" in self.formsets else []
        published = FormField.objects.filter(page__translation_key=self.instance.translation_key, page__live=True)
        names = set(published.values_list("clean_name", flat=True))
        for row in rows:
            row.is_valid()
            if row.instance.clean_name not in names:
                row.instance.clean_name = ""
        cleaned: dict[str, Any] = super().clean()
        for row in rows:
            row.instance.clean_name = row.instance.clean_name or row.instance.get_field_clean_name()
        return cleaned


class FormPage(ContentPage, FormMixin):
    """Something to fill in. Who may see it may send it; who may edit it may read what was sent."""

    thank_you = models.TextField(
        _("thank-you text"), blank=True, max_length=1000,
        help_text=_("Shown after sending: what happens now, and when the sender hears of it."),
    )  # fmt: skip
    recipients = models.TextField(
        _("mail answers to"), blank=True, validators=[validate_recipients],
        help_text=_("E-mail addresses, one a line. They get every answer; leave it empty to read them here alone."),
    )  # fmt: skip
    is_sent_once = models.BooleanField(
        _("can be sent once"), default=False, help_text=_("Each person can send it once. Visitors cannot send it.")
    )
    is_anonymous = models.BooleanField(
        _("anonymous"), default=False, help_text=_("Who sent an answer is not kept. Do not ask for a name then.")
    )
    days_kept = models.PositiveSmallIntegerField(
        _("days that answers are kept"), default=180, validators=[MinValueValidator(1)],
        help_text=_("Answers are deleted after so many days. Choose no more than you need: they are personal data."),
    )  # fmt: skip

    content_panels = [
        *ContentPage.content_panels,
        InlinePanel(
            "form_fields", heading=_("Questions"), label=_("Question"), min_num=1,
            help_text=_("What is asked, from top to bottom. Ask no more than you need."),
        ),
        FieldPanel("thank_you"),
    ]  # fmt: skip
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("recipients", "is_sent_once", "is_anonymous", "days_kept")], _("Answers")
        ),
        *ContentPage.settings_panels,
    ]
    base_form_class = FormPageForm
    parent_page_types = ["pages.ThemePage", "pages.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Questions that colleagues answer; the answers are kept, and mailed if you like.")
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("recipients", overridable=True),
    ]

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def clean(self) -> None:
        """Refuse settings that contradict each other. Raises ValidationError."""
        super().clean()
        if self.is_anonymous and self.is_sent_once:
            told = _("An anonymous form does not know who has sent it before: choose one of the two.")
            raise ValidationError({"is_sent_once": told})

    def facts(self) -> list[str]:
        """What search finds besides the text: the questions."""
        return [field.label for field in self.get_form_fields()]

    def get_submission_class(self) -> type["Answer"]:
        """What Wagtail's screens show."""
        return Answer

    def get_data_fields(self) -> list[tuple[str, Any]]:
        """The columns of the answers: names and labels. Names with a dot are no field's."""
        about = [("sent.language", _("Language"))]
        about += [] if self.is_anonymous else [("sent.by", _("Sent by"))]
        return [*super().get_data_fields(), *about]


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Questions about answers."""

    def to_form(self, page: FormPage) -> "AnswerQuerySet":
        """All answers to a form, in whatever language."""
        return self.filter(page__translation_key=page.translation_key)


class Answer(AbstractFormSubmission):
    """What one person answered, or nobody knows who. `form_data` holds the answers by the names of the fields."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=10)

    # The usage of a page would otherwise list what was answered.
    wagtail_reference_index_ignore = True

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [models.Index("page", "submit_time", name="answer_by_age")]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def get_data(self) -> dict[str, Any]:
        """The answers, and what is known about them, by column."""
        name = (self.person.get_full_name() or self.person.email) if self.person else ""
        return {**super().get_data(), "sent.language": self.language, "sent.by": name}
