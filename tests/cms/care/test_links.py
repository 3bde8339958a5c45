"""Where texts lead: written down when published, and reported when it is nowhere."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.care.actions.note import note_all_links
from cms.care.finding import Found, anchors_in, links_in
from cms.care.models import Anchor, Link, WebAddress
from cms.care.views.orphans import LISTED_AT_ONCE
from cms.pages.models import ArticlePage, ThemePage
from cms.reading.actions import prepare_everything
from tests.factories.access import create_audience, create_collection, restrict_page
from tests.factories.archive import create_document
from tests.factories.pages import create_article, create_news, create_theme, create_topic
from tests.factories.people import create_editor, create_user

pytestmark = pytest.mark.django_db

LINKS, ORPHANS = "/admin/care/links/", "/admin/care/orphans/"


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def editing(client: Client, theme: ThemePage) -> Client:
    client.force_login(create_editor(theme.get_parent()))
    return client


def saying(parent: Page, title: str, *html: str, **fields: Any) -> ArticlePage:
    body = [{"type": "text", "value": text} for text in html]
    return create_article(parent, title, body=body, **fields)


def to_page(page: Page, text: str = "daar", anchor: str = "") -> str:
    named = f' data-anchor="{anchor}"' if anchor else ""
    return f'<p><a linktype="page" id="{page.pk}"{named}>{text}</a></p>'


def noted() -> None:
    prepare_everything()
    note_all_links()


def reported(client: Client, **query: Any) -> list[tuple[str, str, str]]:
    noted()
    response = client.get(LINKS, query)
    assert response.status_code == 200
    return [(str(link.page), link.leads_to, link.problem) for link in response.context["object_list"]]


def test_links_are_read_out_of_every_block() -> None:
    blocks = [
        {"type": "text", "html": '<p><a href="plein:page:5:nl#hoe">de <b>regeling</b></a></p>'},
        {"type": "steps", "steps": [{"title": "", "html": '<a href="plein:document:7">stuk</a>'}]},
        {"type": "faq", "questions": [{"question": "", "html": '<a href="https://a.example/?x=1&amp;y=2">web</a>'}]},
        {"type": "page_link", "page": 6},
        {"type": "text", "html": '<a href="mailto:a@b.example">mail</a>'},
        {"type": "heading", "text": "Hoe", "anchor": "hoe"},
    ]

    assert list(links_in(blocks)) == [
        Found("page", "de regeling", 5, "hoe"),
        Found("document", "stuk", 7),
        Found("web", "web", url="https://a.example/?x=1&y=2"),
        Found("page", "", 6),
    ]
    assert list(anchors_in(blocks)) == ["hoe"]


def test_what_a_page_says_now_replaces_what_it_said(theme: ThemePage, django_capture_on_commit_callbacks: Any) -> None:
    target = create_article(theme, "Doel")
    with django_capture_on_commit_callbacks(execute=True):
        page = saying(theme, "Verlof", to_page(target), '<p><a href="https://a.example/">a</a></p>')
    assert Link.objects.filter(page=page.pk).count() == 2

    page.body = [("text", '<p><a href="https://b.example/">b</a></p>')]
    with django_capture_on_commit_callbacks(execute=True):
        page.save()

    assert [link.address.url for link in Link.objects.filter(page=page.pk)] == ["https://b.example/"]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert Link.objects.filter(page=page.pk).count() == 0
    note_all_links()
    assert WebAddress.objects.count() == 0
    assert Anchor.objects.count() == 0


def test_links_to_what_is_gone_unpublished_or_without_the_heading_are_reported(
    editing: Client, theme: ThemePage
) -> None:
    draft, gone = create_article(theme, "Concept", live=False), create_article(theme, "Weg")
    expired = create_article(theme, "Verlopen", expire_at=timezone.now())
    whole = create_article(theme, "Heel", body=[{"type": "heading", "value": {"text": "Hoe dan", "level": "2"}}])
    saying(theme, "A", to_page(draft), to_page(gone), to_page(expired))
    saying(theme, "B", to_page(whole, anchor="hoe-dan"), to_page(whole, anchor="ooit"), to_page(whole))
    gone.delete()

    assert reported(editing) == [
        ("A", "Concept", "unpublished"),
        ("A", "", "missing"),
        ("A", "Verlopen", "unpublished"),
        ("B", "Heel", "anchor"),
    ]


def test_links_that_not_every_reader_can_follow_are_reported(editing: Client, theme: ThemePage) -> None:
    everybody = create_theme(theme.get_parent(), "Voor iedereen", audiences=("everyone",))
    staff = create_article(theme, "Voor medewerkers")
    saying(everybody, "Naar binnen", to_page(staff))
    saying(theme, "Naar buiten", to_page(everybody))
    closed = create_document("Stuk", collection=create_collection("Kluis", audiences=(create_audience("Anderen"),)))
    saying(theme, "Naar een stuk", f'<p><a linktype="document" id="{closed.pk}">stuk</a></p>')

    assert reported(editing) == [
        ("Naar binnen", "Voor medewerkers", "narrower"),
        ("Naar een stuk", "", "narrower"),
    ]
    assert "Stuk" not in editing.get(LINKS).content.decode()


def test_what_does_not_open_is_told_apart_from_what_is_gone_by_nothing(editing: Client, theme: ThemePage) -> None:
    closed, gone = create_article(theme, "Geheim", live=False), create_article(theme, "Weg")
    restrict_page(closed, create_audience("Anderen"))
    saying(theme, "A", to_page(closed))
    saying(theme, "B", to_page(gone))
    gone.delete()
    noted()

    rows = editing.get(LINKS, {"export": "csv"})
    first, second = b"".join(rows.streaming_content).decode().splitlines()[1:]

    assert first.replace("A,/werken/a/", "") == second.replace("B,/werken/b/", "")
    assert reported(editing, problem="unpublished") == []
    assert [title for title, *_rest in reported(editing, problem="missing")] == ["A", "B"]


def test_broken_web_addresses_are_reported_on_each_page(editing: Client, theme: ThemePage) -> None:
    for title in ("A", "B"):
        saying(theme, title, '<p><a href="https://a.example/">a</a></p>')
    assert reported(editing) == []
    WebAddress.objects.update(broken_since=timezone.now(), said="404")

    assert reported(editing) == [("A", "https://a.example/", "broken"), ("B", "https://a.example/", "broken")]
    assert reported(editing, problem="missing") == []


def test_an_editor_sees_links_on_pages_they_may_edit(client: Client, theme: ThemePage) -> None:
    other = create_theme(theme.get_parent(), "Wonen")
    gone = create_article(theme, "Weg")
    for parent, title in ((theme, "Mijn"), (other, "Van een ander"), (theme, "Geheim")):
        page = saying(parent, title, to_page(gone))
    restrict_page(page, create_audience("Anderen"))
    gone.delete()
    client.force_login(create_user(groups=[theme.editors]))

    assert [title for title, *_rest in reported(client)] == ["Mijn"]


def test_the_report_asks_as_often_for_many_links_as_for_few(
    editing: Client, theme: ThemePage, django_assert_max_num_queries: Any
) -> None:
    draft = create_article(theme, "Concept", live=False)
    for number in range(12):
        saying(theme, f"Artikel {number}", to_page(draft))
    assert len(reported(editing)) == 12

    with django_assert_max_num_queries(30):
        editing.get(LINKS)


def orphaned(client: Client) -> list[tuple[str, str]]:
    noted()
    return [(card.title, card.reason) for card in client.get(ORPHANS).context["object_list"]]


def test_a_page_that_is_listed_linked_or_dated_is_no_orphan(editing: Client, theme: ThemePage) -> None:
    create_article(theme, "Artikel")
    create_topic(theme, "Onderwerp")
    create_news(theme, "Nieuws")

    assert orphaned(editing) == []


def test_a_page_below_an_unpublished_one_is_found_by_nobody(editing: Client, theme: ThemePage) -> None:
    create_article(create_topic(theme, "Map", live=False), "Onder concept")

    assert orphaned(editing) == [("Onder concept", "cut_off")]


def test_a_page_beyond_the_list_above_it_needs_a_link(editing: Client, theme: ThemePage) -> None:
    pages = [create_article(theme, f"Artikel {number:02}") for number in range(LISTED_AT_ONCE + 2)]
    saying(create_topic(theme.get_parent().specific.get_children().first(), "Map"), "Wijzer", to_page(pages[-1]))

    assert orphaned(editing) == [("Artikel 48", "unlinked")]
