"""The screens of what went wrong: in every language, with a way on, and saying nothing of what is there."""

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from cms.people.models import User
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words

TITLES = {
    "400.html": {"nl": "Dit begrijpen we niet", "en": "This cannot be understood"},
    "429.html": {"nl": "Te veel pogingen", "en": "Too many attempts"},
    "500.html": {"nl": "Er ging iets mis", "en": "Something went wrong"},
}


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
@pytest.mark.parametrize("template", TITLES)
def test_screens_without_a_request_speak_the_language_and_lead_on(template: str, language: str) -> None:
    with override(language):
        screen = render_to_string(template)

    prefix = "" if language == "nl" else f"/{language}"
    assert TITLES[template].get(language, "<h1>") in screen
    assert f'lang="{language}"' in screen
    assert f'href="{prefix}/zoeken/"' in screen
    assert language == "en" or TITLES[template]["en"] not in screen


def test_a_forged_form_is_refused_with_a_way_on(employee: User, city: City) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(employee)

    answer = strict.post("/favorieten/", {"page": "x"})

    assert answer.status_code == 403
    assert [link["href"] for link in seen(answer).select(".message a")] == ["/zoeken/", "/"]


def test_a_host_that_is_not_ours_is_not_understood(client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]

    answer = client.get("/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert words(seen(answer), "h1") == ["Dit begrijpen we niet"]
    assert "elsewhere" not in answer.content.decode()


def test_who_guesses_passwords_must_wait(client: Client, db: None) -> None:
    cache.clear()
    answers = [client.post("/accounts/login/", {"login": f"{n}@plein.example", "password": "x"}) for n in range(31)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert words(seen(answers[-1]), "h1") == ["Te veel pogingen"]


def test_a_known_and_an_unknown_account_wait_alike(client: Client, employee: User) -> None:
    def said(email: str) -> list[str]:
        cache.clear()
        for _time in range(6):
            answer = client.post("/accounts/login/", {"login": email, "password": "wrong"})
        return words(seen(answer), ".errors")

    assert said(employee.email) == said("nobody@plein.example") != []


def test_asking_for_a_new_password_says_the_same_to_everybody(client: Client, employee: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": employee.email}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@plein.example"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert words(seen(known), "main") == words(seen(unknown), "main")
