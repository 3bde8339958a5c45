"""Reminders of reviews: when, whom, how often; and saying that a page is still right."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Page, PageLogEntry

from cms.care.actions.review import months_after, remind_of_reviews, review_again
from cms.care.models import Reminder
from cms.notices.actions import mail_notice
from cms.notices.models import Notice
from cms.pages.models import ArticlePage, ThemePage
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 30)


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def owner() -> User:
    return create_user("Emma Editor", email="emma@plein.example", language="en")


@pytest.fixture
def moderator(theme: ThemePage) -> User:
    return create_user("Mo Moderator", email="mo@plein.example", groups=[theme.moderators], language="en")


def article(theme: ThemePage, title: str, **fields: Any) -> ArticlePage:
    return create_article(theme, title, **{"review_on": DAY, **fields})


def mails_of(day: date) -> list[tuple[str, str]]:
    """Whom the night of this day mailed, and about how many pages."""
    prepare_everything()
    remind_of_reviews(day)
    mail.outbox.clear()
    for notice in Notice.objects.filter(mailed_at=None).order_by("recipient__email"):
        mail_notice(notice.pk)
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_the_owner_hears_a_fortnight_ahead_on_the_day_and_each_week_after(theme: ThemePage, owner: User) -> None:
    article(theme, "Verlof", owner=owner)

    days = [offset for offset in range(-20, 16) if mails_of(DAY + timedelta(days=offset))]

    assert days == [-14, 0, 7, 14]


def test_a_night_that_was_missed_is_made_up_for(theme: ThemePage, owner: User) -> None:
    article(theme, "Verlof", owner=owner)
    assert mails_of(DAY - timedelta(days=14)) == [("emma@plein.example", "A page to review")]

    assert mails_of(DAY + timedelta(days=3)) == [("emma@plein.example", "A page to review")]
    assert mails_of(DAY + timedelta(days=4)) == []


def test_doing_it_twice_sends_once(theme: ThemePage, owner: User) -> None:
    article(theme, "Verlof", owner=owner)
    assert len(mails_of(DAY)) == 1

    assert mails_of(DAY) == []

    assert (Notice.objects.count(), Reminder.objects.count()) == (1, 1)


def test_one_mail_a_person_lists_all_their_pages_in_their_language(theme: ThemePage, owner: User) -> None:
    leave = article(theme, "Verlof", owner=owner)
    article(theme, "Reiskosten & declaraties", owner=owner, review_on=DAY - timedelta(days=5))

    assert mails_of(DAY) == [("emma@plein.example", "2 pages to review")]

    body = mail.outbox[0].body
    assert "Verlof\nTo be reviewed today.\nhttp://localhost:8000/admin/care/reviews/" in body
    assert f"/admin/care/reviews/{leave.pk}/" in body
    assert "Reiskosten & declaraties\nShould have been reviewed on Nov. 25, 2026." in body


@pytest.mark.parametrize("has_left", [True, False])
def test_the_moderators_hear_of_a_page_whose_owner_left_or_that_has_none(
    theme: ThemePage, owner: User, moderator: User, has_left: bool
) -> None:
    article(theme, "Verlof", owner=owner if has_left else None)
    owner.is_active = False
    owner.save()

    assert mails_of(DAY) == [("mo@plein.example", "A page to review")]


def test_an_owner_who_may_not_see_the_page_any_more_is_told_nothing(
    theme: ThemePage, owner: User, moderator: User
) -> None:
    page = article(theme, "Geheim", owner=owner)
    restrict_page(page, create_audience("Moderatoren", people=[moderator]))

    assert mails_of(DAY) == [("mo@plein.example", "A page to review")]


def test_administrators_hear_of_what_nobody_keeps(theme: ThemePage) -> None:
    create_superuser(email="ada@plein.example", language="en")
    article(theme, "Verlof")

    assert mails_of(DAY) == [("ada@plein.example", "A page to review")]


def test_nobody_hears_of_drafts(theme: ThemePage, owner: User) -> None:
    article(theme, "Concept", owner=owner, live=False)

    assert mails_of(DAY) == []


def test_it_asks_as_often_for_many_pages_as_for_few(
    theme: ThemePage, owner: User, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        article(theme, f"Artikel {number}", owner=owner)
    prepare_everything()

    with django_assert_num_queries(17):
        remind_of_reviews(DAY)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_where_they_end(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_still_right_holds_in_the_draft_too_and_is_in_the_history(theme: ThemePage, owner: User) -> None:
    page = create_article(theme, "Verlof", publish=True, review_on=DAY)
    page.title = "Verlof, nog niet gepubliceerd"
    page.save_revision()

    day = review_again(page, months=6, by=owner)

    stored = Page.objects.get(pk=page.pk).specific
    assert stored.review_on == day
    assert stored.title == "Verlof"
    assert stored.get_latest_revision_as_object().review_on == day
    assert stored.get_latest_revision_as_object().title == "Verlof, nog niet gepubliceerd"
    entry = PageLogEntry.objects.get(action="plein.review")
    assert (entry.user, entry.data) == (owner, {"review_on": day.isoformat()})


def test_an_editor_says_that_a_page_is_still_right(client: Client, theme: ThemePage) -> None:
    editor = create_user(groups=[theme.editors])
    page = article(theme, "Verlof", owner=editor)
    client.force_login(editor)
    assert "Verlof" in client.get(f"/admin/care/reviews/{page.pk}/").content.decode()

    response = client.post(f"/admin/care/reviews/{page.pk}/", {"months": "12", "next": "https://elsewhere.example/"})

    assert (response.status_code, response["Location"]) == (302, "/admin/care/reviews/")
    page.refresh_from_db()
    assert page.review_on > DAY


def test_who_may_not_edit_a_page_says_nothing_about_it(client: Client, theme: ThemePage) -> None:
    page = article(theme, "Verlof")
    other = create_theme(theme.get_parent(), "Wonen")
    client.force_login(create_user(groups=[other.editors]))

    response = client.post(f"/admin/care/reviews/{page.pk}/", {"months": "12"})

    assert response.status_code == 302
    page.refresh_from_db()
    assert page.review_on == DAY


def test_any_other_number_of_months_changes_nothing(client: Client, theme: ThemePage) -> None:
    page = article(theme, "Verlof")
    client.force_login(create_user(groups=[theme.editors]))

    assert client.post(f"/admin/care/reviews/{page.pk}/", {"months": "600"}).status_code == 400

    page.refresh_from_db()
    assert page.review_on == DAY
