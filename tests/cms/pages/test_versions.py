"""What happens to the other languages of a page that is deleted, unpublished or moved."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.pages.models import ArticlePage, ThemePage
from cms.people.models import User
from tests.factories.pages import create_article, create_theme, create_topic, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    theme = create_theme(title="Werken")
    translate(theme, "en")
    return theme


@pytest.fixture
def article(theme: ThemePage) -> ArticlePage:
    return create_article(theme, "Verlof")


@pytest.fixture
def english(article: ArticlePage) -> ArticlePage:
    return translate(article, "en")


@pytest.fixture
def moderator(theme: ThemePage, client: Client) -> User:
    moderator = create_user(groups=[theme.moderators])
    client.force_login(moderator)
    return moderator


def forbid_english(theme: ThemePage) -> None:
    """Take from the moderators what they may do in English."""
    GroupPagePermission.objects.filter(page__locale__language_code="en").delete()


def screen(deed: str, page: Page, *more: int) -> str:
    return reverse(f"wagtailadmin_pages:{deed}", args=[page.pk, *more])


def do(client: Client, deed: str, page: Page, *more: int, versions: tuple[Page, ...] = ()) -> int:
    return client.post(screen(deed, page, *more), {"versions": [each.pk for each in versions]}).status_code


def is_there(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk).exists()


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def parent_of(page: Page) -> str:
    return Page.objects.get(pk=page.pk).get_parent().title


@pytest.mark.usefixtures("moderator")
def test_each_screen_names_the_versions(client: Client, theme: ThemePage, article: ArticlePage, english: Page) -> None:
    topic = create_topic(theme, "Vrij")
    for address in (screen("delete", article), screen("unpublish", article), screen("move_confirm", article, topic.pk)):
        shown = client.get(address).content.decode()
        assert f'name="versions" value="{english.pk}"' in shown, address
        assert f'name="versions" value="{english.pk}" checked' not in shown


@pytest.mark.usefixtures("moderator")
def test_versions_stay_unless_they_are_ticked(
    client: Client, theme: ThemePage, article: ArticlePage, english: Page
) -> None:
    topic = create_topic(theme, "Vrij")
    translate(topic, "en")

    assert do(client, "unpublish", article) == 302
    assert (is_live(article), is_live(english)) == (False, True)
    assert do(client, "move_confirm", article, topic.pk) == 302
    assert (parent_of(article), parent_of(english)) == ("Vrij", "Werken")
    assert do(client, "delete", article) == 302
    assert (is_there(article), is_there(english)) == (False, True)
    assert client.get(screen("edit", english)).status_code == 200


@pytest.mark.usefixtures("moderator")
def test_ticked_versions_go_along(client: Client, theme: ThemePage, article: ArticlePage, english: Page) -> None:
    topic = create_topic(theme, "Vrij")
    translate(topic, "en")

    assert do(client, "move_confirm", article, topic.pk, versions=(english,)) == 302
    assert (parent_of(article), parent_of(english)) == ("Vrij", "Vrij")
    assert do(client, "unpublish", article, versions=(english,)) == 302
    assert (is_live(article), is_live(english)) == (False, False)
    assert do(client, "delete", article, versions=(english,)) == 302
    assert (is_there(article), is_there(english)) == (False, False)


@pytest.mark.usefixtures("moderator")
def test_who_may_not_do_it_to_a_version_does_it_to_neither(
    client: Client, theme: ThemePage, article: ArticlePage, english: Page
) -> None:
    topic = create_topic(theme, "Vrij")
    translate(topic, "en")
    forbid_english(theme)
    assert f'value="{english.pk}" disabled' in client.get(screen("delete", article)).content.decode()

    for deed, more in (("unpublish", ()), ("move_confirm", (topic.pk,)), ("delete", ())):
        assert do(client, deed, article, *more, versions=(english,)) in (302, 403)
        assert (is_live(article), is_live(english)) == (True, True), deed
        assert (parent_of(article), parent_of(english)) == ("Werken", "Werken"), deed


@pytest.mark.usefixtures("moderator")
def test_nothing_goes_along_that_is_no_version(client: Client, theme: ThemePage, article: ArticlePage) -> None:
    other = create_article(theme, "Ander")

    for deed in ("unpublish", "delete"):
        assert do(client, deed, article, versions=(other,)) in (302, 403)
        assert (is_live(article), is_live(other)) == (True, True)


@pytest.mark.usefixtures("moderator", "english")
def test_a_version_does_not_move_where_the_destination_is_not_translated(
    client: Client, theme: ThemePage, article: ArticlePage, english: Page
) -> None:
    topic = create_topic(theme, "Vrij")
    assert f'value="{english.pk}" disabled' in client.get(screen("move_confirm", article, topic.pk)).content.decode()

    assert do(client, "move_confirm", article, topic.pk, versions=(english,)) in (302, 403)
    assert (parent_of(article), parent_of(english)) == ("Werken", "Werken")
