"""Redis goes away and comes back while requests are answered: slower, never wrong. On a real Redis."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
import redis

from config import redis_cache
from config.redis_cache import Absence, RedisOrOwnMemory

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server: apt-get install redis")


class Server:
    """A Redis that keeps what it holds when it stops, as one that only became unreachable does."""

    def __init__(self, port: int, folder: str) -> None:
        self.port, self.folder = port, folder
        self.url = f"redis://127.0.0.1:{port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )
        while True:
            try:
                redis.Redis.from_url(self.url).ping()
            except redis.exceptions.RedisError:
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        if self.process:
            with redis.Redis.from_url(self.url) as client:
                client.save()
            self.process.terminate()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(free_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(free_port, str(tmp_path_factory.mktemp("redis")))
    server.start()
    yield server
    server.stop()


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
