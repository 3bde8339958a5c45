"""Hazards known from the field that no other test tries; `hazards.py` lists all of them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from cms.access.actions import check_visibility
from cms.access.models import Visibility
from cms.access.policy import may_open, may_see, visible_to
from cms.access.readers import reader_for
from cms.api.execution import SHARED_ANSWERS
from cms.archive.models import LibraryDocument
from cms.graphql_kit.ids import to_global_id
from cms.pages.models import ArticlePage, TopicPage
from cms.reading.actions import prepare_everything
from search.models import Entry
from search.sync import catch_up
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.forests import create_many_topics
from tests.factories.pages import alias, create_article, create_home, create_theme, create_topic
from tests.factories.people import create_editor, create_user

pytestmark = pytest.mark.django_db

LIST = "query ($after: String) { pages(first: 1, after: $after) { pageInfo { endCursor } nodes { title } } }"
BY_ID = "query ($id: ID!) { page(id: $id) { title } node(id: $id) { id } }"
BY_PATH = "query ($path: String!) { page(path: $path) { title } redirect(path: $path) { path } }"
# Far from every id that is given out, and of no kind that is refused for its form.
NO_SUCH_ID = 987_654_321


def ask(client: Client, query: str, **variables: Any) -> Any:
    SHARED_ANSWERS.clear()
    body = {"query": query, "variables": variables}
    return client.post(reverse("graphql"), body, content_type="application/json").content


def test_an_alias_whose_source_is_deleted_stands_behind_its_own_place() -> None:
    home = create_home()
    nobody = create_audience()
    source = create_article(create_theme(home, audiences=[nobody]))
    copy = alias(source, create_theme(home, audiences=("everyone",)))
    visitor = reader_for(None)
    assert not may_open(visitor, copy)
    source.delete()
    # Wagtail takes it off; who publishes it again shows it to those of the place where it stands.
    assert may_open(visitor, copy)
    assert check_visibility(repair=False).is_clean


def test_thousands_moved_below_a_closed_page_are_closed_when_the_move_is_done() -> None:
    home = create_home()
    closed = create_theme(home, audiences=[create_audience()])
    top = create_topic(create_theme(home, audiences=("everyone",)))
    create_many_topics(top, number=2_000)
    visitor, below = reader_for(None), TopicPage.objects.filter(path__startswith=top.path)
    assert visible_to(visitor, below).count() == 2_001
    MovePageAction(Page.objects.get(pk=top.pk), Page.objects.get(pk=closed.pk), pos="last-child").execute()
    moved = TopicPage.objects.descendant_of(Page.objects.get(pk=closed.pk))
    assert (moved.count(), visible_to(visitor, moved).count()) == (2_001, 0)


def test_a_cursor_leads_no_further_than_its_reader_may_go() -> None:
    theme = create_theme(create_home())
    for title in ("Een", "Twee", "Drie"):
        create_article(theme, title, publish=True)
    prepare_everything()
    person, client = create_user(), Client()
    client.force_login(person)
    first = client.post(reverse("graphql"), {"query": LIST}, content_type="application/json").json()["data"]["pages"]
    assert len(first["nodes"]) == 1
    person.is_active = False
    person.save()
    answer = ask(client, LIST, after=first["pageInfo"]["endCursor"]).decode()
    assert not any(title in answer for title in ("Een", "Twee", "Drie", theme.title))


@pytest.fixture
def hidden() -> ArticlePage:
    """A published page that nobody may see, and a site for everybody."""
    page = create_article(create_theme(create_home(), audiences=[create_audience()]), "Geheim", publish=True)
    prepare_everything()
    return page


@pytest.fixture
def reader(hidden: ArticlePage) -> Client:
    """Somebody who may see the site and not the page."""
    client = Client()
    client.force_login(create_user())
    return client


def doors(page: ArticlePage, document: LibraryDocument) -> dict[str, tuple[Any, Any]]:
    """What is asked about something hidden, and the same about something that there is not."""
    path, missing_path = page.url, page.url.replace(page.slug, "b" * len(page.slug))
    missing_page, missing_document = to_global_id("Page", NO_SUCH_ID), to_global_id("Document", NO_SUCH_ID)
    return {
        "a page by its id": (
            lambda client: ask(client, BY_ID, id=to_global_id("Page", page.pk)),
            lambda client: ask(client, BY_ID, id=missing_page),
        ),
        "a page by its path": (
            lambda client: ask(client, BY_PATH, path=path),
            lambda client: ask(client, BY_PATH, path=missing_path),
        ),
        "a document by its id": (
            lambda client: ask(client, "query ($id: ID!) { document(id: $id) { title } }", id=_id_of(document)),
            lambda client: ask(client, "query ($id: ID!) { document(id: $id) { title } }", id=missing_document),
        ),
        "a file": (
            lambda client: client.get(document.url).status_code,
            lambda client: client.get(document.url.replace(str(document.pk), str(NO_SUCH_ID))).status_code,
        ),
    }


def _id_of(document: LibraryDocument) -> str:
    return to_global_id("Document", document.pk)


@pytest.fixture
def document() -> LibraryDocument:
    """One that nobody may see."""
    return create_document("Geheim stuk", collection=create_collection("Kluis", audiences=[create_audience()]))


def test_hidden_and_missing_are_answered_alike(hidden: ArticlePage, reader: Client, document: LibraryDocument) -> None:
    for name, (about_hidden, about_missing) in doors(hidden, document).items():
        assert about_hidden(reader) == about_missing(reader), name


def test_hidden_and_missing_take_the_same_statements(
    hidden: ArticlePage, reader: Client, document: LibraryDocument
) -> None:
    # What takes as many statements over the same indexes takes as long; one more would tell by a clock.
    for name, (about_hidden, about_missing) in doors(hidden, document).items():
        about_missing(reader)  # what is prepared once is prepared now
        with CaptureQueriesContext(connection) as for_missing:
            about_missing(reader)
        with CaptureQueriesContext(connection) as for_hidden:
            about_hidden(reader)
        assert len(for_hidden) == len(for_missing), name


def test_who_may_not_see_a_page_does_not_approve_it() -> None:
    home = create_home()
    theme = create_theme(home, audiences=("staff",))
    page = create_article(theme, "Voorstel", live=False)
    theme.refresh_from_db()
    moderator = create_user("Mo Moderator", groups=[theme.moderators])
    page.save_revision()
    workflow = page.get_workflow()
    state = workflow.start(page, create_editor(theme))
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    Visibility.objects.filter(kind="page", object_id=page.pk).update(lock=_lock_of_nobody(home))
    client = Client()
    client.force_login(moderator)
    assert client.post(address, {"comment": "Goed"}).status_code == 404
    page.refresh_from_db()
    state.refresh_from_db()
    assert (page.live, state.status) == (False, "in_progress")


def _lock_of_nobody(home: Page) -> int:
    closed = create_theme(home, audiences=[create_audience()])
    return Visibility.objects.get(kind="page", object_id=closed.pk).lock_id


def test_what_raw_sql_did_is_found_and_mended() -> None:
    home = create_home()
    top = create_topic(create_theme(home, audiences=("everyone",)))
    below = create_article(top)
    closed = create_theme(home, audiences=[create_audience()])
    TopicPage.objects.filter(pk=top.pk).update(rights_key=closed.rights_key)
    assert set(check_visibility().wrong["page"]) == {top.pk, below.pk}
    assert not may_see(reader_for(None), below)
    assert check_visibility(repair=False).is_clean


def test_documents_moved_in_bulk_are_found_by_others_at_once() -> None:
    employee = create_user()
    vault = create_collection("Kluis", audiences=[create_audience()])
    document = create_document("Notulen", collection=create_collection("Open", audiences=("staff",)))
    catch_up()
    entry = Entry.objects.filter(subject_type="document", subject_id=document.pk)
    assert entry.get().lock in reader_for(employee).locks
    LibraryDocument.objects.filter(pk=document.pk).update(collection=vault)
    assert entry.get().lock not in reader_for(employee).locks
    assert not may_see(reader_for(employee), LibraryDocument.objects.get(pk=document.pk))
