"""Signing in by a code from a mail, and what nobody learns by asking for one."""

import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from cms.activity.models import AuditEntry
from cms.people.models import User
from cms.people.sign_in import adapters
from tests.factories.people import PASSWORD, create_user

pytestmark = pytest.mark.django_db

SECONDS = 0.7


def ask(client: Client, email: str, **form: str) -> Any:
    return client.post("/accounts/login/code/", {"email": email, **form})


def code_mailed() -> str:
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def confirm(client: Client, code: str, **form: str) -> Any:
    return client.post("/accounts/login/code/confirm/", {"code": code, **form})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_from_a_mail_signs_in_once(client: Client) -> None:
    create_user(email="eva@plein.example")
    ask(client, "EVA@plein.example")
    code = code_mailed()

    answer = confirm(client, code, next="/mensen/")

    assert (answer["Location"], is_signed_in(client)) == ("/mensen/", True)
    client.post("/accounts/logout/")
    confirm(client, code)
    assert is_signed_in(client) is False


def test_a_code_opens_nothing_in_another_browser(client: Client) -> None:
    create_user(email="eva@plein.example")
    ask(client, "eva@plein.example")
    ask(stranger := Client(), "nobody@plein.example")

    confirm(stranger, code_mailed())

    assert is_signed_in(stranger) is False


def test_a_code_that_is_too_old_opens_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    create_user(email="eva@plein.example")
    ask(client, "eva@plein.example")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)

    confirm(client, code_mailed())

    assert is_signed_in(client) is False


def test_the_way_back_leads_nowhere_else(client: Client) -> None:
    create_user(email="eva@plein.example")
    for ways in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = client.post("/accounts/login/", {"login": "eva@plein.example", "password": PASSWORD, "next": ways})
        assert answer["Location"] == "/"
        client.post("/accounts/logout/")
    ask(client, "eva@plein.example", next="https://evil.example/")

    assert confirm(client, code_mailed(), next="https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(path: str) -> None:
    create_user(email="eva@plein.example")
    closed = create_user(email="weg@plein.example")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    answers = []
    for address in ("eva@plein.example", "nobody@plein.example", "weg@plein.example"):
        client = Client()
        first = client.post(path, {"email": address})
        next_screen = client.get(first["Location"]).content.decode()
        answers.append((first.status_code, first["Location"], re.sub(r'value="[^"]{64}"', "", next_screen)))

    assert answers[0] == answers[1] == answers[2]
    assert [message.to for message in mail.outbox] == [["eva@plein.example"]]


class SlowPost(EmailBackend):
    """A mail server that takes its time."""

    def send_messages(self, messages: Any) -> int:
        time.sleep(SECONDS)
        return super().send_messages(messages)


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_the_time_that_a_mail_takes_tells_nobody_that_there_was_one(path: str, settings: Any) -> None:
    settings.SIGN_IN_MAIL_THREADS = 1
    settings.EMAIL_BACKEND = "tests.cms.people.test_sign_in_codes.SlowPost"
    create_user(email="eva@plein.example")
    adapters._postmen.cache_clear()

    began = time.monotonic()
    Client().post(path, {"email": "eva@plein.example"})
    took = time.monotonic() - began
    adapters._postmen().shutdown()
    adapters._postmen.cache_clear()

    assert took < SECONDS
    assert [message.to for message in mail.outbox] == [["eva@plein.example"]]


def test_who_guesses_codes_is_stopped_also_with_new_ones(client: Client, settings: Any) -> None:
    create_user(email="eva@plein.example")
    for _code in range(2):
        ask(client, "eva@plein.example")
        for _guess in range(3):
            confirm(client, "WRONG1")
    ask(client, "eva@plein.example")

    confirm(client, code_mailed())

    assert is_signed_in(client) is False
    assert AuditEntry.objects.filter(act="person.sign_in_failed").count() == 7


def test_codes_are_not_mailed_without_end(client: Client) -> None:
    create_user(email="eva@plein.example")
    for _asked in range(5):
        ask(client, "eva@plein.example")

    assert len(mail.outbox) == 3


def test_a_new_session_begins_with_the_sign_in(client: Client) -> None:
    create_user(email="eva@plein.example")
    ask(client, "eva@plein.example")
    before = client.session.session_key

    confirm(client, code_mailed())

    assert is_signed_in(client)
    assert client.session.session_key != before


def test_an_address_that_was_changed_signs_in_no_more() -> None:
    person = create_user(email="eva@plein.example")
    EmailAddress.objects.create(user=person, email="eva@plein.example", verified=True, primary=True)
    person.email = "eva.jansen@plein.example"
    person.save()

    ask(Client(), "eva@plein.example")
    ask(Client(), "eva.jansen@plein.example")

    assert [message.to for message in mail.outbox] == [["eva.jansen@plein.example"]]
