"""The one way to tell a person something."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from cms.notices.actions import clear_notices, mail_waiting_notices, tell
from cms.notices.models import Notice
from cms.notices.tasks import mail_notice
from cms.people.models import User
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def told(person: User, key: str = "2026-11-22") -> Notice | None:
    return tell(
        person, topic="review", key=key, template="care/mails/review", context={"cards": [], "today": timezone.now()}
    )


def test_a_notice_is_mailed_once_in_the_language_of_the_person() -> None:
    person = create_user(email="claire@plein.example", language="en")
    notice = told(person)
    assert notice is not None

    mail_notice.func(notice.pk)
    mail_notice.func(notice.pk)

    (message,) = mail.outbox
    assert message.to == ["claire@plein.example"]
    assert message.subject == "0 pages to review"
    assert message.body.startswith("Are these pages still right?")
    notice.refresh_from_db()
    assert notice.mailed_at is not None


def test_nobody_is_told_twice_on_the_same_occasion() -> None:
    person = create_user()
    assert told(person) is not None

    assert told(person) is None

    assert Notice.objects.count() == 1


def test_what_is_rolled_back_tells_nobody() -> None:
    person = create_user()
    with transaction.atomic():
        told(person)
        transaction.set_rollback(True)

    mail_waiting_notices()

    assert Notice.objects.count() == 0
    assert mail.outbox == []


def test_who_left_gets_no_mail() -> None:
    person = create_user()
    notice = told(person)
    assert notice is not None
    person.is_active = False
    person.save()

    mail_notice.func(notice.pk)

    assert mail.outbox == []


def test_what_no_task_has_mailed_is_mailed_later() -> None:
    late, new = told(create_user(email="late@plein.example")), told(create_user())
    assert late is not None
    assert new is not None
    Notice.objects.filter(pk=late.pk).update(made_at=timezone.now() - timedelta(minutes=11))

    mail_waiting_notices()

    assert [message.to for message in mail.outbox] == [["late@plein.example"]]


def test_old_notices_are_forgotten() -> None:
    old, new = told(create_user()), told(create_user())
    assert old is not None
    Notice.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=91))

    clear_notices()

    assert list(Notice.objects.all()) == [new]
