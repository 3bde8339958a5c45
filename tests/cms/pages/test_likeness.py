import pytest
from django.test import Client

from cms.pages.likeness import pages_like
from cms.pages.models import ArticlePage, RelatedLink, ThemePage
from tests.factories.access import restrict_page
from tests.factories.pages import create_article, create_theme, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werk")


def tagged(theme: ThemePage, title: str, *tags: str, live: bool = True) -> ArticlePage:
    article = create_article(theme, title, live=live)
    article.tags.add(*tags)
    article.save()
    return article


def test_pages_that_share_rare_tags_and_the_theme_come_first(theme: ThemePage) -> None:
    article = tagged(theme, "Verlof", "vrij", "zorg")
    tagged(create_theme(theme.get_parent(), "Ander"), "Elders", "vrij")
    tagged(theme, "Vrij", "vrij")
    tagged(theme, "Zorg", "zorg")
    tagged(theme, "Niets", "fiets")

    assert [page.title for page in pages_like(article, by=create_user())] == ["Zorg", "Vrij", "Elders"]


def test_nothing_is_offered_that_is_chosen_closed_a_draft_or_in_another_language(theme: ThemePage) -> None:
    article = tagged(theme, "Verlof", "vrij")
    chosen = tagged(theme, "Gekozen", "vrij")
    restrict_page(tagged(theme, "Geheim", "vrij"), "partners")
    tagged(theme, "Concept", "vrij", live=False)
    translate(article, "en")
    RelatedLink.objects.create(page=article.page_ptr, target=chosen.page_ptr)

    assert list(pages_like(ArticlePage.objects.get(pk=article.pk), by=create_user())) == []


def test_the_editor_offers_them_beside_the_related_pages(client: Client, theme: ThemePage) -> None:
    article, other = tagged(theme, "Verlof", "vrij"), tagged(theme, "Vrij", "vrij")
    client.force_login(create_user(groups=[theme.editors]))
    shown = client.get(f"/admin/pages/{article.pk}/edit/").content.decode()

    assert f'data-page="{other.pk}"' in shown
    assert "pages/pages_like.js" in shown
