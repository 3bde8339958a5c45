"""What there is after loading."""

from collections import Counter

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail_localize.models import Translation

from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.actions import LANGUAGES, is_demo_loaded
from cms.demo.details import WEEKDAYS
from cms.media.models import Image
from cms.pages.models import EventPage, FormPage, HomePage, ThemePage, UnitPage
from cms.people.models import Profile, Unit, User
from cms.tags.models import TagLabel

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]

# Of each kind, in each of the languages that are not the source.
TRANSLATED = {
    "homepage": 1, "themepage": 8, "topicpage": 7, "articlepage": 18, "newspage": 5, "eventpage": 3, "unitpage": 2,
    "formpage": 1,
}  # fmt: skip


def in_library() -> QuerySet[LibraryDocument]:
    """Documents that lie in nobody's folder."""
    return LibraryDocument.objects.filter(collection__folder=None)


def test_the_city_is_whole() -> None:
    rows = Page.objects.filter(depth__gt=1, live=True).values_list("locale__language_code", "content_type__model")
    assert Counter(rows) == {
        ("nl", "homepage"): 1,
        ("nl", "themepage"): 8,
        ("nl", "topicpage"): 17,
        ("nl", "articlepage"): 62,
        ("nl", "newspage"): 20,
        ("nl", "eventpage"): 10,
        ("nl", "unitpage"): 8,
        ("nl", "formpage"): 3,
        **{(language, kind): count for language in LANGUAGES for kind, count in TRANSLATED.items()},
    }
    assert Page.objects.filter(depth__gt=1, live=False).count() == 0
    assert in_library().count() == 16
    assert Image.objects.count() == 21 + 40
    assert Profile.objects.exclude(photo=None).count() == 40
    assert Unit.objects.count() == 23
    assert Redirect.objects.count() == 4


def test_the_site_shows_the_city_and_nothing_else() -> None:
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("localhost", 8000)
    assert site.root_page.specific == HomePage.objects.get(slug="waterveen")
    assert set(Page.objects.filter(depth=2).values_list("slug", flat=True)) == {
        "waterveen", "waterveen-en", "waterveen-fr", "waterveen-de",
    }  # fmt: skip


def test_news_is_of_different_days() -> None:
    moments = Page.objects.filter(content_type__model="newspage", locale__language_code="nl")
    days = {moment.date() for moment in moments.values_list("first_published_at", flat=True)}
    assert len(days) == 20
    assert (max(days) - min(days)).days > 90


def test_some_events_are_over_and_some_to_come_on_the_days_that_their_texts_name() -> None:
    events = EventPage.objects.filter(locale__language_code="nl")
    assert events.filter(ends_at__lt=timezone.now()).count() == 3
    assert events.filter(starts_at__gt=timezone.now()).count() == 7
    told = {page.key: page.details for page in content.pages() if page.kind == "event"}
    for event in events:
        assert WEEKDAYS[timezone.localtime(event.starts_at).weekday()] == told[event.slug]["weekday"]


def test_documents_were_added_on_different_days() -> None:
    assert len({moment.date() for moment in in_library().values_list("created_at", flat=True)}) == 16


def test_documents_are_filed_and_two_have_an_earlier_version() -> None:
    assert not LibraryDocument.objects.filter(kind=None).exists()
    assert not LibraryDocument.objects.filter(dated_on=None).exists()
    assert {document.title for document in LibraryDocument.objects.filter(version=2)} == {
        "Gladheidsplan", "Ontruimingsplan stadhuis",
    }  # fmt: skip


def test_every_unit_page_says_how_to_reach_it() -> None:
    for page in UnitPage.objects.all():
        assert all((page.unit, page.opening_hours, page.address, page.email, page.phone, page.contacts.count()))


def test_every_form_asks_and_says_what_happens_next() -> None:
    for page in FormPage.objects.all():
        assert page.form_fields.count() >= 4
        assert page.thank_you
        assert len({field.clean_name for field in page.form_fields.all()}) == page.form_fields.count()


def test_a_city_that_was_loaded_is_known_by_what_is_left_of_it() -> None:
    assert is_demo_loaded() is True
    User.objects.all().delete()
    assert is_demo_loaded() is True
    ThemePage.objects.get(slug="werk-en-verlof").delete()
    assert is_demo_loaded() is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_complete_and_can_be_kept_by_an_editor(language: str) -> None:
    translations = Translation.objects.filter(target_locale__language_code=language, enabled=True)
    assert translations.count() == len(content.translations(language)) == 45
    for translation in translations:
        total, translated = translation.get_progress()
        assert total == translated > 0
        source, target = translation.source.get_source_instance(), translation.get_target_instance()
        assert target.live is True
        assert target.slug != source.slug
        assert [block.id for block in target.body] == [block.id for block in source.body]
        assert set(target.tags.all()) == set(source.tags.all())


def people_of(unit: UnitPage) -> list[int]:
    return [contact.person_id for contact in unit.contacts.all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_an_event_a_unit_and_a_form_have_is_translated_too(language: str) -> None:
    of_language = {"locale__language_code": language}
    for event in EventPage.objects.filter(**of_language):
        dutch_event = EventPage.objects.get(translation_key=event.translation_key, locale__language_code="nl")
        assert event.location != dutch_event.location
        assert event.starts_at == dutch_event.starts_at
    for unit in UnitPage.objects.filter(**of_language):
        dutch_unit = UnitPage.objects.get(translation_key=unit.translation_key, locale__language_code="nl")
        assert unit.opening_hours != dutch_unit.opening_hours
        assert people_of(unit) == people_of(dutch_unit) != []
    source = {page.key: page.details for page in content.pages()}
    form = FormPage.objects.get(**of_language)
    assert form.thank_you != source["ideeenbus"]["thank_you"]
    dutch = FormPage.objects.get(slug="ideeenbus").form_fields.all()
    assert [field.clean_name for field in form.form_fields.all()] == [field.clean_name for field in dutch]
    assert not {field.label for field in form.form_fields.all()} & {field.label for field in dutch}


def test_every_tag_has_a_label_in_every_language() -> None:
    for slug in content.tags():
        labels = TagLabel.objects.filter(tag__slug=slug)
        assert set(labels.values_list("language", flat=True)) == set(LANGUAGES)


def test_pictures_are_cut_where_nobody_loses_their_head() -> None:
    council = Image.objects.get(title="De raadzaal")
    assert (council.focal_point_x, council.focal_point_y) == (800, 495)
    assert (council.focal_point_width, council.focal_point_height) == (1600, 360)
