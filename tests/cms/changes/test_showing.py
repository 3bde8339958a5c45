"""Who shows something is told of as updated when that changes, and nobody else is."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from cms.access.policy import lock_of
from cms.access.readers import reader_for
from cms.archive.models import DocumentKind, DocumentKindLabel, LibraryDocument
from cms.changes.actions import number_changes
from cms.changes.feed import read_on
from cms.changes.models import SITEWIDE, Change, Clock
from cms.changes.places import Opened, Place
from cms.media.models import Image
from cms.media.preparing import prepare_picture
from cms.pages.models import ArticlePage, HomePage, RelatedLink, ThemePage
from cms.people.models import Location, User
from cms.reading.actions import prepare_pages
from cms.tags.models import Tag, TagLabel
from tests.cms.changes.conftest import Commits
from tests.factories.access import create_collection, restrict_collection, restrict_page
from tests.factories.archive import create_document
from tests.factories.media import create_image, picture_file
from tests.factories.pages import (
    create_article,
    create_home,
    create_news,
    create_theme,
    create_topic,
    create_unit_page,
    translate,
)
from tests.factories.people import create_unit, create_user

Told = list[tuple[str, int, str]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(logged: Callable[..., Any]) -> Callable[[Callable[[], Any]], Told]:
    """What the log says of pages and documents after doing something."""
    columns = ("kind", "object_id", "what")
    return lambda act: sorted(logged(act).exclude(kind__in=SITEWIDE).values_list(*columns))


def updated(*pages: Any) -> Told:
    return sorted(("page", page.pk, "updated") for page in pages)


def says(thing: Model, **values: Any) -> Callable[[], None]:
    """Saves the thing, saying this of it."""

    def save() -> None:
        for name, value in values.items():
            setattr(thing, name, value)
        thing.save()

    return save


def published(page: Any, **values: Any) -> Callable[[], None]:
    """Publishes the page, saying this."""

    def publish() -> None:
        latest = type(page).objects.get(pk=page.pk)
        for name, value in values.items():
            setattr(latest, name, value)
        latest.save_revision().publish()

    return publish


def a_theme() -> ThemePage:
    """A new theme of the one site."""
    return create_theme(HomePage.objects.first() or create_home())


def showing(*blocks: tuple[str, Any], **fields: Any) -> ArticlePage:
    """An article with these blocks, beside another that shows nothing."""
    theme = a_theme()
    create_article(theme)
    return create_article(theme, body=[{"type": kind, "value": value} for kind, value in blocks], **fields)


def test_a_renamed_person_is_told_where_they_are_owner_contact_or_named(commits: Commits, told: Any) -> None:
    person = create_user("Eva de Vries")
    with commits():
        article = showing(("contact", {"person": person.profile.pk, "text": ""}))
        owned = showing(owner=person)
        asked = create_unit_page(a_theme(), contacts=[person])
    assert told(says(person, last_name="Jansen")) == updated(article, owned, asked)
    assert told(says(person.profile, job_title="Adviseur")) == updated(article, owned, asked)


def test_what_a_save_leaves_as_it_was_is_no_news(commits: Commits, told: Any) -> None:
    person = create_user()
    with commits():
        showing(owner=person)
    assert told(person.save) == []
    assert told(lambda: person.save(update_fields=["last_login"])) == []
    assert told(says(person.profile, language="en")) == []


def test_a_person_who_is_gone_or_comes_back_is_told(commits: Commits, told: Any) -> None:
    person = create_user()
    with commits():
        article = showing(owner=person)
    assert told(says(person, is_active=False)) == updated(article)
    # nobody sees what they are called
    assert told(says(person, last_name="Jansen")) == []
    assert told(says(person, is_active=True)) == updated(article)
    assert told(person.delete) == updated(article)


def test_a_picture_with_another_title_file_or_size_is_told(commits: Commits, told: Any) -> None:
    image = create_image()
    with commits():
        article = showing(("image", {"image": image.pk, "caption": ""}))
        headed = showing(image=image)
    assert told(says(image, description="De trap van het stadhuis")) == updated(article, headed)
    assert told(says(image, file=picture_file("other.png"))) == updated(article, headed)
    assert told(lambda: prepare_picture(image.pk)) == updated(article, headed)
    assert told(lambda: prepare_picture(image.pk)) == []
    assert told(image.delete) == updated(article, headed)


def test_a_document_is_told_and_so_is_who_shows_it(commits: Commits, told: Any) -> None:
    with commits():
        document = create_document()
        link = f'<p><a linktype="document" id="{document.pk}">hier</a></p>'
        article, linking = showing(("document", document.pk)), showing(("text", link))
    assert told(says(document, title="Anders")) == [
        ("document", document.pk, "updated"), *updated(article, linking),
    ]  # fmt: skip
    assert told(document.save) == [("document", document.pk, "updated")]
    pk = document.pk
    assert told(document.delete) == [("document", pk, "deleted"), *updated(article, linking)]


def test_a_tag_with_another_label_is_told_where_it_is_on(commits: Commits, told: Any) -> None:
    with commits():
        article = showing()
        article.tags.add("verlof")
        article.save()
    tag = Tag.objects.get()
    assert told(says(tag, name="Vakantie")) == updated(article)
    label = TagLabel(tag=tag, language="en", label="Leave")
    assert told(label.save) == updated(article)
    assert told(says(label, label="Holidays")) == updated(article)
    assert told(tag.delete) == updated(article)


def test_a_renamed_unit_is_told_where_a_page_is_about_it_or_shows_who_is_in_it(commits: Commits, told: Any) -> None:
    unit = create_unit()
    with commits():
        page = create_unit_page(a_theme(), unit=unit)
        article = showing(owner=create_user(unit=unit))
    assert told(says(unit, name="Publiekszaken")) == updated(page, article)


def test_a_renamed_location_is_told_where_a_page_shows_who_works_there(commits: Commits, told: Any) -> None:
    location = Location.objects.create(name="Stadhuis")
    person = create_user()
    with commits():
        person.profile.location = location
        person.profile.save()
        article = showing(owner=person)
        showing(owner=create_user("Guus Groep"))
    assert told(says(location, name="Raadhuis")) == updated(article)
    assert told(location.save) == []


def test_a_kind_of_documents_with_another_name_is_told_where_one_is_shown(commits: Commits, told: Any) -> None:
    kind = DocumentKind.objects.create(code="formulier", name="Formulier")
    with commits():
        article = showing(("document", create_document(kind=kind).pk))
        showing(("document", create_document(title="Zonder soort").pk))
    assert told(says(kind, name="Aanvraag")) == updated(article)
    label = DocumentKindLabel(kind=kind, language="en", label="Form")
    assert told(label.save) == updated(article)


def test_the_rights_of_a_collection_are_told_where_its_pictures_and_documents_are_shown(
    commits: Commits, told: Any
) -> None:
    collection = create_collection("Trouwzaal", parent=create_collection())
    with commits():
        image = create_image(collection=collection)
        document = create_document(collection=collection)
        article, linking = showing(image=image), showing(("document", document.pk))
        showing(image=create_image())
    before = lock_of(image).pk
    rows = [row for row in told(lambda: restrict_collection(collection, "partners")) if row[0] != "lock"]
    assert rows == [("document", document.pk, "rights"), *updated(article, article, linking, linking)]
    rows = Change.objects.filter(object_id=article.pk, what="updated").order_by("-pk")[:2]
    assert {row.shown_lock_id for row in rows} == {before, lock_of(image).pk}


@pytest.mark.parametrize("how", ["saved", "by the dozen"])
def test_a_picture_in_another_collection_is_told_to_who_saw_it_there_or_sees_it_here(
    commits: Commits, told: Any, how: str
) -> None:
    image = create_image()
    closed = create_collection("Kluis", audiences=["partners"])
    with commits():
        article = showing(image=image)
    before = lock_of(image).pk

    def move() -> None:
        if how == "saved":
            says(image, collection=closed)()
        else:
            Image.objects.filter(pk=image.pk).update(collection=closed)

    assert told(move) == updated(article, article)
    rows = Change.objects.filter(object_id=article.pk, what="updated").order_by("-pk")[:2]
    image.refresh_from_db()
    assert {row.shown_lock_id for row in rows} == {before, lock_of(image).pk}


def test_documents_moved_by_the_dozen_are_told_where_they_are_shown(commits: Commits, told: Any) -> None:
    document = create_document()
    closed = create_collection("Kluis", audiences=["partners"])
    with commits():
        linking = showing(("document", document.pk))
    move = partial(LibraryDocument.objects.filter(pk=document.pk).update, collection=closed)
    assert told(move) == [("document", document.pk, "rights"), *updated(linking, linking)]


def test_a_renamed_theme_is_told_of_the_pages_below_and_those_that_refer_to_it(commits: Commits, told: Any) -> None:
    with commits():
        theme = a_theme()
        topic = create_topic(theme)
        article = create_article(topic)
        linking, beside = showing(("page_link", theme.pk)), showing()
        RelatedLink.objects.create(page=beside, target=theme)
    prepare_pages([beside.pk])
    assert told(published(theme, title="Anders")) == updated(theme, topic, article, linking, beside)
    assert told(published(theme, summary="Waar het over gaat")) == updated(theme, linking, beside)
    assert told(published(theme, show_in_menus=True)) == updated(theme)


def test_the_title_of_the_home_page_is_of_the_site(commits: Commits, told: Any) -> None:
    with commits():
        create_article(a_theme())
        home = HomePage.objects.get()
    assert told(published(home, title="Binnen")) == updated(home)


def test_who_links_to_a_page_that_comes_goes_or_moves_is_told(commits: Commits, told: Any) -> None:
    with commits():
        target = create_news(a_theme())
        link = f'<p><a linktype="page" id="{target.pk}">hier</a></p>'
        linking = showing(("text", link))
    assert told(published(target, slug="elders")) == sorted([("page", target.pk, "moved"), *updated(linking)])
    assert told(lambda: target.unpublish()) == sorted([("page", target.pk, "unpublished"), *updated(linking)])
    assert told(published(target)) == sorted([("page", target.pk, "published"), *updated(linking)])
    pk = target.pk
    assert told(lambda: type(target).objects.get(pk=pk).delete()) == sorted(
        [("page", pk, "deleted"), *updated(linking)]
    )


def test_a_link_leads_to_a_translation_that_is_told_too(commits: Commits, told: Any) -> None:
    with commits():
        target = create_news(a_theme())
        linking = showing(("page_link", target.pk))
        english = translate(target)
    assert told(published(english, title="Elsewhere")) == updated(english, target, linking)


def test_a_page_names_its_translations_and_is_told_of_one_that_comes_or_goes(commits: Commits, told: Any) -> None:
    with commits():
        page = create_article(a_theme())
        create_article(a_theme())
        english = translate(page, live=False)
    assert told(published(english)) == sorted([("page", english.pk, "published"), *updated(page)])
    english.refresh_from_db()
    assert told(lambda: english.unpublish()) == sorted([("page", english.pk, "unpublished"), *updated(page)])


def test_who_may_not_see_what_changed_is_not_told_that_it_did(commits: Commits, told: Any) -> None:
    insider, other = create_user(), create_user("Guus Groep")
    with commits():
        closed = create_collection("Kluis", audiences=["partners"])
        image = create_image(collection=closed)
        article = showing(image=image)
    places = {user: place_of(user) for user in (insider, other)}
    image.title = "Anders"
    assert told(image.save) == updated(article)
    row = Change.objects.latest("sequence")
    assert (row.lock_id, row.lock_id_before) == (lock_of(article).pk,) * 2
    assert row.shown_lock_id == lock_of(image).pk != lock_of(article).pk
    for user, place in places.items():
        reading = read_on(reader_for(user), place, first=10)
        assert (reading.news, reading.is_complete) == ([], True)


def test_who_may_see_both_is_told_once(commits: Commits, told: Any) -> None:
    reader = create_user()
    person = create_user("Guus Groep")
    with commits():
        article = showing(("contact", {"person": person.profile.pk, "text": ""}), owner=person)
    place = place_of(reader)
    told(says(person, last_name="Jansen"))
    told(says(person, last_name="de Groot"))
    reading = read_on(reader_for(reader), place, first=10)
    assert [(each.kind, each.object_id, each.was_seen) for each in reading.news] == [("page", article.pk, True)]


def place_of(user: User) -> Place:
    """Where a reader is who has read everything."""
    number_changes()
    return Place.of(Opened.to(reader_for(user)), Clock.read().tick)


def test_a_page_that_nobody_sees_is_not_told(commits: Commits, told: Any) -> None:
    image = create_image()
    with commits():
        showing(image=image, live=False)
        restricted = showing(image=image)
        restrict_page(restricted, "partners")
    assert told(says(image, title="Anders")) == updated(restricted)


def test_many_pages_below_cost_no_more_statements_than_few(commits: Commits, told: Any) -> None:
    with commits():
        theme = a_theme()
        create_article(theme)

    def writes_of(title: str) -> tuple[int, list[str]]:
        with CaptureQueriesContext(connection) as captured:
            rows = told(published(theme, title=title))
        return len(rows), [each["sql"][:20] for each in captured if "changes_change" in each["sql"]]

    few, statements = writes_of("Anders")
    with commits():
        for _number in range(20):
            create_article(theme)
    assert writes_of("Weer anders") == (few + 20, statements)
