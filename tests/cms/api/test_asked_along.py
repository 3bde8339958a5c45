"""What comes along with who asks: as much as it would be by itself, once, and never for longer than one operation."""

from typing import Any

import pytest
from django.test import RequestFactory

from cms.access.policy import lock_of
from cms.access.readers import ask_again, reader_for, reader_of_user
from cms.api import clock
from cms.api.clock import Clock, Glance
from cms.api.execution import SHARED_ANSWERS, execute
from cms.api.models import CacheTag
from cms.people.actions import issue_api_token
from cms.people.models import User
from cms.people.models.token import token_opening
from tests.factories.access import create_audience
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return create_user(unit=create_unit("Balie", parent=create_unit("Dienst")))


def test_a_session_s_person_and_a_token_s_bring_what_opens(person: User, django_assert_num_queries: Any) -> None:
    theme = create_theme(create_home(), audiences=("staff",))
    create_theme(create_home("Ander", slug="ander"), audiences=(create_audience(),))
    secret = issue_api_token(person, name="app")[1]
    for ask in (lambda: User.objects.asking(person.pk), lambda: token_opening(secret).user):
        with django_assert_num_queries(1):
            asking = ask()
            reader = reader_of_user(asking)
        assert reader == reader_for(person)
        assert lock_of(theme).pk in reader.locks


def test_who_asks_again_later_asks_the_database(person: User) -> None:
    theirs = create_audience(people=[person])
    asking = User.objects.asking(person.pk)
    assert Glance.of(asking) is not None
    assert Glance.of(asking) is None
    before = reader_of_user(asking).locks
    opened = create_theme(create_home(), audiences=(theirs,))
    assert reader_of_user(asking).locks == before
    ask_again(asking)
    assert lock_of(opened).pk in reader_of_user(asking).locks - before


def test_somebody_whose_account_was_closed_is_a_visitor(person: User) -> None:
    theme = create_theme(create_home(), audiences=("staff",))
    User.objects.filter(pk=person.pk).update(is_active=False)
    reader = reader_of_user(User.objects.asking(person.pk))
    assert (reader.user_id, lock_of(theme).pk in reader.locks) == (None, False)


def test_a_glance_spares_the_question_until_the_clock_ticks(
    person: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(clock, "may_be_undone", lambda: False)
    known = Clock()
    CacheTag.objects.touch(["pages"])
    moment = known.now()
    glance = Glance.of(User.objects.asking(person.pk))
    with django_assert_num_queries(0):
        assert known.now(glance) == moment
    CacheTag.objects.touch(["people"])
    later = Glance.of(User.objects.asking(person.pk))
    with django_assert_num_queries(1):
        assert not known.now(later).is_unchanged_since(moment.tick, ["people"])


def test_the_second_operation_of_a_request_sees_what_the_first_changed(person: User) -> None:
    article = create_article(create_theme(create_home(), "Werk"), "Verlof", publish=True)
    prepared()
    text = "query ($path: String!) { page(path: $path) { title } }"
    request = RequestFactory().get("/")
    SHARED_ANSWERS.forget()
    told = []
    for title in ("Verlof", "Vrij"):
        request.user = request.user if told else User.objects.asking(person.pk)
        article.title = title
        article.save_revision().publish()
        prepared()
        CacheTag.objects.touch([f"page:{article.pk}", "pages"])
        told.append(execute(text, {"path": "/werk/verlof/"}, request=request).data)
    assert told == [{"page": {"title": "Verlof"}}, {"page": {"title": "Vrij"}}]
