from typing import Any

import pytest
from django.test import TestCase
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.access.policy import lock_of, may_see
from cms.access.readers import reader_for
from cms.pages.addresses import path_of
from cms.pages.models import ArticlePage, ThemePage
from cms.pages.texts import plain
from cms.tags.models import Tag
from tests.factories.access import restrict_page
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme, locale
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

BODY = [
    {"id": "1", "type": "heading", "value": {"text": "Wanneer", "level": "3"}},
    {"id": "2", "type": "text", "value": '<p>Lees <a linktype="page" id="1" data-anchor="hoe">dit</a> eerst.</p>'},
    {
        "id": "3",
        "type": "table",
        "value": {
            "data": [["Soort", "Dagen"], ["Bijzonder", None]],
            "first_row_is_table_header": True,
            "table_header_choice": "row",
            "table_caption": "Verlof",
        },
    },
    {"id": "4", "type": "code", "value": {"language": "bash", "code": "make run"}},
    {
        "id": "5",
        "type": "faq",
        "value": [{"type": "item", "id": "6", "value": {"question": "Mag het?", "answer": "<p>Ja.</p>"}}],
    },
    {
        "id": "8",
        "type": "steps",
        "value": [{"type": "item", "id": "9", "value": {"title": "Vraag", "text": "<p>Ja.</p>"}}],
    },
    {"id": "7", "type": "callout", "value": {"tone": "tip", "text": "<p>Let op: 5 m<sup>2</sup> <del>of</del></p>"}},
]
WORDS = {
    "Verlof": "Leave",
    "Wanneer": "When",
    "Soort": "Kind",
    "Dagen": "Days",
    "Bijzonder": "Special",
    "Mag het?": "May I?",
    "Ja.": "Yes.",
    "Let op: 5 m<sup>2</sup> <del>of</del>": "Mind: 5 m<sup>2</sup> <del>or</del>",
    'Lees <a id="a1">dit</a> eerst.': 'Read <a id="a1">this</a> first.',
    "Werken": "Work",
    "Vraag": "Ask",
}  # fmt: skip


def translated(page: Page, *, slug: str = "") -> Page:
    """Translate a page into English as an editor does: word by word, then publish."""
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale("en"))
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=String.objects.get(pk=segment.string_id),
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": WORDS.get(segment.string.data, segment.string.data)},
        )
    if slug:
        segment = OverridableSegment.objects.get(source=source, context__path="slug")
        SegmentOverride.objects.create(locale=translation.target_locale, context=segment.context, data_json=f'"{slug}"')
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return Page.objects.get(translation_key=page.translation_key, locale=locale("en")).specific


@pytest.fixture
def theme() -> ThemePage:
    home = create_home(audiences=["staff", "partners"])
    theme = create_theme(home, "Werken")
    translated(home)
    return theme


@pytest.fixture
def article(theme: ThemePage) -> ArticlePage:
    document = {"id": "10", "type": "document", "value": create_document().pk}
    article = create_article(theme, "Verlof", body=[*BODY, document], image=create_image())
    article.tags.add(Tag.objects.create(name="vrij", slug="vrij"))
    article.save()
    return article


def values(page: ArticlePage) -> list[Any]:
    return [block["value"] for block in page.body.raw_data]


def test_a_translated_article_says_the_same_in_english(theme: ThemePage, article: ArticlePage) -> None:
    translated(theme, slug="work")
    english = translated(article, slug="leave")

    assert (english.live, english.title, path_of(english)) == (True, "Leave", "/en/work/leave/")
    heading, text, table, code, faq, steps, callout, document = values(english)
    assert heading == {"text": "When", "level": "3"}
    assert "this</a> first." in text
    assert 'linktype="page"' in text
    assert 'data-anchor="hoe"' in text
    assert table["data"] == [["Kind", "Days"], ["Special", None]]
    assert table["table_caption"] == "Leave"
    assert code == {"language": "bash", "code": "make run"}
    assert (faq[0]["value"]["question"], plain(faq[0]["value"]["answer"])) == ("May I?", "Yes.")
    assert (steps[0]["value"]["title"], plain(steps[0]["value"]["text"])) == ("Ask", "Yes.")
    assert document == values(article)[-1]
    assert (callout["tone"], plain(callout["text"])) == ("tip", "Mind: 5 m2 or")


def test_a_translated_article_shares_pictures_and_tags(theme: ThemePage, article: ArticlePage) -> None:
    translated(theme)
    english = translated(article)

    assert english.image == article.image
    assert [tag.slug for tag in english.tags.all()] == ["vrij"]


def test_a_translation_is_seen_by_the_same_readers(theme: ThemePage, article: ArticlePage) -> None:
    translated(theme)
    english = translated(article)
    staff, partner = reader_for(create_user()), reader_for(create_partner())

    assert english.rights_key == article.rights_key
    assert lock_of(english) == lock_of(article)
    assert (may_see(staff, english), may_see(partner, english)) == (True, False)


def test_rights_chosen_later_count_for_all_languages(theme: ThemePage, article: ArticlePage) -> None:
    translated(theme)
    english = translated(article)
    restrict_page(article, "partners")
    staff = reader_for(create_user())

    assert (may_see(staff, article), may_see(staff, english)) == (False, False)


def test_a_translated_theme_has_the_same_moderators_and_stays_after_a_new_source(theme: ThemePage) -> None:
    english = translated(theme)
    theme.refresh_from_db()
    assert english.moderators == theme.moderators
    assert english.get_workflow() == theme.workflow

    theme.summary = "Over werken"
    theme.save()
    english = translated(theme)

    assert english.moderators == theme.moderators
    assert english.summary == "Over werken"
