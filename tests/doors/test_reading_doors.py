"""The readers' doors: pages, files, people, lists and searches, each tried by everybody with everything."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from cms.api.execution import SHARED_ANSWERS
from cms.graphql_kit.ids import to_global_id
from cms.media.renditions import RenditionName
from cms.pages.addresses import path_of
from cms.pages.models import Answer, Preview
from cms.people.actions import renew_feed_token
from cms.reading.actions import prepare_everything
from cms.responses.models import Favourite
from search.sync import catch_up
from tests.doors.table import READING
from tests.doors.test_folder_doors import FOLDER_DOORS
from tests.doors.verdicts import Reads
from tests.doors.world import SECRET, World
from tests.factories.forms import old_ticket

pytestmark = pytest.mark.django_db

EVERYBODY = ("visitor", "partner", "employee", "editor", "insider")
STAFF = {"employee", "editor", "insider"}
SEEN_BY: dict[str, set[str]] = {
    "page: for everyone": set(EVERYBODY),
    "page: for staff": STAFF,
    "page: for partners": STAFF | {"partner"},
    "page: restricted": {"insider"},
    "page: moved": {"insider"},
    "page: translated": {"insider"},
    "page: alias": {"insider"},
    "page: unit": {"insider"},
    "page: event": {"insider"},
    "page: news": {"insider"},
    "page: event for staff": STAFF,
}
# Not named: drafts, expired pages and what is below a draft, which nobody sees.
FILES_SEEN_BY: dict[str, set[str]] = {"open": STAFF, "closed": {"insider"}}


@pytest.fixture(scope="module", autouse=True)
def findable_world(built_world: World, django_db_blocker: DjangoDbBlocker) -> None:
    """The world's pages are prepared and found."""
    with django_db_blocker.unblock():
        prepare_everything()
        catch_up()


@pytest.fixture
def read_world(world: World) -> World:
    """The world with its pages prepared and found, and nothing of it kept by an earlier test."""
    SHARED_ANSWERS.clear()
    cache.clear()  # of the renditions that another test made, and rolled back
    return world


def say(client: Any, address: str) -> tuple[int, str]:
    SHARED_ANSWERS.clear()
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="replace")


