"""What there is after loading, and that loading again or anew does what it says."""

from collections import Counter

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site, Workflow
from wagtail_localize.models import StringTranslation, Translation

from cms.access.models import Audience, Restriction, Visibility
from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.actions import DemoReport, is_demo_loaded, reload_demo
from cms.media.models import Image
from cms.pages.models import ArticlePage, HomePage, ThemePage
from cms.people.models import Profile, Unit, User

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]

COUNTED: tuple[type[Model], ...] = (
    Page, Image, LibraryDocument, Collection, Group, Workflow, Unit, User, Profile, Audience, Restriction, Visibility,
    Redirect, Translation, StringTranslation,
)  # fmt: skip


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def test_the_city_is_whole() -> None:
    rows = Page.objects.filter(depth__gt=1, live=True).values_list("locale__language_code", "content_type__model")
    assert Counter(rows) == {
        ("nl", "homepage"): 1,
        ("nl", "themepage"): 5,
        ("nl", "topicpage"): 9,
        ("nl", "newspage"): 7,
        ("nl", "articlepage"): 32,
        ("en", "homepage"): 1,
        ("en", "themepage"): 4,
        ("en", "topicpage"): 5,
        ("en", "newspage"): 2,
        ("en", "articlepage"): 9,
    }
    assert Page.objects.filter(depth__gt=1, live=False).count() == 0
    assert LibraryDocument.objects.count() == 6
    assert Image.objects.count() == 9 + 15
    assert Profile.objects.exclude(photo=None).count() == 15
    assert Unit.objects.count() == 10
    assert Redirect.objects.count() == 4


def test_the_site_shows_the_city_and_nothing_else() -> None:
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("localhost", 8000)
    assert site.root_page.specific == HomePage.objects.get(slug="waterveen")
    assert set(Page.objects.filter(depth=2).values_list("slug", flat=True)) == {"waterveen", "waterveen-en"}


def test_news_is_of_different_days() -> None:
    moments = Page.objects.filter(content_type__model="newspage", locale__language_code="nl")
    assert len({moment.date() for moment in moments.values_list("first_published_at", flat=True)}) == 7


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

    assert report == DemoReport(pages=54, translations=21, people=15, documents=6)
    assert counts() == before
    assert ArticlePage.objects.get(slug="ziek-melden").title == "Ziek melden"
    assert ArticlePage.objects.filter(slug="parkeren-bij-het-stadhuis", live=True).count() == 1
    assert ArticlePage.objects.filter(title="Van een gebruiker").count() == 0
    assert HomePage.objects.get(slug="waterveen").pk == home.pk
    assert ThemePage.objects.get(slug="kennisbank").get_parent().pk == home.pk


def test_every_translation_is_complete_and_can_be_kept_by_an_editor() -> None:
    translations = Translation.objects.filter(target_locale__language_code="en", enabled=True)
    assert translations.count() == len(content.translations("en")) == 21
    for translation in translations:
        total, translated = translation.get_progress()
        assert total == translated > 0
        source, target = translation.source.get_source_instance(), translation.get_target_instance()
        assert target.live is True
        assert target.title != source.title
        assert [block.id for block in target.body] == [block.id for block in source.body]
        assert set(target.tags.all()) == set(source.tags.all())
