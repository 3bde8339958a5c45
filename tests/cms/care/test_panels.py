"""The dashboard's panels about somebody's own work."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment, Page

from cms.care.panels import WORK, MyPages, ToReview, WaitingForMe
from cms.pages.models import ArticlePage, ThemePage
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def editor(theme: ThemePage) -> User:
    return create_user("Emma Editor", groups=[theme.editors])


@pytest.fixture
def moderator(theme: ThemePage) -> User:
    return create_user("Mo Moderator", groups=[theme.moderators])


def shown(panel: Any, person: User) -> list[tuple[str, str]]:
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(pk=person.pk)
    return [(row.title, row.said) for row in panel().get_context_data({"request": request})["rows"]]


def submit(page: ArticlePage, by: User) -> Any:
    page.save_revision(user=by)
    return page.get_workflow().start(page, by)


def hide(page: Page) -> None:
    restrict_page(page, create_audience("Anderen"))


def test_my_pages_are_those_i_own_with_their_state(theme: ThemePage, editor: User) -> None:
    create_article(theme, "Verlof", owner=editor)
    create_article(theme, "Concept", owner=editor, live=False)
    create_article(theme, "Van een ander")
    hide(create_article(theme, "Geheim", owner=editor))

    assert [title for title, _state in shown(MyPages, editor)] == ["Concept", "Verlof"]


def test_a_moderator_finds_what_was_submitted_by_whom(theme: ThemePage, editor: User, moderator: User) -> None:
    page, closed = create_article(theme, "Verlof", live=False), create_article(theme, "Geheim", live=False)
    submit(page, editor)
    submit(closed, editor)
    hide(closed)

    assert [title for title, _said in shown(ToReview, moderator)] == ["Verlof"]
    assert "Emma Editor" in shown(ToReview, moderator)[0][1]
    assert shown(ToReview, editor) == []


def test_changes_that_were_asked_wait_for_who_submitted(theme: ThemePage, editor: User, moderator: User) -> None:
    page = create_article(theme, "Verlof", live=False)
    state = submit(page, editor)
    state.current_task_state.reject(user=moderator, comment="Noem de termijn.")

    assert shown(WaitingForMe, editor) == [("Verlof", "Noem de termijn.")]
    assert shown(WaitingForMe, moderator) == []


def test_due_reviews_wait_for_their_owner(theme: ThemePage, editor: User) -> None:
    today = timezone.localdate()
    create_article(theme, "Te laat", owner=editor, review_on=today - timedelta(days=1))
    create_article(theme, "Later", owner=editor, review_on=today + timedelta(days=1))
    hide(create_article(theme, "Geheim", owner=editor, review_on=today))
    prepare_everything()

    assert [title for title, _said in shown(WaitingForMe, editor)] == ["Te laat"]


def test_comments_of_others_wait_for_the_owner_until_they_are_resolved(
    theme: ThemePage, editor: User, moderator: User
) -> None:
    page = create_article(theme, "Verlof", owner=editor)
    comment = Comment.objects.create(page=page, user=moderator, text="Klopt dit nog?", contentpath="title")
    Comment.objects.create(page=page, user=editor, text="Mijn eigen", contentpath="title")

    assert shown(WaitingForMe, editor) == [("Verlof", "Mo Moderator: Klopt dit nog?")]

    comment.resolved_at, comment.resolved_by = timezone.now(), editor
    comment.save()
    assert shown(WaitingForMe, editor) == []


def test_what_is_said_while_editing_is_no_longer_for_who_lost_the_theme(
    theme: ThemePage, editor: User, moderator: User
) -> None:
    page = create_article(theme, "Verlof", owner=editor)
    submit(page, editor).current_task_state.reject(user=moderator, comment="Noem de termijn.")
    Comment.objects.create(page=page, user=moderator, text="Klopt dit nog?", contentpath="title")
    assert len(shown(WaitingForMe, editor)) == 2

    editor.groups.clear()

    assert shown(WaitingForMe, editor) == []


def test_the_dashboard_says_what_to_do_when_there_is_nothing(client: Client, editor: User) -> None:
    client.force_login(editor)

    page = client.get("/admin/").content.decode()

    assert all(f'id="{panel.name}' in page for panel in WORK)
    assert page.count('<p class="help"') >= 3


def test_the_panels_ask_as_often_for_much_as_for_little(theme: ThemePage, editor: User, moderator: User) -> None:
    def fill(number: int) -> None:
        page = create_article(theme, f"Artikel {number}", owner=moderator, review_on=timezone.localdate())
        submit(page, editor)
        Comment.objects.create(page=page, user=editor, text="Klopt dit?", contentpath="title")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for panel in WORK:
                shown(panel, moderator)
        return len(queries)

    fill(0)
    prepare_everything()
    few = asked()
    for number in range(1, 8):
        fill(number)
    prepare_everything()

    assert asked() == few
