"""Sending a form: who may, what is kept, who hears of it, and what changes nothing."""

from datetime import timedelta

import pytest
import pytest_django
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks import default_task_backend

from cms.pages.actions.forms import (
    AnswersTooLargeError,
    FormNotThereError,
    MayNotSendError,
    delete_old_answers,
    mail_answer,
    send_form,
)
from cms.pages.machines import LooksLikeMachineError, TooOftenError, ticket_for
from cms.pages.models import Answer, FormPage, ThemePage
from cms.pages.tasks import mail_sent_answer
from tests.factories.forms import create_answer, create_form, old_ticket
from tests.factories.pages import alias, create_home, create_theme, translate
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werk")


@pytest.fixture
def form(theme: ThemePage) -> FormPage:
    return create_form(theme, "Aanvraag", recipients="post@plein.example\nchef@plein.example")


def mailings() -> list[list[int]]:
    """The mailings that wait for a worker, by what they were given."""
    return [list(task.args) for task in default_task_backend.results if task.task.name == "mail_sent_answer"]


def test_an_answer_is_kept_with_who_sent_it(form: FormPage) -> None:
    person = create_user()
    answer = send_form(form, answers={"naam": ["Eva"]}, by=person, ticket=old_ticket(form))
    assert (answer.page_id, answer.person, answer.language) == (form.pk, person, "nl")
    assert answer.form_data == {"naam": "Eva", "reden": ""}


def test_an_anonymous_form_keeps_nobody(theme: ThemePage) -> None:
    form = create_form(theme, is_anonymous=True)
    answer = send_form(form, answers={"naam": ["Eva"]}, by=create_user(), ticket=old_ticket(form))
    assert answer.person is None


def test_whoever_may_not_see_a_form_may_not_send_it(form: FormPage) -> None:
    for person in (create_partner(), None):
        with pytest.raises(FormNotThereError):
            send_form(form, answers={"naam": ["Eva"]}, by=person, ticket=old_ticket(form))
    assert not Answer.objects.exists()
    assert mail.outbox == []


def test_a_draft_cannot_be_sent(theme: ThemePage) -> None:
    form = create_form(theme, live=False)
    with pytest.raises(FormNotThereError):
        send_form(form, answers={"naam": ["Eva"]}, by=create_user(), ticket=old_ticket(form))
    assert not Answer.objects.exists()


def test_what_is_wrong_is_said_of_each_field(theme: ThemePage) -> None:
    form = create_form(theme, fields=[{"label": "Naam"}, {"label": "Adres", "field_type": "email"}])
    with pytest.raises(ValidationError) as refused:
        send_form(form, answers={"adres": ["nergens"], "extra": ["x"]}, by=create_user(), ticket=old_ticket(form))
    assert set(refused.value.message_dict) == {"naam", "adres", "extra"}
    assert not Answer.objects.exists()


def test_choices_are_those_of_the_form(theme: ThemePage) -> None:
    fields = [{"label": "Dagen", "field_type": "checkboxes", "choices": "ma\ndi\nwo"}]
    form, person = create_form(theme, fields=fields), create_user()
    kept = send_form(form, answers={"dagen": ["ma", "wo"]}, by=person, ticket=old_ticket(form))
    assert kept.form_data == {"dagen": ["ma", "wo"]}
    with pytest.raises(ValidationError):
        send_form(form, answers={"dagen": ["zo"]}, by=person, ticket=old_ticket(form))
    assert Answer.objects.count() == 1


def test_a_form_that_is_sent_once_is_sent_once_in_all_languages(theme: ThemePage) -> None:
    form, person = create_form(theme, is_sent_once=True), create_user()
    english = translate(form)
    send_form(form, answers={"naam": ["Eva"]}, by=person, ticket=old_ticket(form))
    for again in (form, english):
        with pytest.raises(MayNotSendError):
            send_form(again, answers={"naam": ["Eva"]}, by=person, ticket=old_ticket(again))
    send_form(form, answers={"naam": ["Piet"]}, by=create_user(), ticket=old_ticket(form))
    assert Answer.objects.count() == 2


def test_visitors_cannot_send_a_form_once() -> None:
    everyone = create_theme(create_home(), audiences=("everyone",))
    once, often = create_form(everyone, is_sent_once=True), create_form(everyone)
    with pytest.raises(MayNotSendError):
        send_form(once, answers={"naam": ["Eva"]}, by=None, ticket=old_ticket(once))
    answer = send_form(often, answers={"naam": ["Eva"]}, by=None, ticket=old_ticket(often), address="192.0.2.1")
    assert list(Answer.objects.all()) == [answer]


