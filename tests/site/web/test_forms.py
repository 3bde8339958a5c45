"""Filling a form in on the site."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.models import Answer, FormPage
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.forms import create_answer, create_form, old_ticket
from tests.factories.people import create_partner
from tests.site.web.conftest import City

FIELDS = [
    {"label": "Je naam", "autofill": "name", "help_text": "Zoals in je paspoort."},
    {"label": "Mail", "field_type": "email", "required": False},
    {"label": "Dagen", "field_type": "checkboxes", "choices": "ma\ndi", "required": False},
    {"label": "Vervoer", "field_type": "dropdown", "choices": "fiets\ntrein", "required": False},
    {"label": "Toelichting", "field_type": "multiline", "required": False},
    {"label": "Akkoord", "field_type": "checkbox", "required": False},
]


@pytest.fixture
def form(city: City) -> FormPage:
    form = create_form(city.theme, "Fietsplan", fields=FIELDS, thank_you="Je hoort het morgen.", days_kept=30)
    prepare_everything()
    return form


def send(client: Client, form: FormPage, **answers: object) -> object:
    return client.post(reverse("form", args=[form.pk]), {"ticket": old_ticket(form), **answers})


def test_a_form_is_shown_with_labels_help_and_marks(employee_client: Client, form: FormPage) -> None:
    shown = employee_client.get("/kennisbank/fietsplan/").content.decode()
    assert '<label for="answer-je_naam">Je naam <span class="required" aria-hidden="true">*</span></label>' in shown
    assert 'required autocomplete="name" aria-describedby="answer-je_naam-help"' in shown
    assert '<p class="field-help" id="answer-je_naam-help">Zoals in je paspoort.</p>' in shown
    assert "<legend>Dagen</legend>" in shown
    assert re.search(r'name="ticket" value="\d+:\w+:[\w-]+"', shown)


def test_what_is_filled_in_is_kept_and_thanked_for(employee_client: Client, form: FormPage, employee: User) -> None:
    sent = send(
        employee_client, form, **{"answer-je_naam": "Eva", "answer-dagen": ["ma", "di"], "answer-akkoord": "true"}
    )
    thanks = employee_client.get(sent.url)
    assert (sent.status_code, sent.url) == (302, f"/formulieren/{form.pk}/verzonden/")
    assert "Je hoort het morgen." in thanks.content.decode()
    answer = Answer.objects.get()
    assert answer.person == employee
    assert answer.form_data == {
        "je_naam": "Eva", "mail": "", "dagen": ["ma", "di"], "vervoer": "", "toelichting": "", "akkoord": True,
    }  # fmt: skip


def test_what_is_wrong_is_said_above_and_beside_and_nothing_is_lost(employee_client: Client, form: FormPage) -> None:
    answers = {"answer-mail": "nergens", "answer-dagen": "di", "answer-vervoer": "trein", "answer-toelichting": "<b>"}
    refused = send(employee_client, form, **answers)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert 'role="alert" tabindex="-1" autofocus' in shown
    assert '<a href="#answer-je_naam">' in shown
    assert '<a href="#answer-mail">' in shown
    assert 'id="answer-mail" name="answer-mail" value="nergens" aria-invalid="true"' in shown
    assert 'aria-describedby="answer-je_naam-error answer-je_naam-help"' in shown
    assert 'value="di" checked' in shown
    assert "<option selected>trein</option>" in shown
    assert "&lt;b&gt;</textarea>" in shown
    assert not Answer.objects.exists()


def test_a_machine_is_refused(employee_client: Client, form: FormPage) -> None:
    refused = send(employee_client, form, **{"answer-je_naam": "Eva", "website": "http://spam.example"})
    assert refused.status_code == 422
    assert not Answer.objects.exists()


def test_a_lost_ticket_is_renewed(employee_client: Client, form: FormPage) -> None:
    address = reverse("form", args=[form.pk])
    shown = employee_client.post(address, {"answer-je_naam": "Eva"}).content.decode()
    assert 'value="Eva"' in shown
    assert re.search(r'name="ticket" value="\d+:', shown)
    assert not Answer.objects.exists()


def test_a_form_sent_once_says_so(employee_client: Client, form: FormPage, employee: User) -> None:
    form.is_sent_once = True
    form.save()
    prepare_everything()
    create_answer(form, person=employee)
    refused = send(employee_client, form, **{"answer-je_naam": "Eva"})
    assert refused.status_code == 422
    assert Answer.objects.count() == 1


def test_a_form_of_others_is_not_there(client: Client, form: FormPage) -> None:
    client.force_login(create_partner())
    assert send(client, form, **{"answer-je_naam": "Pim"}).status_code == 404
    assert client.get(reverse("form_sent", args=[form.pk])).status_code == 404
    assert not Answer.objects.exists()


def test_a_form_from_another_site_is_refused(employee: User, form: FormPage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(employee)
    assert send(strict, form, **{"answer-je_naam": "Eva"}).status_code == 403
    assert not Answer.objects.exists()


def test_the_address_of_a_form_leads_to_its_page(employee_client: Client, form: FormPage, city: City) -> None:
    assert employee_client.get(reverse("form", args=[form.pk])).url == "/kennisbank/fietsplan/"
    assert employee_client.get(reverse("form", args=[city.article.pk])).status_code == 404
