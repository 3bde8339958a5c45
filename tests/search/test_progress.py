"""How far long work is, as an operator reads it."""

import pytest

from search import progress
from search.progress import Progress


@pytest.mark.parametrize(("is_watched", "ending"), [(True, "\r"), (False, "\n")])
def test_it_says_how_much_how_fast_and_how_long(monkeypatch: pytest.MonkeyPatch, is_watched: bool, ending: str) -> None:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    said: list[tuple[str, str]] = []
    tell = Progress(lambda line, ending: said.append((line.strip(), ending)), is_watched=is_watched)

    for now[0], done in [(0.1, 10), (10, 1_000), (10.1, 1_010), (30, 50_000), (7_500, 100_000)]:
        tell(done, 100_000)

    assert said == [
        ("1,000 of 100,000 (1%), 100 a second, 16 min left", ending),
        ("50,000 of 100,000 (50%), 1,667 a second, 30 s left", ending),
        ("100,000 of 100,000 in 2 h 5 min", "\n"),
    ]
