"""Who reads what was sent: those who may edit the form, and nobody else."""

import pytest
from django.test import Client

from cms.pages.answers import harmless
from cms.pages.models import Answer, FormPage
from tests.factories.forms import create_answer, create_form
from tests.factories.pages import create_home, create_theme, translate
from tests.factories.people import create_editor, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> FormPage:
    return create_form(create_theme(create_home(), "Werk"), "Aanvraag")


def address(form: FormPage, more: str = "") -> str:
    return f"/admin/forms/submissions/{form.pk}/{more}"


def test_who_may_edit_a_form_reads_its_answers_in_all_its_languages(client: Client, form: FormPage) -> None:
    create_answer(form, person=create_user("Eva de Vries"), naam="Nederlands")
    english = translate(form)
    create_answer(english, naam="English")
    client.force_login(create_editor(form, english))
    shown = client.get(address(form)).content.decode()
    assert all(each in shown for each in ("Nederlands", "English", "Eva de Vries"))


def test_who_edits_one_language_reads_that_language(client: Client, form: FormPage) -> None:
    create_answer(form, naam="Nederlands")
    create_answer(translate(form), naam="English")
    client.force_login(create_editor(form))
    shown = client.get(address(form)).content.decode()
    exported = b"".join(client.get(address(form, "?export=csv")).streaming_content).decode()
    assert ("Nederlands" in shown, "English" in shown) == (True, False)
    assert ("Nederlands" in exported, "English" in exported) == (True, False)


@pytest.mark.parametrize("more", ["", "results/", "?export=csv", "?export=xlsx", "delete/?selected-submissions=1"])
def test_who_may_not_edit_a_form_reads_none(client: Client, form: FormPage, more: str) -> None:
    answer = create_answer(form, naam="Vertrouwelijk")
    client.force_login(create_editor(create_theme(form.get_parent().get_parent(), "Elders")))
    for method in (client.get, client.post):
        told = method(address(form, more))
        assert told.status_code == 404
        assert b"Vertrouwelijk" not in told.content
    assert list(Answer.objects.all()) == [answer]


def test_an_editor_deletes_the_answers_they_may_read_and_no_others(client: Client, form: FormPage) -> None:
    mine, other = create_answer(form), create_answer(translate(form))
    client.force_login(create_editor(form))
    client.post(address(form, f"delete/?selected-submissions={mine.pk}&selected-submissions={other.pk}"))
    assert list(Answer.objects.all()) == [other]


def test_a_spreadsheet_executes_nothing_that_was_answered(client: Client, form: FormPage) -> None:
    create_answer(form, naam='=HYPERLINK("http://x")')
    client.force_login(create_editor(form))
    exported = b"".join(client.get(address(form, "?export=csv")).streaming_content).decode()
    assert "\"'=HYPERLINK(" in exported


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_what_begins_as_a_formula_is_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_other_values_stay_as_they_are() -> None:
    assert (harmless("Eva"), harmless(3), harmless(None), harmless(["ma", "di"])) == ("Eva", 3, None, "ma, di")
