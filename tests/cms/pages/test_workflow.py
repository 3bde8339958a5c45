import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Page, PageSubscription, TaskState, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.pages.models import ArticlePage, ThemePage
from cms.people.models import User
from tests.cms.pages.editing import edit_address, form_at, press, send
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def editor(theme: ThemePage) -> User:
    return create_user("Emma Editor", email="editor@plein.example", groups=[theme.editors])


@pytest.fixture
def moderator(theme: ThemePage) -> User:
    return create_user("Mo Moderator", email="moderator@plein.example", groups=[theme.moderators])


@pytest.fixture
def article(theme: ThemePage, editor: User, moderator: User) -> ArticlePage:
    return create_article(theme, "Verlof", live=False, owner=editor)


def submitted(client: Client, article: ArticlePage, editor: User) -> TaskState:
    client.force_login(editor)
    response = press(client, article, "action-submit", title="Verlof 2026")
    assert response.status_code == 302
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)


def decide(client: Client, article: ArticlePage, state: TaskState, action: str, comment: str = "") -> int:
    address = f"/admin/pages/workflow/action/{article.pk}/{action}/{state.pk}/"
    return client.post(address, {"comment": comment}).status_code


def comment(client: Client, article: ArticlePage, text: str) -> int:
    new = {"text": text, "contentpath": "title", "position": "", "id": "", "replies": inline_formset([])}
    data = form_at(client, edit_address(article))
    for name, value in nested_form_data({"comments": inline_formset([new])}).items():
        data[name] = value
    return send(client, edit_address(article), data).status_code


def is_live(article: ArticlePage) -> bool:
    return Page.objects.get(pk=article.pk).live


def test_a_moderator_for_whom_the_page_does_not_open_is_not_told(
    client: Client, article: ArticlePage, editor: User, moderator: User
) -> None:
    insider = create_user("Ina Ingewijde", email="insider@plein.example", groups=moderator.groups.all())
    restrict_page(article, create_audience("Vertrouwenspersonen", people=[editor, insider]))
    submitted(client, article, editor)

    assert [message.to for message in mail.outbox] == [[insider.email]]


def test_who_commented_once_is_told_as_long_as_the_page_opens(
    client: Client, article: ArticlePage, editor: User, moderator: User
) -> None:
    for person in (editor, moderator):
        PageSubscription.objects.create(page=article, user=person, comment_notifications=True)
    client.force_login(editor)
    assert comment(client, article, "Klopt dit?") == 302
    assert [message.to for message in mail.outbox] == [[moderator.email]]

    restrict_page(article, create_audience("Vertrouwenspersonen", people=[editor]))
    assert comment(client, article, "En dit?") == 302
    assert len(mail.outbox) == 1


def test_an_editor_submits_and_the_moderator_is_told(
    client: Client, article: ArticlePage, editor: User, moderator: User
) -> None:
    submitted(client, article, editor)

    assert is_live(article) is False
    assert [message.to for message in mail.outbox] == [[moderator.email]]
    assert "Verlof" in mail.outbox[0].subject
    assert f"http://localhost:8000{edit_address(article)}" in mail.outbox[0].body


def test_the_moderator_approves_and_the_editor_is_told(
    client: Client, article: ArticlePage, editor: User, moderator: User
) -> None:
    state = submitted(client, article, editor)
    mail.outbox.clear()
    client.force_login(moderator)

    assert decide(client, article, state, "approve") == 302
    assert is_live(article) is True
    assert Page.objects.get(pk=article.pk).title == "Verlof 2026"
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert "Verlof" in mail.outbox[0].subject


def test_the_moderator_asks_for_changes_and_the_editor_is_told_which(
    client: Client, article: ArticlePage, editor: User, moderator: User
) -> None:
    state = submitted(client, article, editor)
    mail.outbox.clear()
    client.force_login(moderator)

    assert decide(client, article, state, "reject", "Noem het aantal dagen.") == 302
    assert is_live(article) is False
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert "Noem het aantal dagen." in mail.outbox[0].body
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_an_editor_cannot_publish_or_approve(client: Client, article: ArticlePage, editor: User) -> None:
    state = submitted(client, article, editor)
    press(client, article, "action-publish")
    decide(client, article, state, "approve")

    assert is_live(article) is False
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_a_moderator_of_another_theme_cannot_approve(
    client: Client, article: ArticlePage, editor: User, theme: ThemePage
) -> None:
    other = create_theme(theme.get_parent(), "Zorg")
    stranger = create_user(groups=[other.moderators])
    state = submitted(client, article, editor)
    mail.outbox.clear()
    client.force_login(stranger)
    decide(client, article, state, "approve")

    assert client.get(edit_address(article)).status_code == 302
    assert is_live(article) is False
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS
    assert mail.outbox == []


def test_each_is_told_in_their_own_language(
    client: Client, article: ArticlePage, editor: User, moderator: User
) -> None:
    submitted(client, article, editor)
    in_dutch = mail.outbox[0].subject
    mail.outbox.clear()
    WorkflowState.objects.get().cancel(user=editor)
    moderator.profile.language = "en"
    moderator.profile.save()
    submitted(client, article, editor)

    assert in_dutch != mail.outbox[0].subject
    assert "has been submitted for approval" in mail.outbox[0].subject


def test_an_administrator_publishes_without_a_workflow(client: Client, article: ArticlePage) -> None:
    client.force_login(create_superuser())
    press(client, article, "action-publish")

    assert is_live(article) is True
