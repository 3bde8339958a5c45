"""Sending a form, telling who waits for it, and forgetting it in time."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.access.policy import may_see
from cms.access.readers import reader_for
from cms.pages.machines import count_sending, refuse_machine
from cms.pages.models import Answer, FormPage
from cms.pages.models.form import addresses_in
from cms.pages.signals import answer_sent
from cms.people.models import User

Answers = Mapping[str, Sequence[str]]


class FormNotThereError(Exception):
    """There is no such form, or not for this person."""


class MayNotSendError(Exception):
    """The person sees the form, but may not send it (any more); the message says why."""


class AnswersTooLargeError(Exception):
    """All answers together take more than `most` bytes: `size`."""

    def __init__(self, *, size: int, most: int) -> None:
        super().__init__(size, most)
        self.size = size
        self.most = most


@transaction.atomic
def send_form(
    page: FormPage, *, answers: Answers, by: User | None, ticket: str, trap: str = "", address: str = ""
) -> Answer:
    """Keep what somebody, or a visitor (None), answered. `answers` are texts by the names of the fields.

    `ticket` is `ticket_for` the page as it was shown, `trap` what the invisible field holds, `address` where it comes
    from. Raises FormNotThereError, MayNotSendError, AnswersTooLargeError, LooksLikeMachineError, TooOftenError, or
    ValidationError with the errors of each field; nothing is kept then.
    """
    if not may_see(reader_for(by), page):
        raise FormNotThereError
    form = page.alias_of.specific if page.alias_of_id else page
    _refuse_second(form, by)
    _refuse_size(answers)
    cleaned = _validated(form, answers, by)
    # Last, because who is quick and forgets something needs to hear of what they forgot.
    refuse_machine(page.pk, ticket=ticket, trap=trap)
    count_sending(f"person {by.pk}" if by else f"address {address}")
    answer = Answer.objects.create(
        page=form.page_ptr,
        person=None if form.is_anonymous else by,
        language=form.locale.language_code,
        form_data=cleaned,
    )
    answer_sent.send(sender=Answer, answer=answer)
    return answer


def mail_answer(answer: Answer) -> int:
    """Mail an answer to the form's recipients, each a message of their own. Returns how many were sent."""
    form: FormPage = answer.page.specific
    with translation.override(answer.language):
        subject = _("Answer to “%(form)s”") % {"form": form.title}
        rows = [(label, _as_text(answer.form_data.get(name))) for name, label in _labels(form)]
        about = {"form": form, "rows": rows, "answer": answer, "address": _address_of_answers(form)}
        text = render_to_string("pages/mail/answer.txt", about)
    messages = [EmailMessage(subject, text, to=[address]) for address in addresses_in(form.recipients)]
    return get_connection().send_messages(messages) or 0


@transaction.atomic
def delete_old_answers() -> int:
    """Delete the answers that were kept as long as their form says. Returns how many."""
    deleted = 0
    for page_id, days in FormPage.objects.values_list("pk", "days_kept"):
        old = Answer.objects.filter(page=page_id, submit_time__lt=timezone.now() - timedelta(days=days))
        deleted += old.delete()[0]
    return deleted


def _refuse_second(form: FormPage, by: User | None) -> None:
    if not form.is_sent_once:
        return
    if by is None:
        raise MayNotSendError(_("Sign in first: each person can send this form once."))
    # Held until the answer is kept, because somebody may press the button twice.
    Page.objects.select_for_update().get(pk=form.pk)
    if Answer.objects.to_form(form).filter(person=by).exists():
        raise MayNotSendError(_("You have sent this form already."))


def _refuse_size(answers: Answers) -> None:
    texts = [*answers, *(text for given in answers.values() for text in given)]
    size = sum(len(text.encode(errors="replace")) for text in texts)
    if size > settings.FORM_ANSWERS_SIZE:
        raise AnswersTooLargeError(size=size, most=settings.FORM_ANSWERS_SIZE)


def _validated(form: FormPage, answers: Answers, by: User | None) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    for name, texts in answers.items():
        data.setlist(name, list(texts))
    filled = form.get_form(data, page=form, user=by)
    unknown = {name: [_("The form does not ask this.")] for name in answers if name not in filled.fields}
    if unknown or not filled.is_valid():
        raise ValidationError({**unknown, **{name: list(errors) for name, errors in filled.errors.items()}})
    cleaned: dict[str, Any] = filled.cleaned_data
    return cleaned


def _labels(form: FormPage) -> list[tuple[str, str]]:
    return [(field.clean_name, field.label) for field in form.get_form_fields()]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")


def _address_of_answers(form: FormPage) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailforms:list_submissions", args=[form.pk])
