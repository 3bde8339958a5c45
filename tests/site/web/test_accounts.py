"""The screens of accounts, in the site's own dress: sign in, sign out, a new password, and no self sign-up."""

import re

from django.core import mail
from django.test import Client

from cms.people.models import User
from tests.factories.people import PASSWORD
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


def test_signing_in_leads_to_where_somebody_was_going(client: Client, employee: User, city: City) -> None:
    screen = seen(client.get("/accounts/login/?next=/kennisbank/"))
    assert screen.select_one("main form input[name=next]")["value"] == "/kennisbank/"

    response = client.post(
        "/accounts/login/", {"login": employee.email, "password": PASSWORD, "next": "/kennisbank/"}, follow=True
    )

    assert words(seen(response), "h1") == ["Kennisbank"]


def test_a_wrong_password_is_said_and_signs_nobody_in(client: Client, employee: User) -> None:
    response = client.post("/accounts/login/", {"login": employee.email, "password": "wrong"})

    assert seen(response).select(".errors[role=alert]")
    assert "_auth_user_id" not in client.session


def test_who_may_not_enter_the_admin_is_told_so_once(employee_client: Client) -> None:
    response = employee_client.get("/admin/", follow=True)

    assert [address for address, _status in response.redirect_chain] == ["/accounts/login/?next=/admin/"]
    assert len(seen(response).select("main .notice")) == 1


def test_nobody_signs_themselves_up(client: Client, db: None) -> None:
    response = client.post(
        "/accounts/signup/", {"email": "new@plein.example", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert not seen(response).select("main form")
    assert not User.objects.filter(email="new@plein.example").exists()


def test_the_sign_in_screen_offers_no_sign_up(client: Client, db: None) -> None:
    assert not seen(client.get("/accounts/login/")).select("a[href*=signup]")


def test_signing_out_asks_first(employee_client: Client) -> None:
    assert words(seen(employee_client.get("/accounts/logout/")), "main form button")

    employee_client.post("/accounts/logout/")

    assert "_auth_user_id" not in employee_client.session


def test_a_forgotten_password_is_made_anew_through_a_mail(client: Client, employee: User) -> None:
    client.post("/accounts/password/reset/", {"email": employee.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert link

    form = client.get(link[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "een-heel-nieuw-woord", "password2": "een-heel-nieuw-woord"})

    employee.refresh_from_db()
    assert employee.check_password("een-heel-nieuw-woord")


def test_account_screens_stand_in_the_language_of_their_address(client: Client, db: None) -> None:
    screen = seen(client.get("/en/accounts/login/"))

    assert screen.html["lang"] == "en"
    assert words(screen, "h1") == ["Sign in"]
