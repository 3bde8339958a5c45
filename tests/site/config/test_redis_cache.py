"""Redis goes away and comes back while requests are answered: slower, never wrong. On a real Redis."""

import shutil
import socket
import time

import pytest
import redis

from config import redis_cache
from config.redis_cache import Absence, RedisOrNothing, RedisOrOwnMemory
from tests.factories.redis import Server

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server: apt-get install redis")


@pytest.fixture
def cache(server: Server, monkeypatch: pytest.MonkeyPatch) -> RedisOrOwnMemory:
    monkeypatch.setattr(redis_cache, "absence", Absence())
    monkeypatch.setattr(redis_cache, "SECONDS_AWAY", 0.2)
    cache = RedisOrOwnMemory(server.url, {})
    cache._own.clear()
    return cache


def come_back(server: Server) -> None:
    server.start()
    time.sleep(0.25)


def test_it_is_redis_while_that_answers(cache: RedisOrOwnMemory, server: Server) -> None:
    cache.set("colour", "teal", timeout=60)

    assert cache.get("colour") == "teal"
    assert redis.Redis.from_url(server.url).exists(":1:colour") == 1
    assert cache.is_answering() is True


def test_each_process_remembers_for_itself_while_redis_is_away(cache: RedisOrOwnMemory, server: Server) -> None:
    server.stop()

    # allauth waits for this one to be true, without end
    assert cache.add("lock", True, timeout=60) is True
    assert cache.add("lock", True, timeout=60) is False
    cache.set_many({"a": 1, "b": 2})
    assert cache.incr("a") == 2
    assert cache.get_many(["a", "b", "c"]) == {"a": 2, "b": 2}
    assert cache.delete("lock") is True
    assert cache.is_answering() is False


def test_what_changed_meanwhile_does_not_return_with_redis(cache: RedisOrOwnMemory, server: Server) -> None:
    cache.set("roots", "old", timeout=None)
    cache.set("roots", "old of version 2", timeout=None, version=2)
    cache.set("kept", "still true", timeout=None)
    server.stop()
    cache.delete("roots")
    cache.set("roots", "newer", version=2)

    come_back(server)

    assert cache.get("kept") == "still true"
    assert cache.get("roots") is None
    assert cache.get("roots", version=2) is None


def test_while_redis_is_away_few_attempts_are_made(cache: RedisOrOwnMemory, free_port: int) -> None:
    """A host that takes connections and never answers is the slowest way to be away."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        away = RedisOrOwnMemory(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
        started = time.monotonic()
        away.set("colour", "teal")
        assert [away.get("colour") for _request in range(100)] == ["teal"] * 100

    assert time.monotonic() - started < 2


def test_what_only_makes_things_quicker_waits_for_nothing(server: Server, cache: RedisOrOwnMemory) -> None:
    quick = RedisOrNothing(server.url, {})
    quick.set("answer", b"{}", timeout=60)
    assert (quick.get("answer"), quick.add("lease", 1), quick.add("lease", 1)) == (b"{}", True, False)
    server.stop()

    assert quick.set("answer", b"{}", timeout=60) is None
    assert quick.get("answer") is None
    assert quick.add("lease", 1) is True
    assert quick.add("lease", 1) is True
    assert redis_cache.absence.take_changed() == set()


def test_a_redis_that_is_full_is_no_error(server: Server, cache: RedisOrOwnMemory) -> None:
    quick = RedisOrNothing(server.url, {})
    redis.Redis.from_url(server.url).config_set("maxmemory", 1)

    assert quick.set("answer", b"{}", timeout=60) is None
    assert quick.get("answer") is None
