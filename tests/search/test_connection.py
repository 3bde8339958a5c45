"""The breaker before Elasticsearch."""

import pytest

from search.engines import connection
from search.engines.connection import Breaker


def test_it_keeps_everyone_back_for_some_seconds_and_then_lets_one_try(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(connection.time, "monotonic", lambda: now[0])
    breaker = Breaker()
    assert breaker.admits() is True

    breaker.trip()
    assert breaker.admits() is False
    now[0] += connection.SECONDS_OPEN

    assert [breaker.admits(), breaker.admits()] == [True, False]
    breaker.close()
    assert [breaker.admits(), breaker.admits()] == [True, True]