def test_an_answer_to_an_alias_is_kept_with_its_source(form: FormPage) -> None:
    copy = alias(form, create_theme(form.get_parent().get_parent(), "Elders"))
    answer = send_form(copy, answers={"naam": ["Eva"]}, by=create_user(), ticket=old_ticket(copy))
    assert answer.page_id == form.pk


def test_answers_have_a_size(form: FormPage, settings: pytest_django.Settings) -> None:
    settings.FORM_ANSWERS_SIZE = 100
    with pytest.raises(AnswersTooLargeError) as refused:
        send_form(form, answers={"reden": ["é" * 60]}, by=create_user(), ticket=old_ticket(form))
    assert (refused.value.size, refused.value.most) == (125, 100)
    assert not Answer.objects.exists()


def test_machines_are_refused(form: FormPage) -> None:
    other = create_form(form.get_parent())
    sendings = [
        ({"ticket": ticket_for(form.pk)}, "seconds"),
        ({"ticket": old_ticket(other)}, "ticket"),
        ({"ticket": f"{form.pk}:made:up"}, "ticket"),
        ({"ticket": ""}, "ticket"),
        ({"ticket": old_ticket(form), "trap": "http://spam.example"}, "trap"),
    ]
    for sent, part in sendings:
        with pytest.raises(LooksLikeMachineError) as refused:
            send_form(form, answers={"naam": ["Eva"]}, by=create_user(), **sent)
        assert refused.value.part == part
    assert not Answer.objects.exists()


def test_nobody_sends_more_than_a_person_has_to(form: FormPage, settings: pytest_django.Settings) -> None:
    settings.FORM_SENDINGS_AN_HOUR = 2
    person = create_user()
    for _time in range(2):
        send_form(form, answers={"naam": ["Eva"]}, by=person, ticket=old_ticket(form))
    with pytest.raises(TooOftenError):
        send_form(form, answers={"naam": ["Eva"]}, by=person, ticket=old_ticket(form))
    send_form(form, answers={"naam": ["Piet"]}, by=create_user(), ticket=old_ticket(form))
    assert Answer.objects.count() == 3


def test_recipients_are_told_after_the_commit(
    form: FormPage, django_capture_on_commit_callbacks: pytest_django.DjangoCaptureOnCommitCallbacks
) -> None:
    default_task_backend.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = send_form(form, answers={"naam": ["Eva"]}, by=create_user(), ticket=old_ticket(form))
        assert mailings() == []
    assert mailings() == [[answer.pk]]


def test_each_recipient_gets_the_answers(form: FormPage) -> None:
    answer = create_answer(form, person=create_user("Eva de Vries"), naam="Eva", reden="")
    assert mail_answer(answer) == 2
    assert [message.to for message in mail.outbox] == [["post@plein.example"], ["chef@plein.example"]]
    assert mail.outbox[0].subject == "Antwoord op “Aanvraag”"
    assert "Eva de Vries" in mail.outbox[0].body
    assert "Naam\nEva\n" in mail.outbox[0].body
    assert f"/admin/forms/submissions/{form.pk}/" in mail.outbox[0].body


def test_an_answer_that_is_gone_is_not_mailed(form: FormPage) -> None:
    mail_sent_answer.func(create_answer(form).pk + 1)
    assert mail.outbox == []


def test_answers_are_forgotten_in_time(theme: ThemePage) -> None:
    short, long = create_form(theme, days_kept=10), create_form(theme, days_kept=100)
    old, young, other = create_answer(short), create_answer(short), create_answer(long)
    past = timezone.now() - timedelta(days=11)
    Answer.objects.filter(pk__in=[old.pk, other.pk]).update(submit_time=past)
    assert delete_old_answers() == 1
    assert set(Answer.objects.all()) == {young, other}


def test_settings_that_contradict_each_other_are_refused(form: FormPage) -> None:
    form.is_anonymous = form.is_sent_once = True
    with pytest.raises(ValidationError) as refused:
        form.full_clean()
    assert set(refused.value.message_dict) == {"is_sent_once"}


def test_recipients_are_addresses(form: FormPage) -> None:
    form.recipients = "post@plein.example\nnergens"
    with pytest.raises(ValidationError) as refused:
        form.full_clean()
    assert set(refused.value.message_dict) == {"recipients"}


def test_fields_keep_their_names_in_every_language(form: FormPage) -> None:
    english = translate(form)
    assert [field.clean_name for field in english.form_fields.all()] == ["naam", "reden"]
    assert {field.locale.language_code for field in english.form_fields.all()} == {"en"}
