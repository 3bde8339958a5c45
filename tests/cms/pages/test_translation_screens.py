import pytest
from django.test import Client, TestCase
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.pages.models import ArticlePage, ThemePage
from cms.people.models import User
from tests.factories.pages import create_article, create_theme, locale, translate
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
def editor(theme: ThemePage) -> User:
    return create_user(groups=[theme.editors])


def have_translated(client: Client, article: ArticlePage) -> int:
    address = f"/admin/localize/submit/page/{article.pk}/"
    return client.post(address, {"locales": [locale("en").pk]}).status_code


def english(article: ArticlePage) -> Page | None:
    return Page.objects.filter(translation_key=article.translation_key, locale=locale("en")).first()


def update(client: Client, article: ArticlePage, **form: str) -> int:
    source = TranslationSource.objects.get_for_instance(article)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(f"/admin/localize/update/{source.pk}/", form).status_code


def test_an_editor_has_a_page_translated_and_gets_the_draft_to_translate(
    client: Client, article: ArticlePage, editor: User
) -> None:
    client.force_login(editor)

    assert have_translated(client, article) == 302
    assert english(article).live is False
    assert Translation.objects.get(source__object_id=article.translation_key).target_locale == locale("en")
    assert client.get(f"/admin/pages/{english(article).pk}/edit/").status_code == 200


def test_the_translation_of_a_published_page_waits_for_the_moderators(
    client: Client, theme: ThemePage, editor: User
) -> None:
    published = create_article(theme, "Verzuim", publish=True)
    client.force_login(editor)

    assert have_translated(client, published) == 302
    assert (published.live, english(published).live) == (True, False)


def test_an_editor_of_another_theme_has_nothing_translated(client: Client, article: ArticlePage) -> None:
    other = create_theme(article.get_parent().get_parent(), "Zorg")
    client.force_login(create_user(groups=[other.editors]))

    assert have_translated(client, article) in (302, 403)
    assert english(article) is None


def test_an_editor_does_not_publish_translations_past_the_moderators(
    client: Client, article: ArticlePage, editor: User, theme: ThemePage
) -> None:
    client.force_login(editor)
    have_translated(client, article)
    update(client, article, publish_translations="on")
    assert english(article).live is False

    client.force_login(create_user(groups=[theme.moderators]))
    assert update(client, article, publish_translations="on") == 302
    assert english(article).live is True


def test_an_editor_of_another_theme_updates_no_translations(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)
    have_translated(client, article)
    before = TranslationSource.objects.get_for_instance(article).last_updated_at
    other = create_theme(article.get_parent().get_parent(), "Zorg")
    client.force_login(create_user(groups=[other.editors]))
    update(client, article)

    assert TranslationSource.objects.get_for_instance(article).last_updated_at == before