def test_every_reading_door_is_tried_here():
    tried = {
        "wagtail_serve(…)", "media(path)", "wagtaildocs_serve(document_id, document_filename)",
        "document_version(document_id, number, filename)", "person(number)",
        "search()", "suggestions()", "news()", "events()", "documents()", "people()", "favourite()",
        "preview(token)", "form(number)", "form_sent(number)",
        "graphql()", "graphql_stream()", "event_calendar(number)", "event_feed(token, language)",
        "theme_event_feed(token, theme)", "news_feed(token, language)", "theme_news_feed(token, theme)",
    }  # fmt: skip
    assert tried | FOLDER_DOORS == {door for door, verdict in READING.items() if isinstance(verdict, Reads)}


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_is_there_for_those_who_may_see_it(read_world, client_of, who):
    client, wrong = client_of(who), []
    pages = {**read_world.open, **read_world.closed, **read_world.unpublished}
    for name, page in pages.items():
        if name.startswith("page:"):
            status, body = say(client, path_of(page))
            is_seen = who in SEEN_BY.get(name, set())
            if (status == 200) is not is_seen or (not is_seen and (status != 404 or page.title in body)):
                wrong.append((name, status))
    assert not wrong


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_event_is_a_file_for_those_who_may_see_its_page(read_world, client_of, who):
    events = {"page: event for staff": read_world.open, "page: event": read_world.closed}
    for name, things in events.items():
        status, body = say(client_of(who), reverse("event_calendar", args=[things[name].pk]))
        is_seen = who in SEEN_BY[name]
        assert (status, "BEGIN:VEVENT" in body) == ((200, True) if is_seen else (404, False)), name
        assert is_seen or SECRET not in body


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_form_is_there_for_those_who_may_see_its_page(read_world, client_of, who):
    client, answers = client_of(who), Answer.objects.count()
    for state, things in (("open", read_world.open), ("closed", read_world.closed)):
        number = things["form"].pk
        status, body = say(client, reverse("form_sent", args=[number]))
        sent = client.post(reverse("form", args=[number]), {"ticket": old_ticket(things["form"])})
        is_seen = who in FILES_SEEN_BY[state]
        assert (status, sent.status_code) == ((200, 302) if is_seen else (404, 404)), state
        assert is_seen or SECRET not in body + sent.content.decode()
        answers += is_seen
    assert Answer.objects.count() == answers


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "visitor"])
def test_a_feed_tells_what_its_person_may_see(read_world, client_of, who):
    visitor, secret = client_of("visitor"), renew_feed_token(read_world.people[who])
    hidden = read_world.closed["page: restricted"].get_parent()
    for door in ("event_feed", "news_feed"):
        status, body = say(visitor, reverse(door, args=[secret, "nl"]))
        assert (status, f"{SECRET} " in body) == (200, who == "insider")
        assert say(visitor, reverse(f"theme_{door}", args=[secret, hidden.pk]))[0] == (200 if who == "insider" else 404)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_is_a_favourite_of_those_alone_who_may_see_it(read_world, client_of, who):
    pages = {**read_world.open, **read_world.closed, **read_world.unpublished}
    for name, page in pages.items():
        if name.startswith("page:"):
            asked = {"page": to_global_id("Page", page.pk), "wanted": "yes"}
            answer = client_of(who).post(reverse("favourite"), asked)
            is_seen = who != "visitor" and who in SEEN_BY.get(name, set())
            assert Favourite.objects.filter(page=page.pk, user=read_world.people[who].pk).exists() is is_seen, name
            assert answer.status_code == (302 if is_seen or who == "visitor" else 404), name


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_document_is_there_for_those_who_may_see_its_collection(read_world, client_of, who):
    for state, things in (("open", read_world.open), ("closed", read_world.closed)):
        document = things["document"]
        for address in (document.url, document.versions.get().url):
            assert say(client_of(who), address)[0] == (200 if who in FILES_SEEN_BY[state] else 404), state


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_picture_is_there_for_those_who_may_see_its_collection(read_world, client_of, who):
    for state, things in (("open", read_world.open), ("closed", read_world.closed)):
        rendition = things["image"].get_rendition(RenditionName.CARD.value)
        assert say(client_of(who), rendition.url)[0] == (200 if who in FILES_SEEN_BY[state] else 404), state


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_original_is_for_those_who_work_with_it(read_world, client_of, who):
    assert say(client_of(who), read_world.open["image"].file.url)[0] == (200 if who == "editor" else 404)
    assert say(client_of(who), read_world.closed["image"].file.url)[0] == 404


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_person_is_there_for_those_who_see_the_directory(read_world, client_of, who):
    person = read_world.closed["person"]
    status, body = say(client_of(who), reverse("person", args=[person.pk]))
    assert (status, SECRET in body) == ((200, True) if who == "insider" else (404, False))


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "insider"])
@pytest.mark.parametrize("door", ["search", "suggestions", "news", "events", "documents", "people"])
def test_no_list_tells_of_what_is_closed(read_world, client_of, who, door):
    for asked in ("artikel verhuisd", "gehe"):
        status, body = say(client_of(who), f"{reverse(door)}?q={asked}")
        assert (status, SECRET in body) == (200, False)


def test_the_insider_finds_what_others_do_not(read_world, client_of):
    for asked in ("artikel", "verhuisd"):
        assert f"{SECRET} " in say(client_of("insider"), f"{reverse('search')}?q={asked}")[1]


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_preview_opens_for_who_made_it(read_world, client_of, who):
    draft = read_world.unpublished["page: draft"]
    secret = Preview.objects.keep(draft, by=read_world.people["editor"], audience=None)
    status, body = say(client_of(who), reverse("preview", args=[secret]))
    assert (status, draft.title in body) == ((200, True) if who == "editor" else (404, False))
