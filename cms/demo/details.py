"""What only some kinds of page have: when an event is, how to reach a unit, what a form asks."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cms.demo.notation import Places, lasting_id
from cms.pages.models import ContentPage, EventPage, FormField, FormPage, UnitContact, UnitPage
from cms.people.models import Unit

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Details = Mapping[str, Any]


def fill_details(page: ContentPage, details: Details, places: Places) -> None:
    """Give a page what the files say of its kind; nothing is saved."""
    if writer := WRITERS.get(type(page)):
        writer(page, details, places)


def translate_details(page: ContentPage, details: Details) -> None:
    """Put the translated words of a page's kind in the places of its own; nothing is saved."""
    if isinstance(page, FormPage):
        page.thank_you = details["thank_you"]
        for field, told in zip(page.form_fields.all(), details["fields"], strict=True):
            field.label, field.help_text = told["label"], told.get("help_text", "")
            field.choices, field.default_value = "\n".join(told.get("choices", ())), told.get("default", "")
        return
    for name, text in details.items():
        setattr(page, name, text.strip())


def moment(*, week: int, weekday: str, at: str) -> datetime:
    """A day of a week counted from this one (0; negative ones are over), at a time such as "19:30" of the city's
    clocks: so that an event on a Tuesday is on a Tuesday whenever the demo is loaded."""
    today = timezone.localdate()
    day = today - timedelta(days=today.weekday()) + timedelta(weeks=week, days=WEEKDAYS.index(weekday))
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))


def _fill_event(page: EventPage, details: Details, places: Places) -> None:
    page.starts_at = moment(week=details["week"], weekday=details["weekday"], at=details["at"])
    page.ends_at = page.starts_at + timedelta(minutes=details["minutes"])
    page.location = details["location"]


def _fill_unit(page: UnitPage, details: Details, places: Places) -> None:
    page.unit = Unit.objects.get(name=details["unit"])
    for name in ("opening_hours", "address", "phone", "email"):
        setattr(page, name, details[name].strip())
    page.contacts = [UnitContact(person_id=places.id_of("person", key)) for key in details["contacts"]]


def _fill_form(page: FormPage, details: Details, places: Places) -> None:
    page.thank_you = details["thank_you"]
    page.recipients = "\n".join(details["recipients"])
    page.is_anonymous = details.get("is_anonymous", False)
    page.form_fields = [_field(page, number, told) for number, told in enumerate(details["fields"])]


def _field(page: FormPage, number: int, told: Details) -> FormField:
    field = FormField(
        translation_key=lasting_id("field", page.slug, number),
        locale=page.locale,
        sort_order=number,
        label=told["label"],
        field_type=told["type"],
        required=told.get("required", True),
        choices="\n".join(told.get("choices", ())),
        default_value=told.get("default", ""),
        help_text=told.get("help_text", ""),
        autofill=told.get("autofill", ""),
    )
    field.clean_name = field.get_field_clean_name()
    return field


WRITERS: dict[type[ContentPage], Callable[[Any, Details, Places], None]] = {
    EventPage: _fill_event,
    UnitPage: _fill_unit,
    FormPage: _fill_form,
}
