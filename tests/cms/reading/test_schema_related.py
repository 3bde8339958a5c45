"""What stands beside a page: chosen by its editors first, then what shares its tags."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.pages.models import ArticlePage, RelatedLink, ThemePage
from cms.people.models import User
from cms.reading.actions import prepare_pages
from tests.factories.access import restrict_page
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_article, create_home, create_theme, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

RELATED = "query ($path: String!) { page(path: $path) { related { title } } }"


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(create_home(), "Werk")


def tagged(parent: Page, title: str, *tags: str, year: int = 2026) -> ArticlePage:
    article = create_article(parent, title, last_published_at=datetime(year, 1, 1, tzinfo=UTC))
    article.tags.add(*tags)
    article.save()
    return article


def related(path: str, *, by: User | None = None) -> list[str]:
    return [page["title"] for page in ask(RELATED, {"path": path}, by=by or create_user())["page"]["related"]]


def test_a_rare_tag_weighs_more_than_common_ones(theme: ThemePage) -> None:
    tagged(theme, "Verlof", "vrij", "zorg")
    tagged(theme, "Vrij", "vrij")
    tagged(theme, "Zorg", "zorg")
    tagged(theme, "Beide", "vrij", "zorg")
    for number in range(3):
        tagged(create_theme(theme.get_parent(), f"Thema {number}"), f"Ver weg {number}", "vrij", year=2020 + number)
    prepared()

    assert related("/werk/verlof/") == ["Beide", "Zorg", "Vrij", "Ver weg 2", "Ver weg 1", "Ver weg 0"]


def test_of_equals_those_of_the_theme_come_first_and_then_the_newest(theme: ThemePage) -> None:
    other = create_theme(theme.get_parent(), "Ander")
    tagged(theme, "Verlof", "vrij")
    tagged(other, "Elders", "vrij", year=2027)
    tagged(theme, "Oud", "vrij", year=2024)
    tagged(theme, "Nieuw", "vrij", year=2025)
    prepared()

    assert related("/werk/verlof/") == ["Nieuw", "Oud", "Elders"]


def test_what_editors_chose_comes_first_and_once(theme: ThemePage) -> None:
    article = tagged(theme, "Verlof", "vrij")
    chosen = tagged(theme, "Gekozen", "vrij", year=2020)
    tagged(theme, "Vrij", "vrij")
    RelatedLink.objects.create(page=article.page_ptr, target=chosen.page_ptr)
    prepared()

    assert related("/werk/verlof/") == ["Gekozen", "Vrij"]


def test_six_stand_beside_a_page_unless_more_were_chosen(theme: ThemePage) -> None:
    article = tagged(theme, "Verlof", "vrij")
    others = [tagged(theme, f"Artikel {number}", "vrij") for number in range(8)]
    prepared()
    assert len(related("/werk/verlof/")) == 6

    for order, other in enumerate(others):
        RelatedLink.objects.create(page=article.page_ptr, target=other.page_ptr, sort_order=order)
    prepared()
    assert related("/werk/verlof/") == [f"Artikel {number}" for number in range(8)]


def test_nothing_is_suggested_that_the_reader_may_not_see_or_that_is_no_answer(theme: ThemePage) -> None:
    theme.tags.add("vrij")
    theme.save()
    article = tagged(theme, "Verlof", "vrij")
    restrict_page(tagged(theme, "Geheim", "vrij"), "partners")
    Page.objects.filter(pk=tagged(theme, "Concept", "vrij").pk).update(live=False)
    translate(article, "en")
    prepared()

    assert related("/werk/verlof/") == []


def test_a_new_tag_counts_in_the_next_answer(theme: ThemePage) -> None:
    tagged(theme, "Verlof", "vrij")
    other = tagged(theme, "Ander", "zorg")
    reader = create_user()
    prepared()
    assert related("/werk/verlof/", by=reader) == []

    other.tags.add("vrij")
    other.save()
    prepared()
    assert related("/werk/verlof/", by=reader) == ["Ander"]


def test_a_new_page_stands_beside_those_like_it_at_once(theme: ThemePage) -> None:
    tagged(theme, "Verlof", "vrij")
    prepared()
    new = tagged(theme, "Nieuw", "vrij")
    prepare_pages({new.pk})
    assert related("/werk/verlof/") == ["Nieuw"]

    new.tags.clear()
    new.save()
    prepare_pages({new.pk})
    assert related("/werk/verlof/") == []


def test_those_whom_the_reader_may_not_see_give_way_to_others(theme: ThemePage) -> None:
    tagged(theme, "Verlof", "vrij")
    for number in range(10):
        restrict_page(tagged(theme, f"Geheim {number}", "vrij", year=2027), "partners")
    for number in range(3):
        tagged(theme, f"Open {number}", "vrij", year=2020 + number)
    prepared()

    assert related("/werk/verlof/") == ["Open 2", "Open 1", "Open 0"]


def test_many_pages_are_asked_in_as_many_queries_as_few(theme: ThemePage) -> None:
    reader = create_user()

    def queries() -> int:
        prepared()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask("{ pages(first: 20) { nodes { related { title } } } }", by=reader)
        return len(captured)

    tagged(theme, "Verlof", "vrij")
    tagged(theme, "Vrij", "vrij")
    queries()  # once, for what is asked once in a process
    few = queries()
    for number in range(10):
        tagged(theme, f"Artikel {number}", "vrij", f"tag {number}")
    assert queries() == few
