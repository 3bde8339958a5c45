"""Answers that several threads or processes want at once, on a real Redis: made by one, and never waited for long."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import override_settings
from redis import Redis

from cms.api import sharing
from cms.api.answers import Answer, KeptAnswer
from cms.api.clock import Clock, Glance, Moment
from cms.api.locks import Arrangement
from cms.api.sharing import Asked, SharedAnswers
from config import redis_cache
from config.redis_cache import Absence
from tests.factories.redis import Server

ASKED = Asked(b"key")


class StoppedClock(Clock):
    """At a tick, because the threads of these tests ask no database."""

    def __init__(self, tick: int = 1) -> None:
        super().__init__()
        self.moment = Moment(tick, {})

    def now(self, glance: Glance | None = None) -> Moment:
        return self.moment


class Maker:
    """Makes answers, slowly, and counts them."""

    def __init__(self, seconds: float = 0.0, **fields: Any) -> None:
        self.seconds, self.count, self.begun = seconds, 0, threading.Event()
        self.fields = {"tags": frozenset({"pages"}), "errors": [], **fields}

    def __call__(self) -> Answer:
        self.count += 1
        self.begun.set()
        time.sleep(self.seconds)
        return Answer(data={"count": self.count}, **self.fields)


def process(tick: int = 1) -> SharedAnswers:
    """What one web process has."""
    shared = SharedAnswers(clock=StoppedClock(tick))
    shared.arrangements.latest = Arrangement(tick)
    return shared


def all_at_once(asks: list[Callable[[], Any]]) -> list[Any]:
    with ThreadPoolExecutor(len(asks)) as threads:
        return [each.result() for each in [threads.submit(ask) for ask in asks]]


@pytest.fixture
def server(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    if not shutil.which("redis-server"):
        pytest.skip("needs redis-server: apt-get install redis")
    monkeypatch.setattr(redis_cache, "absence", Absence())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(port, str(tmp_path))
    server.start()
    answers = {"BACKEND": "config.redis_cache.RedisOrNothing", "LOCATION": server.url}
    default = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with override_settings(CACHES={"default": default, "answers": answers}):
        yield server
    server.stop()


def test_threads_that_want_the_same_wait_for_the_one_that_makes_it() -> None:
    shared, make = process(), Maker(0.05)
    found = all_at_once([lambda: shared.answer(ASKED, make)] * 8)
    assert make.count == 1
    assert {answer.content for answer in found} == {b'{"data":{"count":1}}'}


def test_a_thread_waits_no_longer_than_its_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PATIENCE_SECONDS", 0.02)
    shared, slow, make = process(), Maker(0.5), Maker()
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(shared.answer, ASKED, slow)
        slow.begun.wait()
        assert shared.answer(ASKED, make).data == {"count": 1}
        assert (make.count, waiting.done()) == (1, False)


def test_what_is_one_s_own_is_made_by_each_who_waited() -> None:
    shared, make = process(), Maker(0.01, is_personal=True)
    all_at_once([lambda: shared.answer(ASKED, make)] * 3)
    assert make.count == 3


def test_one_who_fails_leaves_it_to_the_next() -> None:
    shared, make = process(), Maker()

    def fail() -> Answer:
        raise ValueError

    with pytest.raises(ValueError):
        shared.answer(ASKED, fail)
    assert shared.answer(ASKED, make).data == {"count": 1}


def test_another_process_is_given_what_one_made(server: Server) -> None:
    make = Maker()
    made = process().answer(ASKED, make)
    assert process().answer(ASKED, make) == made
    assert isinstance(made, KeptAnswer)
    assert make.count == 1


def test_a_process_waits_for_another_that_makes_it(server: Server) -> None:
    make = Maker(0.1)
    one, two = process(), process()
    found = all_at_once([lambda: one.answer(ASKED, make), lambda: two.answer(ASKED, make)])
    assert make.count == 1
    assert found[0] == found[1]


def test_a_process_that_died_at_it_is_not_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PATIENCE_SECONDS", 0.05)
    one, make = process(), Maker()
    one.shared.lease(ASKED.key(Arrangement(1)), 1)
    assert one.answer(ASKED, make).data == {"count": 1}


def test_what_cannot_be_shared_is_not_waited_for(server: Server) -> None:
    make = Maker(is_personal=True)
    started = time.monotonic()
    for _process in range(3):
        process().answer(ASKED, make)
    assert make.count == 3
    assert time.monotonic() - started < sharing.PATIENCE_SECONDS


def test_an_older_answer_is_not_taken_from_redis(server: Server) -> None:
    make, later = Maker(), process(tick=2)
    later.clock.now().changes["pages"] = 2
    process().answer(ASKED, make)
    assert later.answer(ASKED, make).data == {"count": 2}


def test_an_answer_of_the_future_is_not_taken(server: Server) -> None:
    """A backup was restored, whose clock is behind."""
    make = Maker()
    process(tick=9).answer(ASKED, make)
    assert process(tick=8).answer(ASKED, make).data == {"count": 2}


def test_redis_that_goes_away_or_is_emptied_makes_it_slower_no_more(server: Server) -> None:
    make = Maker()
    process().answer(ASKED, make)
    Redis.from_url(server.url).flushall()
    assert process().answer(ASKED, make).data == {"count": 2}
    server.stop()
    alone = process()
    assert alone.answer(ASKED, make).data == {"count": 3}
    assert alone.answer(ASKED, make).data == {"count": 3}
