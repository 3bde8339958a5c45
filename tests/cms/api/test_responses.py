"""What browsers and caches in between are told of an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cms.people.actions import issue_api_token
from tests.factories.access import create_audience, restrict_page
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

PAGE = '{ page(path: "/werk/") { title related { title } } }'
PUBLIC = "public, max-age=0, s-maxage=60, stale-while-revalidate=60"


@pytest.fixture
def open_theme() -> Any:
    theme = create_theme(create_home(), "Werk", audiences=("everyone",))
    prepared()
    return theme


def get(client: Client, text: str = PAGE, **headers: str) -> HttpResponse:
    return client.get("/graphql/", {"query": text}, headers=headers)


def varies(response: HttpResponse) -> set[str]:
    return {name.strip() for name in response["Vary"].split(",")}


def test_a_visitor_s_answer_may_be_kept_in_between(client: Client, open_theme: Any) -> None:
    response = get(client)
    assert response.json()["data"]["page"]["title"] == "Werk"
    assert response["Cache-Control"] == PUBLIC
    assert f"page:{open_theme.pk}" in response["Surrogate-Key"].split()
    assert varies(response) == {"Accept", "Accept-Language", "Authorization", "Cookie", "Preview-Token"}
    assert not response.cookies


def test_who_has_the_answer_is_told_so_alone(client: Client, open_theme: Any) -> None:
    first = get(client)
    for known in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = get(client, **{"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == PUBLIC
    assert get(client, **{"If-None-Match": '"other"'}).status_code == 200


def test_another_content_has_another_etag(
    client: Client, open_theme: Any, django_capture_on_commit_callbacks: Any
) -> None:
    first = get(client)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        open_theme.title = "Werken"
        open_theme.save_revision().publish()
    again = get(client, **{"If-None-Match": first})
    assert (again.status_code, again.json()["data"]["page"]["title"]) == (200, "Werken")


def test_each_media_type_has_its_own_etag(client: Client, open_theme: Any) -> None:
    newer = get(client, Accept="application/graphql-response+json")
    assert newer["ETag"] != get(client)["ETag"]
    assert get(client, **{"If-None-Match": newer["ETag"]}).status_code == 200


@pytest.mark.parametrize("is_bearer", [False, True])
def test_who_is_signed_in_shares_with_no_cache(client: Client, open_theme: Any, is_bearer: bool) -> None:
    visitor, person = get(client), create_user()
    headers = {}
    if is_bearer:
        headers["Authorization"] = f"Bearer {issue_api_token(person, name='app')[1]}"
    else:
        client.force_login(person)
    response = get(client, **headers)
    assert response["Cache-Control"] == "private, no-cache"
    assert "Surrogate-Key" not in response
    assert response["ETag"] != visitor["ETag"]
    assert response.content == visitor.content
    assert get(client, **headers, **{"If-None-Match": response["ETag"]}).status_code == 304
    assert get(client, **headers, **{"If-None-Match": visitor["ETag"]}).status_code == 200


def test_readers_to_whom_the_same_opens_have_the_same_etag(open_theme: Any) -> None:
    tags = set()
    for _person in range(2):
        client = Client()
        client.force_login(create_user())
        tags.add(get(client)["ETag"])
    assert len(tags) == 1


def test_what_is_one_s_own_has_an_etag_of_one_s_own(open_theme: Any) -> None:
    """Both are told the same, and neither can tell so from the ETag."""
    tags = []
    for _person in range(2):
        client = Client()
        client.force_login(create_user())
        response = get(client, "{ viewer { language } }")
        assert response["Cache-Control"] == "private, no-cache"
        assert get(client, "{ viewer { language } }", **{"If-None-Match": response["ETag"]}).status_code == 304
        tags.append(response["ETag"])
    assert tags[0] != tags[1]


def test_a_request_with_a_cookie_is_not_public(client: Client, open_theme: Any) -> None:
    client.cookies["language"] = "nl"
    assert get(client)["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "text",
    ["{ viewer { id } }", "{ nothing }", "{ __schema { queryType { name } } }", "{ workGroups { totalCount } }"],
)
def test_what_is_not_shared_is_not_public(client: Client, text: str) -> None:
    response = get(client, text)
    assert response["Cache-Control"] == "private, no-cache"
    assert "Surrogate-Key" not in response


def test_an_answer_with_errors_has_no_etag(client: Client) -> None:
    assert "ETag" not in get(client, "{ nothing }")
    assert "ETag" not in get(client, "{ page { title } }")


def test_a_post_is_answered_in_full(client: Client, open_theme: Any, ask: Any) -> None:
    response = ask(PAGE, **{"If-None-Match": get(client)["ETag"]})
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")
    assert "ETag" not in response


def test_a_page_that_is_closed_is_told_to_nobody(
    client: Client, open_theme: Any, django_capture_on_commit_callbacks: Any
) -> None:
    closed = create_article(open_theme, "Geheim", body=[])
    prepared()
    text = '{ page(path: "/werk/geheim/") { title } }'
    assert get(client, text).json()["data"]["page"] == {"title": "Geheim"}
    with django_capture_on_commit_callbacks(execute=True):
        restrict_page(closed, create_audience("Niemand"))
    response = get(client, text)
    assert response.json()["data"]["page"] is None
    assert response["Surrogate-Key"].split() == ["nothing", "page:*", "pages"]


def test_ids_of_what_is_hidden_are_not_among_the_names(client: Client, open_theme: Any) -> None:
    hidden = create_theme(create_home("Ander", slug="ander"), "Dicht")
    link = f'<p><a linktype="page" id="{hidden.pk}">dicht</a></p>'
    create_article(open_theme, "Met link", body=[{"type": "text", "value": link, "id": "a"}])
    prepared()
    response = get(client, '{ page(path: "/werk/met-link/") { body { ... on TextBlock { html } } } }')
    assert response.json()["data"]["page"]["body"] == [{"html": "<p>dicht</p>"}]
    keys = response["Surrogate-Key"].split()
    assert f"page:{hidden.pk}" not in keys
    assert "pages" in keys


def test_what_ends_soon_is_not_kept_longer_in_between(client: Client, open_theme: Any) -> None:
    create_article(open_theme, "Kort", expire_at=timezone.now() + timedelta(seconds=30))
    prepared()
    kept = get(client)["Cache-Control"].removeprefix("public, max-age=0, s-maxage=")
    assert 20 < int(kept) <= 30


def test_caches_may_be_made_to_ask_each_time(client: Client, open_theme: Any, settings: Settings) -> None:
    settings.GRAPHQL_CDN_SECONDS = 0
    assert get(client)["Cache-Control"] == "public, no-cache"
