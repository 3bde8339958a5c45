"""What there is after loading, and that loading again or anew does what it says."""

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site, Workflow
from wagtail_localize.models import StringTranslation, Translation

from cms.access.models import Audience, Restriction, Visibility
from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.actions import LANGUAGES, DemoReport, is_demo_loaded, load_demo, reload_demo, remove_demo
from cms.demo.details import WEEKDAYS
from cms.folders.models import Folder, Meeting, MeetingPaper
from cms.media.models import Image
from cms.pages.models import ArticlePage, EventPage, FormPage, HomePage, ThemePage, UnitPage
from cms.people.models import Employment, Location, Organisation, Profile, Role, Unit, User, WorkGroup
from cms.tags.models import TagLabel

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]

COUNTED: tuple[type[Model], ...] = (
    Page, Image, LibraryDocument, Collection, Group, Workflow, Unit, User, Profile, Audience, Restriction, Visibility,
    Redirect, Translation, StringTranslation, WorkGroup, Role, Employment, Organisation, Location,
    Folder, Meeting, MeetingPaper,
)  # fmt: skip
# Of each kind, in each of the languages that are not the source.
TRANSLATED = {
    "homepage": 1, "themepage": 8, "topicpage": 7, "articlepage": 18, "newspage": 5, "eventpage": 3, "unitpage": 2,
    "formpage": 1,
}  # fmt: skip


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


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


def test_reloading_puts_everything_back_and_keeps_what_others_put_below_the_home_page() -> None:
    home = HomePage.objects.get(slug="waterveen")
    home.add_child(instance=ThemePage(title="Kennisbank", slug="kennisbank"))
    before = counts()
    article = ArticlePage.objects.get(slug="ziek-melden", locale__language_code="nl")
    article.title = "Veranderd"
    article.save_revision().publish()
    Page.objects.get(slug="parkeren-bij-het-stadhuis").delete()
    theme = ThemePage.objects.get(slug="digitaal-werken")
    theme.add_child(instance=ArticlePage(title="Van een gebruiker"))
    Group.objects.get(name="Archivarissen").delete()

    report = reload_demo()

    assert report == DemoReport(pages=129, translations=135, people=40, documents=24)
    assert counts() == before
    assert ArticlePage.objects.get(slug="ziek-melden").title == "Ziek melden"
    assert ArticlePage.objects.filter(slug="parkeren-bij-het-stadhuis", live=True).count() == 1
    assert ArticlePage.objects.filter(title="Van een gebruiker").count() == 0
    assert HomePage.objects.get(slug="waterveen").pk == home.pk
    assert ThemePage.objects.get(slug="kennisbank").get_parent().pk == home.pk


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


def test_reloading_gives_files_the_names_they_had(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        remove_demo()
    load_demo()
    expected = {f"{key}.{told.format}" for key, told in content.documents().items()}
    assert {document.filename for document in in_library()} == expected
    assert Image.objects.get(title="De raadzaal").file.name == "original_images/raadzaal.png"


def test_pictures_are_cut_where_nobody_loses_their_head() -> None:
    council = Image.objects.get(title="De raadzaal")
    assert (council.focal_point_x, council.focal_point_y) == (800, 495)
    assert (council.focal_point_width, council.focal_point_height) == (1600, 360)
