"""Forms, what they ask, and what was answered."""

from typing import Any

from django.core.signing import TimestampSigner, b62_encode
from wagtail.models import Page

from cms.pages.machines import TICKETS
from cms.pages.models import Answer, FormField, FormPage
from cms.people.models import User
from tests.factories.pages import create_page

# A ticket of so long ago that whoever has it could have filled in anything.
LONG_AGO = 1_600_000_000


def create_form(parent: Page, title: str = "", *, fields: Any = None, **settings: Any) -> FormPage:
    """A live form. `fields` are keyword arguments of each field; by default it asks for a name and a reason."""
    form = create_page(FormPage, parent, title, **settings)
    asked = fields or [{"label": "Naam"}, {"label": "Reden", "field_type": "multiline", "required": False}]
    for order, field in enumerate(asked):
        form.form_fields.add(FormField(sort_order=order, locale=form.locale, **{"field_type": "singleline", **field}))
    form.save()
    return form


def create_answer(form: FormPage, *, person: User | None = None, **answers: Any) -> Answer:
    """What somebody answered to a form."""
    return Answer.objects.create(
        page=form.page_ptr, person=person, language=form.locale.language_code, form_data=answers
    )


def old_ticket(page: Page) -> str:
    """The ticket of a form that was shown long enough ago to be filled in."""

    return _SignerOfThen(salt=TICKETS.salt).sign(str(page.pk))


class _SignerOfThen(TimestampSigner):
    def timestamp(self) -> str:
        return b62_encode(LONG_AGO)
