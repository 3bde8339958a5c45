"""Kept answers and work groups: a membership counts at the next request, and keeps no answers apart."""

import json

import pytest
from django.test import Client, RequestFactory

from cms.access.actions import restrict
from cms.api.execution import SHARED_ANSWERS, execute
from cms.graphql_kit.ids import to_global_id
from cms.people.actions import accept_invitation, issue_api_token, leave_group
from cms.people.models import Membership, User
from cms.reading.actions import prepare_everything
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db

PAGES = "{ pages(first: 50) { nodes { title } } }"


def said(text: str, by: User) -> str:
    """An answer, kept ones too, to the account as the next request reads it."""
    request = RequestFactory().get("/")
    request.user = User.objects.select_related("profile__unit").get(pk=by.pk)
    answer = execute(text, request=request)
    assert answer.errors == []
    return json.dumps(answer.data)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    SHARED_ANSWERS.clear()


def test_a_member_sees_the_groups_pages_from_the_next_request_on_and_until_the_last() -> None:
    owner, eva = create_user("Ole Owner"), create_user("Eva Visser")
    group = create_group(owner=owner, invited=[eva])
    page = create_article(create_theme(create_home(), "Werk"), "Notulen", publish=True)
    restrict_page(page, create_audience("Groep", work_groups=[group]))
    prepare_everything()

    assert "Notulen" in said(PAGES, owner)
    assert "Notulen" not in said(PAGES, eva)
    accept_invitation(group, by=eva)
    assert "Notulen" in said(PAGES, eva)
    leave_group(group, by=eva)
    assert "Notulen" not in said(PAGES, eva)
    Membership.objects.bulk_create([Membership(group=group, user=eva)])
    assert "Notulen" in said(PAGES, eva)
    Membership.objects.filter(user=eva)._raw_delete("default")
    assert "Notulen" not in said(PAGES, eva)


def test_a_session_and_a_token_lose_the_group_with_the_membership(client: Client) -> None:
    eva = create_user("Eva Visser")
    group = create_group("Dicht", owner=create_user(), members=[eva])
    token, secret = issue_api_token(eva, name="app")
    client.force_login(eva)
    text = {"query": f'{{ node(id: "{to_global_id("WorkGroup", group.pk)}") {{ id }} workGroups {{ totalCount }} }}'}

    def by_session() -> bytes:
        return bytes(client.post("/graphql/", text, content_type="application/json").content)

    def by_token() -> bytes:
        answer = Client().post(
            "/graphql/", text, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
        )
        return bytes(answer.content)

    seen, unseen = b'"totalCount": 1', b'"totalCount": 0'
    for ask in (by_session, by_token):
        assert seen in ask().replace(b":1", b": 1")
    leave_group(group, by=eva)
    for ask in (by_session, by_token):
        assert unseen in ask().replace(b":0", b": 0")
    assert token.user_id == eva.pk


def test_who_is_in_which_group_does_not_keep_answers_apart() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    create_group(members=[eva])
    create_theme(create_home(), "Werk")
    prepare_everything()

    first = said(PAGES, eva)
    kept = len(SHARED_ANSWERS.own)
    assert said(PAGES, bob) == first
    assert len(SHARED_ANSWERS.own) == kept == 1


def test_a_group_asked_by_its_id_alone_is_not_kept_for_others() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    group = create_group(members=[eva])
    text = f'{{ node(id: "{to_global_id("WorkGroup", group.pk)}") {{ id }} }}'
    assert json.loads(said(text, eva))["node"] is not None
    assert json.loads(said(text, bob))["node"] is None
    assert json.loads(said(text, eva))["node"] is not None


def test_an_audience_saved_before_its_parts_lets_nobody_in() -> None:
    eva = create_user("Eva Visser")
    page = create_article(create_theme(create_home(), "Werk"), "Notulen", publish=True)
    audience = create_audience("Nog leeg")
    restrict(kind="page", key=page.rights_key, audiences=[audience])
    prepare_everything()
    assert "Notulen" not in said(PAGES, eva)

    audience.work_groups.add(create_group(members=[eva]))
    assert "Notulen" in said(PAGES, eva)
    audience.work_groups.clear()
    assert "Notulen" not in said(PAGES, eva)
