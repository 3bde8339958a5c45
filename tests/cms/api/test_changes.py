"""`changes`: what a reader is told since they last asked, and what never."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Locale

from cms.access.policy import lock_of
from cms.changes.actions import number_changes, record_changes
from cms.changes.models import Change, ChangeKind, Clock, Happening
from cms.graphql_kit.ids import to_global_id
from cms.pages.models import SiteSettings
from cms.people.models import User
from cms.reading.actions import prepare_pages
from tests.cms.api.conftest import Ask
from tests.factories.access import create_audience, restrict_page
from tests.factories.archive import create_document
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

ASK = """query ($since: String, $first: Int, $kinds: [ChangeKind!], $languages: [String!]) {
  changes(since: $since, first: $first, kinds: $kinds, languages: $languages) {
    cursor isComplete hasMore
    nodes { id kind what language node { id ... on Page { title } ... on Document { title } } }
  }
}"""

Feed = Callable[..., dict[str, Any]]


@pytest.fixture
def staff(client: Client) -> User:
    """The one who asks."""
    user = create_user()
    client.force_login(user)
    return user


@pytest.fixture
def feed(ask: Ask) -> Feed:
    """What is told since a cursor, once everything that was written has its place."""

    def read(since: str | None = None, **arguments: Any) -> dict[str, Any]:
        connection.run_on_commit.clear()
        number_changes()
        answer = ask(ASK, {"since": since, **arguments}).json()
        assert "errors" not in answer
        return answer["data"]["changes"]

    return read


def told(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """Each thing's id with what happened to it."""
    assert answer["isComplete"]
    return [(change["id"], change["what"]) for change in answer["nodes"]]


def page(thing: Any) -> str:
    return to_global_id("Page", thing.pk)


def shown(parent: Any, title: str = "", **fields: Any) -> Any:
    """An article that readers can read."""
    article = create_article(parent, title, **fields)
    prepare_pages([article.pk])
    return article


@pytest.mark.django_db
def test_who_has_read_nothing_is_told_where_to_begin(staff: User, feed: Feed) -> None:
    shown(create_theme())
    answer = feed()
    assert (answer["isComplete"], answer["hasMore"], answer["nodes"]) == (False, False, [])
    assert told(feed(answer["cursor"])) == []


@pytest.mark.django_db
def test_what_is_new_changed_and_gone_is_told_once_each_as_it_is_now(staff: User, feed: Feed) -> None:
    theme = create_theme()
    kept, gone = shown(theme, "Blijft"), shown(theme, "Gaat")
    cursor = feed()["cursor"]
    new = shown(theme, "Nieuw")
    for title in ("Een", "Twee"):
        kept.title = title
        kept.save()
        prepare_pages([kept.pk])
    gone.delete()
    answer = feed(cursor)
    assert told(answer) == [(page(new), "PUBLISHED"), (page(kept), "UPDATED"), (page(gone), "GONE")]
    assert [change["node"] and change["node"]["title"] for change in answer["nodes"]] == ["Nieuw", "Twee", None]


@pytest.mark.django_db
def test_a_page_at_another_address_has_moved(staff: User, feed: Feed) -> None:
    theme = create_theme()
    article = shown(theme)
    cursor = feed()["cursor"]
    article.slug = "elders"
    article.save()
    prepare_pages([article.pk])
    assert told(feed(cursor)) == [(page(article), "MOVED")]


@pytest.mark.django_db
def test_a_right_that_closes_is_gone_and_one_that_opens_is_published(staff: User, feed: Feed) -> None:
    home = create_home()
    theirs, others = shown(create_theme(home)), shown(create_theme(home, audiences=["partners"]))
    cursor = feed()["cursor"]
    restrict_page(theirs, "partners")
    others.move(create_theme(home), pos="last-child")
    prepare_pages([others.pk])
    answer = feed(cursor)
    assert (page(theirs), "GONE") in told(answer)
    assert (page(others), "PUBLISHED") in told(answer)
    assert len(answer["nodes"]) == 2


@pytest.mark.django_db
def test_of_what_was_never_theirs_nothing_is_told(staff: User, feed: Feed) -> None:
    theme = create_theme(audiences=["partners"])
    secret = shown(theme)
    cursor = feed()["cursor"]
    secret.title = "Anders"
    secret.save()
    prepare_pages([secret.pk])
    shown(theme)
    restrict_page(secret, create_audience())
    secret.delete()
    answer = feed(cursor, first=1)
    assert (told(answer), answer["hasMore"]) == ([], False)


@pytest.mark.django_db
def test_a_cursor_says_nothing_of_how_much_happened(staff: User, feed: Feed) -> None:
    first, second = feed()["cursor"], feed()["cursor"]
    assert first != second
    assert len(first) == len(second)
    assert told(feed(first)) == told(feed(second)) == []


