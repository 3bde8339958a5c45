import csv
import io
from datetime import timedelta

import pytest
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.pages.models import ArticlePage, ThemePage
from cms.pages.translation_states import with_states
from tests.factories.pages import create_article, create_home, create_theme, locale, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/translated/"


@pytest.fixture
def theme() -> ThemePage:
    theme = create_theme(create_home("Plein"), "Werken", publish=True)
    translate(theme, "en")
    return theme


@pytest.fixture
def article(theme: ThemePage) -> ArticlePage:
    return create_article(theme, "Verlof", publish=True)


@pytest.fixture
def editor(client: Client, theme: ThemePage) -> Client:
    client.force_login(create_user(groups=[theme.editors]))
    return client


def state(page: Page, language: str = "en") -> str:
    return getattr(with_states(Page.objects.filter(pk=page.pk)).get(), f"state_{language}")


def begin(page: Page) -> TranslationSource:
    translate_object(page, [locale("en")])
    return TranslationSource.objects.get_for_instance(page)


def translate_texts(source: TranslationSource) -> None:
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, context=segment.context, locale=locale("en"), defaults={"data": "Leave"}
        )


def publish(source: TranslationSource) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        source.translations.get().save_target(publish=True)


def change(page: Page, title: str) -> None:
    page.title = title
    page.save_revision().publish()


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{REPORT}?export=csv&{query}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))


def titles(client: Client, query: str) -> list[str]:
    return [row["Titel"] for row in rows(client, query)]


def test_a_translation_goes_from_missing_to_done_and_is_overtaken_by_its_source(article: ArticlePage) -> None:
    assert state(article) == "missing"

    source = begin(article)
    assert state(article) == "draft"

    publish(source)
    assert state(article) == "partial"

    translate_texts(source)
    assert state(article) == "done"
    assert state(article, "fr") == "missing"

    change(article, "Vrij")
    assert state(article) == "outdated"

    source.update_from_db()
    translate_texts(source)
    assert state(article) == "outdated"

    publish(source)
    assert state(article) == "done"


def test_an_alias_is_no_translation(article: ArticlePage) -> None:
    translate(article, "en", as_alias=True)

    assert state(article) == "missing"


def test_a_page_copied_by_hand_is_outdated_when_its_source_is_published_later(article: ArticlePage) -> None:
    english = translate(article, "en")
    english.save_revision().publish()
    assert state(article) == "done"

    Page.objects.filter(pk=article.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    assert state(article) == "outdated"


def test_the_report_names_each_page_with_its_theme_and_states(editor: Client, article: ArticlePage) -> None:
    begin(article)

    named = ["Verlof", "Werken", "/werken/verlof/", "concept", "niet vertaald", "niet vertaald"]
    assert list(rows(editor)[-1].values()) == named
    shown = editor.get(REPORT).content.decode()
    english = Page.objects.get(translation_key=article.translation_key, locale=locale("en"))
    assert f"/admin/pages/{english.pk}/edit/" in shown
    assert f"/admin/localize/submit/page/{article.pk}/" in shown


def test_the_report_is_narrowed_by_theme_language_and_state(
    editor: Client, theme: ThemePage, article: ArticlePage
) -> None:
    source = begin(article)
    translate_texts(source)
    publish(source)
    other = create_theme(theme.get_parent(), "Zorg", publish=True)

    assert titles(editor, f"theme={other.pk}") == ["Zorg"]
    assert titles(editor, "state=done") == ["Werken", "Verlof"]
    assert titles(editor, "state=done&language=fr") == []
    assert "Verlof" not in titles(editor, "state=not-done&language=en")
    assert "Verlof" in titles(editor, "state=not-done")


def test_the_report_has_what_opens_alone(client: Client, editor: Client, theme: ThemePage) -> None:
    create_theme(theme.get_parent(), "Geheim", audiences=["partners"], publish=True)

    assert "Geheim" not in titles(editor, "")
    shown = editor.get(REPORT).content.decode()
    assert "Geheim" not in shown

    client.force_login(create_user())
    assert client.get(REPORT).status_code in (302, 403)


def test_the_report_costs_as_many_queries_for_few_pages_as_for_many(
    editor: Client, theme: ThemePage, article: ArticlePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    editor.get(REPORT)
    with django_assert_max_num_queries(60) as few:
        editor.get(REPORT)
    for number in range(12):
        begin(create_article(theme, f"Artikel {number}", publish=True))
    with django_assert_max_num_queries(len(few.captured_queries)):
        editor.get(REPORT)
