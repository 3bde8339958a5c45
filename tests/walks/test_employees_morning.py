"""Walk: an employee's morning on a phone: the news, a colleague, and a form that goes wrong once before it is sent."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cms.pages.models import Answer, FormPage
from cms.reading.actions import prepare_everything
from search.sync import catch_up
from tests.factories.forms import create_form
from tests.factories.pages import create_news
from tests.factories.people import create_user
from tests.walks.conftest import City
from tests.walks.phone import look_at, sign_in

pytestmark = pytest.mark.browser

FIELDS = [
    {"label": "Waarom", "field_type": "multiline"},
    {"label": "Mail", "field_type": "email"},
    {"label": "Dagen", "field_type": "checkboxes", "choices": "maandag\ndinsdag"},
]


@pytest.fixture
def form(city: City, settings: Any) -> FormPage:
    """The city with a news item, a colleague and a form in it, findable. A browser fills in faster than people may."""
    settings.FORM_SECONDS = 0
    create_news(city.theme, "Balie langer open", body=[("text", "<p>Op donderdag tot negen uur.</p>")])
    create_user("Noor Bakker", job_title="Beleidsadviseur", phone="06 1234 5678")
    form = create_form(city.theme, "Thuiswerkset aanvragen", fields=FIELDS, thank_you="Je hoort het morgen.")
    prepare_everything()
    catch_up()
    return form


def read_news(page: Page) -> None:
    page.get_by_role("link", name="Balie langer open").tap()
    look_at(page, "Balie langer open")
    expect(page.get_by_text("Op donderdag tot negen uur.")).to_be_visible()


def find_colleague(page: Page) -> None:
    page.locator(".menu summary").tap()
    page.locator(".menu").get_by_role("link", name="Wie is wie").tap()
    look_at(page, "Wie is wie")
    page.locator("#people-name").press_sequentially("bakker")
    expect(page.locator(".contact-name a")).to_have_text(["Noor Bakker"])
    page.get_by_role("link", name="Noor Bakker").tap()
    look_at(page, "Noor Bakker")
    expect(page.get_by_role("link", name="06 1234 5678")).to_have_attribute("href", "tel:0612345678")


def find_form(page: Page) -> None:
    page.get_by_role("combobox").fill("thuiswerkset")
    page.get_by_role("combobox").press("Enter")
    look_at(page, "Zoeken")
    page.locator(".hit").get_by_role("link", name="Thuiswerkset aanvragen", exact=True).tap()
    look_at(page, "Thuiswerkset aanvragen")


def send_with_mistake(page: Page) -> None:
    """Send a form in which the address is none: what is wrong is said and read out, and what was right is kept."""
    page.get_by_label("Waarom").fill("Mijn stoel is kapot.")
    page.get_by_label("Mail").fill("eva@")
    page.get_by_label("dinsdag").tap()
    page.locator(".questions [type=submit]").tap()
    expect(page.locator("#errors")).to_be_focused()
    look_at(page, "Thuiswerkset aanvragen")
    expect(page.locator("#errors a")).to_have_count(1)
    expect(page.get_by_label("Waarom")).to_have_value("Mijn stoel is kapot.")
    expect(page.get_by_label("Mail")).to_have_value("eva@")
    expect(page.get_by_label("dinsdag")).to_be_checked()
    expect(page.get_by_label("maandag")).not_to_be_checked()


def mend_and_send(page: Page) -> None:
    page.locator("#errors a").tap()
    expect(page.get_by_label("Mail")).to_be_focused()
    page.get_by_label("Mail").fill("eva@plein.example")
    page.locator(".questions [type=submit]").tap()
    look_at(page, "Bedankt")
    expect(page.get_by_text("Je hoort het morgen.")).to_be_visible()


def test_a_morning_on_a_phone(form: FormPage, city: City, phone: Page) -> None:
    sign_in(phone, city.employee.email)
    read_news(phone)
    find_colleague(phone)
    find_form(phone)

    send_with_mistake(phone)
    assert not Answer.objects.exists()
    mend_and_send(phone)
    phone.reload()

    answer = Answer.objects.get()
    assert (answer.page_id, answer.person) == (form.pk, city.employee)
    assert answer.form_data == {"waarom": "Mijn stoel is kapot.", "mail": "eva@plein.example", "dagen": ["dinsdag"]}