@pytest.mark.django_db
def test_who_may_see_other_things_than_before_reads_everything_anew(staff: User, feed: Feed) -> None:
    closed = shown(create_theme(audiences=[audience := create_audience()]))
    cursor = feed()["cursor"]
    audience.people.add(staff.profile if audience.people.model is not User else staff)
    answer = feed(cursor)
    assert (answer["isComplete"], answer["nodes"]) == (False, [])
    closed.title = "Anders"
    closed.save()
    prepare_pages([closed.pk])
    assert told(feed(answer["cursor"])) == [(page(closed), "UPDATED")]


@pytest.mark.django_db
def test_a_new_lock_that_opens_does_not_make_anybody_read_anew(staff: User, feed: Feed) -> None:
    article = shown(create_theme())
    cursor = feed()["cursor"]
    restrict_page(article, "staff", "partners")
    assert told(feed(cursor)) == [(page(article), "UPDATED")]


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["forgotten", "not there yet"])
def test_a_cursor_from_outside_of_the_log_is_not_enough(staff: User, feed: Feed, place: str) -> None:
    cursor = feed()["cursor"]
    tick = Clock.read().tick
    (Clock.hold().wind(tick=tick + 9, forgotten=tick + 5) if place == "forgotten" else Clock.hold().wind(tick=tick - 1))
    assert not feed(cursor)["isComplete"]


@pytest.mark.django_db
def test_much_is_told_page_by_page(staff: User, feed: Feed) -> None:
    theme = create_theme()
    cursor = feed()["cursor"]
    articles = [shown(theme) for _number in range(3)]
    first = feed(cursor, first=2)
    assert (told(first), first["hasMore"]) == ([(page(each), "PUBLISHED") for each in articles[:2]], True)
    second = feed(first["cursor"], first=2)
    assert (told(second), second["hasMore"]) == ([(page(articles[2]), "PUBLISHED")], False)


@pytest.mark.django_db
def test_one_kind_or_language_can_be_asked(staff: User, feed: Feed) -> None:
    theme = create_theme()
    cursor = feed()["cursor"]
    article, document = shown(theme), create_document(language="en")
    found = to_global_id("Document", document.pk)
    assert told(feed(cursor, kinds=["DOCUMENT"])) == [(found, "PUBLISHED")]
    assert told(feed(cursor, languages=["en", "fr"])) == [(found, "PUBLISHED")]
    assert (page(article), "PUBLISHED") in told(feed(cursor, languages=["nl"]))


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [{"since": "x"}, {"since": "x" * 600}, {"first": -1}, {"languages": ["xx"]}])
def test_what_cannot_be_understood_is_refused(staff: User, ask: Ask, arguments: dict[str, Any]) -> None:
    [error] = ask(ASK, {"first": 100, **arguments}).json()["errors"]
    assert error["extensions"]["code"] == "INVALID_INPUT"


@pytest.mark.django_db
def test_administrators_are_told_of_everything(client: Client, feed: Feed) -> None:
    client.force_login(create_user(is_superuser=True))
    theme = create_theme(audiences=["partners"])
    secret = shown(theme)
    cursor = feed()["cursor"]
    secret.delete()
    assert told(feed(cursor)) == [(page(secret), "GONE")]


@pytest.mark.django_db
def test_it_costs_the_same_however_much_changed(
    staff: User, feed: Feed, ask: Ask, django_assert_num_queries: Any
) -> None:
    article = shown(create_theme())
    cursor = feed()["cursor"]
    lock = lock_of(article)
    assert lock
    record_changes(
        Change(kind=ChangeKind.PAGE, object_id=pk, what=Happening.UPDATED, lock_id=lock.pk, lock_id_before=lock.pk)
        for pk in (article.pk, *range(10_000, 10_090))
    )
    number_changes()
    # session, user with what opens; clock, locks of groups, changes, newest lock, cards
    with django_assert_num_queries(7):
        answer = ask(ASK, {"since": cursor}).json()["data"]["changes"]
    assert len(answer["nodes"]) == 91


@pytest.mark.django_db
def test_the_site_and_the_menu_are_told_without_a_node(staff: User, feed: Feed) -> None:
    theme = create_theme()
    prepare_pages([theme.pk])
    cursor = feed()["cursor"]
    theme.title = "Anders"
    theme.save()
    prepare_pages([theme.pk])
    SiteSettings.objects.create(name="Binnen")
    answer = feed(cursor, languages=["nl"], kinds=["NAVIGATION", "SITE"])
    dutch = Locale.objects.get(language_code="nl")
    rows = [[change[name] for name in ("id", "kind", "what", "language", "node")] for change in answer["nodes"]]
    assert rows == [
        [to_global_id("Navigation", dutch.pk), "NAVIGATION", "UPDATED", "nl", None],
        [to_global_id("SiteSettings", 1), "SITE", "UPDATED", "", None],
    ]
    assert told(feed(cursor, kinds=["PAGE"])) == [(page(theme), "UPDATED")]


@pytest.mark.django_db
def test_the_id_of_a_menu_names_no_node(staff: User, ask: Ask) -> None:
    ids = [to_global_id("Navigation", 1), to_global_id("SiteSettings", 1)]
    answer = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ids}).json()
    assert answer == {"data": {"nodes": [None, None]}}
