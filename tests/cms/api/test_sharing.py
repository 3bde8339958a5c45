"""Kept answers: given to readers with the same locks, never out of date, never personal."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.access.readers import Reader
from cms.api.answers import Answer
from cms.api.locks import Arrangement
from cms.api.models import CacheTag
from cms.api.operations import KeptOperations
from cms.api.schema import schema
from cms.api.sharing import Asked, SharedAnswers
from cms.api.shelves import FRAME_BYTES, TAG_BYTES
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_theme, create_unit_page
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

PAGE_LOCK, GROUP_LOCK, FOLDER_LOCK, FILES_LOCK, NEW_LOCK = 3, 4, 5, 6, 7
ARRANGEMENT = Arrangement(
    0,
    {
        PAGE_LOCK: frozenset({"page"}),
        GROUP_LOCK: frozenset({"work_group"}),
        FOLDER_LOCK: frozenset({"folder"}),
        FILES_LOCK: frozenset({"collection", "folder"}),
    },
)

# Of an answer of the Maker below.
WEIGHT = len('{"data":{"count":1}}') + FRAME_BYTES + TAG_BYTES


class Maker:
    """Makes answers and counts them."""

    def __init__(self, **fields: Any) -> None:
        self.count = 0
        self.fields = {"tags": frozenset({"pages"}), "errors": [], **fields}

    def __call__(self) -> Answer:
        self.count += 1
        return Answer(data={"count": self.count}, **self.fields)


def operations(text: str = '{ page(path: "/") { title } }') -> Any:
    return KeptOperations(schema.graphql_schema).of(text, is_trusted=False)


def key(reader: Reader, *, text: str = '{ page(path: "/") { title } }', language: str = "nl", **variables: Any) -> Any:
    document = operations(text)
    asked = Asked.of(document, document.named(None), variables, reader=reader, language=language)
    return asked and asked.key(ARRANGEMENT)


def test_second_asker_gets_the_kept_answer() -> None:
    shared, make = SharedAnswers(), Maker()
    assert shared.answer(Asked(b"key"), make) is shared.answer(Asked(b"key"), make)
    assert make.count == 1


def test_another_key_has_another_answer() -> None:
    shared, make = SharedAnswers(), Maker()
    shared.answer(Asked(b"one"), make)
    shared.answer(Asked(b"two"), make)
    assert make.count == 2


def test_change_of_what_it_is_made_of_makes_it_anew() -> None:
    shared, make = SharedAnswers(), Maker()
    shared.answer(Asked(b"key"), make)
    CacheTag.objects.touch(["pages"])
    assert shared.answer(Asked(b"key"), make).data == {"count": 2}


def test_change_of_something_else_does_not() -> None:
    shared, make = SharedAnswers(), Maker()
    shared.answer(Asked(b"key"), make)
    CacheTag.objects.touch(["people"])
    assert shared.answer(Asked(b"key"), make).data == {"count": 1}


def test_change_while_it_is_made_is_not_missed() -> None:
    shared, make = SharedAnswers(), Maker()

    def make_meanwhile() -> Answer:
        CacheTag.objects.touch(["pages"])
        return make()

    shared.answer(Asked(b"key"), make_meanwhile)
    shared.answer(Asked(b"key"), make)
    assert make.count == 2


@pytest.mark.parametrize(
    "fields",
    [{"is_personal": True}, {"tags": frozenset()}, {"has_run": False}, {"errors": [{"message": "oh"}]}],
)
def test_what_must_not_be_shared_is_made_for_each(fields: dict[str, Any]) -> None:
    shared, make = SharedAnswers(), Maker(**fields)
    shared.answer(Asked(b"key"), make)
    shared.answer(Asked(b"key"), make)
    assert make.count == 2


def test_answer_ends_when_something_expires() -> None:
    shared, make = SharedAnswers(), Maker()
    theme = create_theme()
    article = create_article(theme, expire_at=timezone.now() + timedelta(minutes=1))
    shared.answer(Asked(b"key"), make)
    article.__class__.objects.filter(pk=article.pk).update(title="onopgemerkt")
    shared.answer(Asked(b"key"), make)
    assert make.count == 1
    (kept,) = shared.own._kept.values()
    assert kept.ends_at == article.expire_at


def test_answers_make_room_by_their_weight() -> None:
    make = Maker()
    shared = SharedAnswers(room=8 * WEIGHT)
    for number in range(8):
        shared.answer(Asked(bytes([number])), make)
    assert (len(shared.own), shared.own.weight) == (8, 8 * WEIGHT)
    shared.answer(Asked(b"\0"), make)
    shared.answer(Asked(b"another"), make)
    assert (len(shared.own), shared.own.weight, make.count) == (8, 8 * WEIGHT, 9)
    shared.answer(Asked(b"\0"), make)
    assert make.count == 9
    shared.answer(Asked(b"\1"), make)
    assert make.count == 10


def test_an_answer_that_would_drive_out_many_is_not_kept() -> None:
    make = Maker()
    shared = SharedAnswers(room=8 * WEIGHT - 1)
    shared.answer(Asked(b"key"), make)
    assert (len(shared.own), shared.own.weight) == (0, 0)


def test_kept_answer_costs_one_query(django_assert_num_queries: Any) -> None:
    shared, make = SharedAnswers(), Maker()
    shared.answer(Asked(b"once the locks are known"), make)
    with django_assert_num_queries(1):
        shared.answer(Asked(b"key"), make)
    with django_assert_num_queries(1):
        shared.answer(Asked(b"key"), make)


def test_readers_with_the_same_locks_share() -> None:
    assert key(Reader(1, frozenset({PAGE_LOCK, NEW_LOCK}))) == key(Reader(2, frozenset({NEW_LOCK, PAGE_LOCK})))


@pytest.mark.parametrize("lock", [PAGE_LOCK, NEW_LOCK])
def test_readers_to_whom_other_pages_open_do_not(lock: int) -> None:
    assert key(Reader(1, frozenset({lock}))) != key(Reader(1, frozenset()))


def test_visitors_share_with_visitors() -> None:
    assert key(Reader(None, frozenset({PAGE_LOCK}))) != key(Reader(1, frozenset({PAGE_LOCK})))


BODY = '{ page(path: "/") { body { ... on DocumentBlock { document { title } } } } }'
DOCUMENTS = "{ documents { nodes { title } } }"


@pytest.mark.parametrize(
    ("text", "lock", "is_shared"),
    [
        (BODY, GROUP_LOCK, True),
        (BODY, FOLDER_LOCK, True),
        (BODY, FILES_LOCK, False),
        (DOCUMENTS, PAGE_LOCK, True),
        (DOCUMENTS, GROUP_LOCK, True),
        (DOCUMENTS, FOLDER_LOCK, False),
        ("{ people { nodes { name } } }", FILES_LOCK, True),
    ],
)
def test_locks_that_cannot_matter_keep_no_answers_apart(text: str, lock: int, is_shared: bool) -> None:
    with_lock, without = (key(Reader(1, locks), text=text) for locks in (frozenset({lock}), frozenset[int]()))
    assert (with_lock == without) is is_shared


def test_language_and_variables_tell_answers_apart() -> None:
    reader = Reader(1, frozenset({3}))
    assert key(reader) != key(reader, language="en")
    assert key(reader, first=1) != key(reader, first=2)


def test_administrators_share_nothing() -> None:
    assert key(Reader(1, frozenset(), passes_all=True)) is None


def test_personal_operation_has_no_key() -> None:
    assert key(Reader(1, frozenset({3})), text="{ viewer { id } }") is None


def test_a_unit_s_page_is_made_of_people_too() -> None:
    text = '{ page(path: "/") { ... on UnitPage { contacts { name } } } }'

    assert operations(text).ingredients == {"nothing", "page", "person"}


def test_a_contact_who_is_renamed_is_renamed_in_kept_answers(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    noor = create_user("Noor Bakker")
    create_unit_page(create_theme(title="Werken"), "Balie", contacts=[noor])
    prepared()
    client.force_login(create_user())
    text = '{ page(path: "/werken/balie/") { ... on UnitPage { contacts { name } } } }'

    def asked() -> Any:
        answer = client.post("/graphql/", {"query": text}, content_type="application/json").json()
        return answer["data"]["page"]["contacts"]

    assert asked() == asked() == [{"name": "Noor Bakker"}]
    with django_capture_on_commit_callbacks(execute=True):
        noor.last_name = "Jansen"
        noor.save()

    assert asked() == [{"name": "Noor Jansen"}]
