"""The account page, and what is done on it without a script."""

import pytest
from django.test import Client

from cms.people.actions import issue_api_token
from cms.people.models import ApiToken, Profile, User
from cms.people.sessions import sessions_of
from tests.factories.people import PASSWORD
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words

pytestmark = pytest.mark.usefixtures("city")


def signed_in(user: User) -> Client:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"
    assert client.post("/account/sessions/end/")["Location"].startswith("/accounts/login/")


def test_a_person_sees_their_sessions_in_words_with_this_one_marked(employee: User) -> None:
    here = signed_in(employee)
    signed_in(employee)

    screen = seen(here.get("/en/account/"))

    assert [line.split(" Signed")[0] for line in words(screen, "[aria-labelledby=sessions-title] li p")] == [
        "Safari on iPhone this one",
        "Safari on iPhone",
    ]
    assert len(screen.select("form[action='/en/account/session/end/']")) == 1


def test_a_person_ends_one_session_then_all_others(employee: User) -> None:
    here, there, elsewhere = signed_in(employee), signed_in(employee), signed_in(employee)
    chosen = seen(here.get("/account/")).select("input[name=session]")[-1]["value"]

    first = here.post("/account/session/end/", {"session": chosen}, follow=True)
    left = len(sessions_of(employee))
    here.post("/account/session/end/", {"session": chosen})
    here.post("/account/sessions/end/")

    assert len(seen(first).select(".notice")) == 1
    assert left == 2
    assert [each.get("/account/").status_code for each in (here, there, elsewhere)] == [200, 302, 302]


def test_a_person_ends_a_token(employee: User) -> None:
    issue_api_token(employee, name="Telefoon")
    here = signed_in(employee)
    token = seen(here.get("/account/")).select_one("input[name=token]")["value"]

    screen = seen(here.post("/account/token/revoke/", {"token": token}, follow=True))

    assert not ApiToken.objects.valid().exists()
    assert not screen.select("#tokens-title")


def test_a_person_goes_on_in_the_language_they_choose(employee: User) -> None:
    answer = signed_in(employee).post("/account/language/", {"language": "fr"})

    assert answer["Location"] == "/fr/account/"
    assert Profile.objects.get(user=employee).language == "fr"


def test_a_language_that_is_not_there_is_not_chosen(employee: User) -> None:
    assert signed_in(employee).post("/account/language/", {"language": "xx"}).status_code == 404
    assert Profile.objects.get(user=employee).language == "nl"


def test_what_changes_an_account_asks_for_the_page_it_came_from(employee: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(employee)

    for address in ("session/end/", "sessions/end/", "token/revoke/", "language/"):
        assert strict.post(f"/account/{address}").status_code == 403


def test_the_menu_leads_to_the_account(employee_client: Client, city: City) -> None:
    assert seen(employee_client.get("/")).select_one(".account a[href='/account/']")
