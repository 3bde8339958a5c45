import re

import pytest
from django.core import mail
from django.test import Client

from cms.people.models import User
from tests.factories.people import PASSWORD, create_superuser, create_user

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD) -> bool:
    client.post("/accounts/login/", {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_people_sign_in_by_address_in_any_case(client: Client) -> None:
    create_user(email="eva@plein.example")

    assert sign_in(client, "Eva@Plein.example") is True


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    create_user(email="eva@plein.example")
    wrong = client.post("/accounts/login/", {"login": "eva@plein.example", "password": "wrong"})
    unknown = client.post("/accounts/login/", {"login": "nobody@plein.example", "password": "wrong"})

    assert sign_in(client, "eva@plein.example", "wrong") is False
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "new@plein.example", "password1": PASSWORD, "password2": PASSWORD})

    assert User.objects.count() == 0


def test_a_forgotten_password_is_replaced_through_a_mail(client: Client) -> None:
    create_user(email="eva@plein.example")
    client.post("/accounts/password/reset/", {"email": "EVA@plein.example"})
    [message] = mail.outbox
    address = re.search(r"http://\S+(/accounts/password/reset/key/\S+)", message.body)[1]
    form = client.get(address, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "een-nieuw-woord", "password2": "een-nieuw-woord"})

    assert message.to == ["eva@plein.example"]
    assert sign_in(Client(), "eva@plein.example", "een-nieuw-woord") is True
    assert sign_in(Client(), "eva@plein.example") is False


def test_an_account_made_without_a_password_gets_one_through_a_mail(client: Client) -> None:
    user = create_user(email="eva@plein.example")
    user.set_unusable_password()
    user.save()
    client.post("/accounts/password/reset/", {"email": "eva@plein.example"})

    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_nobody_learns_whether_an_address_is_known(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@plein.example"})

    assert answer.status_code == 302
    assert mail.outbox == []


def test_a_deactivated_person_is_nobody_at_the_next_request(client: Client) -> None:
    user = create_superuser(email="ada@plein.example")
    sign_in(client, "ada@plein.example")
    assert client.get("/admin/").status_code == 200

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302
    assert sign_in(Client(), "ada@plein.example") is False
