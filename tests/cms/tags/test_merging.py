import pytest
from django.test import Client
from wagtail_localize.models import TranslationSource

from cms.pages.models import ArticlePage, ThemePage
from cms.tags.actions import SameTagError, merge_tags
from cms.tags.models import Tag, TagLabel
from search.models import Ticket
from tests.factories.archive import create_document
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def leave() -> Tag:
    return Tag.objects.create(name="verlof", slug="verlof")


@pytest.fixture
def holiday() -> Tag:
    tag = Tag.objects.create(name="vakantie", slug="vakantie")
    TagLabel.objects.create(tag=tag, language="en", label="holiday")
    return tag


@pytest.fixture
def theme() -> ThemePage:
    return create_theme()


def tagged(theme: ThemePage, *tags: Tag) -> ArticlePage:
    article = create_article(theme)
    article.tags.add(*tags)
    article.save()
    return article


def slugs(thing: object) -> list[str]:
    return sorted(thing.tags.values_list("slug", flat=True))


def test_everything_gets_the_other_tag_once(theme: ThemePage, leave: Tag, holiday: Tag) -> None:
    one, both = tagged(theme, holiday), tagged(theme, holiday, leave)
    document, person = create_document(), create_user()
    document.tags.add(holiday)
    person.profile.skills.add(holiday, leave)

    assert merge_tags(holiday, into=leave) == 4

    assert not Tag.objects.filter(slug="vakantie").exists()
    for thing in (ArticlePage.objects.get(pk=one.pk), ArticlePage.objects.get(pk=both.pk), document):
        assert slugs(thing) == ["verlof"]
    assert list(person.profile.skills.values_list("slug", flat=True)) == ["verlof"]


def test_labels_that_the_other_lacks_come_along(leave: Tag, holiday: Tag) -> None:
    TagLabel.objects.create(tag=holiday, language="de", label="Ferien")
    TagLabel.objects.create(tag=leave, language="de", label="Urlaub")

    merge_tags(holiday, into=leave)

    assert dict(leave.labels.values_list("language", "label")) == {"de": "Urlaub", "en": "holiday"}


def test_drafts_and_sources_of_translations_keep_the_tag(theme: ThemePage, leave: Tag, holiday: Tag) -> None:
    article = tagged(theme, holiday)
    article.save_revision()
    source, _is_new = TranslationSource.get_or_create_from_instance(article)

    merge_tags(holiday, into=leave)

    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert [tag.slug for tag in draft.tags.all()] == ["verlof"]
    source.refresh_from_db()
    assert [tag.slug for tag in source.as_instance().tags.all()] == ["verlof"]


def test_what_has_the_tag_is_looked_at_again(theme: ThemePage, leave: Tag, holiday: Tag) -> None:
    article = tagged(theme, holiday)
    Ticket.objects.all().delete()

    merge_tags(holiday, into=leave)

    assert Ticket.objects.filter(subject_type="page", subject_id=article.pk).exists()


def test_a_tag_is_not_merged_into_itself(leave: Tag) -> None:
    with pytest.raises(SameTagError):
        merge_tags(leave, into=leave)
    assert Tag.objects.filter(pk=leave.pk).exists()


def test_an_administrator_merges_tags_in_the_admin(client: Client, leave: Tag, holiday: Tag) -> None:
    client.force_login(create_superuser())
    address = f"/admin/snippets/tags/tag/merge/{holiday.pk}/"
    assert address in client.get("/admin/snippets/tags/tag/").content.decode()
    assert "verlof" in client.get(address).content.decode()

    assert client.post(address, {"into": leave.pk}).status_code == 302
    assert list(Tag.objects.values_list("slug", flat=True)) == ["verlof"]


def test_who_may_not_delete_tags_merges_none(client: Client, theme: ThemePage, leave: Tag, holiday: Tag) -> None:
    client.force_login(create_user(groups=[theme.moderators]))

    assert client.post(f"/admin/snippets/tags/tag/merge/{holiday.pk}/", {"into": leave.pk}).status_code in (302, 403)
    assert Tag.objects.count() == 2
