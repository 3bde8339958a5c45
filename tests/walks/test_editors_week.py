"""Walk: an editor's week. Refused, mended, published, translated, planned, withdrawn, and in the report."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.pages.models import ArticlePage, NewsPage
from cms.people.models import User
from config.jobs import publish_and_expire
from tests.factories.pages import translate
from tests.walks.admin import DONE, approve, ask_for_changes, choose_action, open_task, submit
from tests.walks.conftest import City

pytestmark = pytest.mark.browser

THEME = "/werk-en-verlof/"
ARTICLE = f"{THEME}zorgverlof-aanvragen/"
ENGLISH = f"/en{ARTICLE}"
NEWS = f"{THEME}nieuwe-regels/"


@pytest.fixture
def week(city: City) -> City:
    """The city with its theme in English too, and with staff who work in English, so that buttons have one name."""
    translate(city.theme, "en")
    for person in (city.editor, city.moderator):
        person.profile.language = "en"
        person.profile.save()
    return city


def mails_since(number: int, *people: User) -> list[str]:
    """The subjects of what was mailed after the first so many; fails if anybody else had mail."""
    new = mail.outbox[number:]
    assert [message.to for message in new] == [[person.email] for person in people]
    return [message.subject for message in new]


def status_of(reader: Page, origin: str, path: str) -> int:
    """What a reader is answered at an address."""
    answer = reader.goto(origin + path)
    assert answer is not None
    return answer.status


def title_at(reader: Page, origin: str, path: str) -> str:
    """The title of the page that a reader gets: in the source language as long as it has no translation."""
    assert status_of(reader, origin, path) == 200
    return reader.get_by_role("heading", level=1).inner_text()


def open_editor(page: Page, origin: str, pk: int) -> None:
    page.goto(f"{origin}/admin/pages/{pk}/edit/")


def write(editor: Page, origin: str, city: City) -> None:
    editor.goto(f"{origin}/admin/pages/add/pages/articlepage/{city.theme.pk}/")
    editor.fill("#id_title", "Zorgverlof aanvragen")
    editor.fill("#id_summary", "Zo vraag je verlof aan.")
    submit(editor)


def mend(editor: Page, origin: str, article: ArticlePage) -> None:
    open_editor(editor, origin, article.pk)
    editor.fill("#id_summary", "Zo vraag je verlof aan, twee weken vooraf.")
    submit(editor)


def begin_translation(editor: Page, origin: str, article: ArticlePage) -> None:
    """From the submit form to the editor of the translation, which Wagtail Localize draws itself."""
    editor.goto(f"{origin}/admin/localize/submit/page/{article.pk}/")
    editor.get_by_label("English").check()
    editor.get_by_role("button", name="Submit", exact=True).click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))


def translate_text(editor: Page, source: str, text: str) -> None:
    """Translate one text of the content; it is kept as soon as it is saved."""
    content = editor.get_by_role("tabpanel", name="Content")
    segments = content.get_by_role("listitem").filter(has_text=source)
    segments.last.get_by_role("button", name="Translate").click()
    content.get_by_role("textbox").fill(text)
    with editor.expect_response(re.compile(r"/strings/\d+/edit/")):
        content.get_by_role("button", name="Save", exact=True).click()


def translate_article(editor: Page, origin: str, article: ArticlePage) -> None:
    begin_translation(editor, origin, article)
    translate_text(editor, "Zorgverlof aanvragen", "Request care leave")
    editor.get_by_role("button", name="Submit to the moderators").click()
    expect(editor.get_by_text("Waiting:")).to_be_visible()


def approve_translation(moderator: Page, origin: str, title: str) -> None:
    open_task(moderator, origin, title)
    with moderator.expect_navigation():
        moderator.get_by_role("button", name="Approve and publish").click()


def plan_news(moderator: Page, origin: str, city: City) -> NewsPage:
    """A news item that is published tomorrow, through the dialog of the status panel."""
    moderator.goto(f"{origin}/admin/pages/add/pages/newspage/{city.theme.pk}/")
    moderator.fill("#id_title", "Nieuwe regels")
    moderator.fill("#id_summary", "Vanaf morgen.")
    moderator.get_by_role("button", name="Toggle status").click()
    moderator.get_by_role("button", name="Set schedule").click()
    dialog = moderator.get_by_role("dialog", name="Set publishing schedule")
    moment = dialog.locator("#id_go_live_at")
    moment.fill(f"{timezone.localtime() + timedelta(days=1):%Y-%m-%d %H:%M}")
    # by the keyboard, because the calendar lies over the button as long as one is in the field
    dialog.get_by_role("button", name="Save schedule").press("Enter")
    moderator.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    choose_action(moderator, "[name=action-publish]")
    moderator.wait_for_url(DONE)
    return NewsPage.objects.get()


def let_the_moment_come(news: NewsPage) -> None:
    """As if it is tomorrow for the scheduler."""
    revision = news.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    publish_and_expire()


def withdraw(moderator: Page, origin: str, article: ArticlePage) -> None:
    open_editor(moderator, origin, article.pk)
    choose_action(moderator, "[href*='/unpublish/']")
    moderator.get_by_role("button", name="Yes, unpublish it").click()
    moderator.wait_for_url(DONE)


def test_an_editors_week(week: City, live_server: Any, sign_in: Callable[[str], Page]) -> None:
    origin = live_server.url
    editor, moderator, reader = (sign_in(each.email) for each in (week.editor, week.moderator, week.employee))

    write(editor, origin, week)
    article = ArticlePage.objects.get()
    mails_since(0, week.moderator)
    open_task(moderator, origin, "Zorgverlof aanvragen")
    ask_for_changes(moderator, "Noem de termijn")
    mails_since(1, week.editor)
    assert "Noem de termijn" in mail.outbox[1].body
    assert status_of(reader, origin, ARTICLE) == 404

    mend(editor, origin, article)
    mails_since(2, week.moderator)
    open_task(moderator, origin, "Zorgverlof aanvragen")
    approve(moderator)
    mails_since(3, week.editor)
    assert status_of(reader, origin, ARTICLE) == 200
    expect(reader.get_by_text("twee weken vooraf").first).to_be_visible()

    translate_article(editor, origin, article)
    approve_translation(moderator, origin, "Request care leave")
    assert title_at(reader, origin, ENGLISH) == "Request care leave"

    news = plan_news(moderator, origin, week)
    assert status_of(reader, origin, NEWS) == 404
    let_the_moment_come(news)
    assert status_of(reader, origin, NEWS) == 200

    withdraw(moderator, origin, article)
    assert status_of(reader, origin, ARTICLE) == 404
    assert title_at(reader, origin, ENGLISH) == "Request care leave"

    editor.goto(f"{origin}/admin/reports/translated/")
    row = editor.get_by_role("row").filter(has_text="Nieuwe regels")
    expect(row).to_contain_text("not translated")
