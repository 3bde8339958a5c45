"""`manage.py recover_administrator`: the way back in."""

import logging
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cms.people.actions import deactivate_person
from cms.people.models import User
from tests.cms.people.test_accounts import sign_in
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


def recover(email: str) -> tuple[str, str]:
    link, said = StringIO(), StringIO()
    call_command("recover_administrator", email, stdout=link, stderr=said)
    return link.getvalue().strip(), said.getvalue()


def choose_password(link: str, password: str) -> None:
    client = Client()
    screen = client.get(urlsplit(link).path, follow=True)
    client.post(screen.request["PATH_INFO"], {"password1": password, "password2": password})


def test_an_administrator_is_made_who_chooses_a_password_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="cms.people"):
        link, said = recover("Ada@plein.example")
    choose_password(link, "een-heel-nieuw-woord")
    choose_password(link, "iets-anders-dan-dat")

    ada = User.objects.get(email="ada@plein.example")
    assert (ada.is_superuser, ada.is_active) == (True, True)
    assert sign_in(Client(), "ada@plein.example", "een-heel-nieuw-woord") is True
    assert sign_in(Client(), "ada@plein.example", "iets-anders-dan-dat") is False
    assert "it was made" in said
    assert f"Administrator {ada.pk} was recovered from the command line: made" in caplog.text
    assert link not in caplog.text


def test_somebody_who_was_closed_or_no_administrator_becomes_one() -> None:
    person = create_user(email="eva@plein.example")
    create_superuser()
    deactivate_person(person, by=None)

    _link, said = recover("eva@plein.example")

    person.refresh_from_db()
    assert (person.is_superuser, person.is_active) == (True, True)
    assert "open again" in said
    assert "now it is" in said


def test_an_active_administrator_stays_as_they_are() -> None:
    create_superuser(email="ada@plein.example")

    link, said = recover("ada@plein.example")

    assert "nothing was changed" in said
    assert link.startswith("http://localhost:8000/accounts/password/reset/key/")


def test_what_is_no_address_makes_nobody() -> None:
    with pytest.raises(CommandError):
        recover("ada")

    assert User.objects.count() == 0
