"""`formSubmit`: what comes in, and in which words it is refused."""

from typing import Any

import pytest
import pytest_django
from django.core import mail
from django.test import Client

from cms.graphql_kit.ids import to_global_id
from cms.pages.machines import ticket_for
from cms.pages.models import Answer, FormPage
from tests.factories.asking import ask, error_of, prepared
from tests.factories.forms import create_answer, create_form, old_ticket
from tests.factories.pages import create_theme
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

SEND = "mutation ($input: FormSubmitInput!) { formSubmit(input: $input) { thankYou } }"
FIELDS = """query ($id: ID!) { page(id: $id) { ... on FormPage {
  fields { name label type required choices helpText defaultValues autocomplete } isAnonymous isSentOnce daysKept
} } }"""


@pytest.fixture
def form() -> FormPage:
    return create_form(create_theme(), "Aanvraag", thank_you="Tot gauw.", days_kept=30)


def sending(form: FormPage, *answers: dict[str, Any], **more: str) -> dict[str, Any]:
    page = to_global_id("Page", form.pk)
    return {"input": {"page": page, "ticket": old_ticket(form), "answers": list(answers), **more}}


NAME = {"name": "naam", "values": ["Eva"]}


def test_a_form_says_what_it_asks(form: FormPage) -> None:
    prepared()
    asked = ask(FIELDS, {"id": to_global_id("Page", form.pk)}, by=create_user())["page"]
    assert [each["name"] for each in asked["fields"]] == ["naam", "reden"]
    assert asked["fields"][1] == {
        "name": "reden", "label": "Reden", "type": "multiline", "required": False, "choices": [], "helpText": "",
        "defaultValues": [], "autocomplete": "",
    }  # fmt: skip
    assert (asked["isAnonymous"], asked["isSentOnce"], asked["daysKept"]) == (False, False, 30)


def test_a_form_is_sent(form: FormPage) -> None:
    person = create_user()
    assert ask(SEND, sending(form, NAME), by=person)["formSubmit"] == {"thankYou": "Tot gauw."}
    assert Answer.objects.get().person == person


def test_what_is_wrong_is_named(form: FormPage) -> None:
    error = error_of(SEND, sending(form, {"name": "extra", "values": ["x"]}), by=create_user())
    assert error["code"] == "INVALID_INPUT"
    assert sorted(each["name"] for each in error["fields"]) == ["extra", "naam"]
    assert not Answer.objects.exists()


def test_not_there_and_not_for_you_are_the_same(form: FormPage) -> None:
    nowhere = sending(form, NAME)
    nowhere["input"] = {**nowhere["input"], "page": to_global_id("Page", form.pk + 999)}
    told = [error_of(SEND, sending(form, NAME), by=create_partner()), error_of(SEND, nowhere, by=create_user())]
    assert told == [{"code": "NOT_FOUND"}, {"code": "NOT_FOUND"}]
    assert not Answer.objects.exists()
    assert mail.outbox == []


def test_refusals_have_codes(form: FormPage, settings: pytest_django.Settings) -> None:
    person = create_user()
    quick = sending(form, NAME, ticket=ticket_for(form.pk))
    assert error_of(SEND, quick, by=person) == {"code": "INVALID_INPUT", "part": "seconds"}
    settings.FORM_ANSWERS_SIZE = 5
    assert error_of(SEND, sending(form, NAME), by=person)["limit"] == "answers_size"
    settings.FORM_ANSWERS_SIZE, settings.FORM_SENDINGS_AN_HOUR = 1000, 0
    assert error_of(SEND, sending(form, NAME), by=person)["limit"] == "sendings_an_hour"
    FormPage.objects.update(is_sent_once=True)
    create_answer(form, person=person)
    assert error_of(SEND, sending(form, NAME), by=person) == {"code": "FORBIDDEN"}
    assert Answer.objects.count() == 1


def test_visitors_are_counted_by_the_network_they_come_from(client: Client, settings: pytest_django.Settings) -> None:
    settings.FORM_SENDINGS_AN_HOUR = 1
    form = create_form(create_theme(audiences=("everyone",)), "Melding")
    asked = {"query": SEND, "variables": sending(form, NAME)}

    def send_from(address: str) -> str | None:
        answer = client.post("/graphql/", asked, content_type="application/json", REMOTE_ADDR=address).json()
        return answer["errors"][0]["extensions"]["limit"] if "errors" in answer else None

    assert [send_from(address) for address in ("2001:db8::1", "192.0.2.1", "::ffff:192.0.2.2")] == [None] * 3
    assert [send_from(address) for address in ("2001:db8::2", "::ffff:192.0.2.1")] == ["sendings_an_hour"] * 2
    assert Answer.objects.count() == 3


def test_a_ticket_is_for_those_who_see_the_form(form: FormPage) -> None:
    text, page = "query ($page: ID!) { formTicket(page: $page) }", {"page": to_global_id("Page", form.pk)}
    assert ask(text, page, by=create_user())["formTicket"].startswith(f"{form.pk}:")
    assert ask(text, page, by=create_partner())["formTicket"] is None


def test_a_session_s_cookie_alone_sends_nothing(form: FormPage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(create_user())
    body = {"query": SEND, "variables": sending(form, NAME)}
    assert strict.post("/graphql/", body, content_type="application/json").status_code == 403
    assert not Answer.objects.exists()
