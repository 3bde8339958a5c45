"""What a page says because of its type, prepared for its card: ready values, and ids of what has rights of its own."""

from collections.abc import Callable
from typing import Any

from cms.pages.models import ContentPage, EventPage, FormPage, UnitPage

Details = dict[str, Any]


def details_of(page: ContentPage) -> Details:
    """The details of one page, by the names that its GraphQL type reads; empty for types that have none."""
    prepare = PREPARERS.get(type(page))
    return prepare(page) if prepare else {}


def _event(page: EventPage) -> Details:
    return {"location": page.location}


def _unit(page: UnitPage) -> Details:
    return {
        "unit_id": page.unit_id,
        "opening_hours": page.opening_hours,
        "address": page.address,
        "email": page.email,
        "phone": page.phone,
        "contact_ids": [contact.person_id for contact in page.contacts.all()],
    }


def _form(page: FormPage) -> Details:
    fields = [
        {
            "name": field.clean_name or field.get_field_clean_name(),
            "label": field.label,
            "type": field.field_type,
            "required": field.required,
            "choices": field.options(),
            "help_text": field.help_text,
            "default_values": field.first_values(),
            "autocomplete": field.autofill,
        }
        for field in page.get_form_fields()
    ]
    names = ("thank_you", "is_anonymous", "is_sent_once", "days_kept")
    return {"fields": fields, **{name: getattr(page, name) for name in names}}


PREPARERS: dict[type[ContentPage], Callable[[Any], Details]] = {
    EventPage: _event, UnitPage: _unit, FormPage: _form,
}  # fmt: skip
