"""What people choose stands first among equals, in both engines, and never before what answers better."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from search.hits import Subject
from search.query import Request, Results, search
from tests.search.conftest import EVERYTHING, Library, found

pytestmark = pytest.mark.django_db


class Chosen:
    """How often books were chosen, and how often that was asked."""

    def __init__(self, **counts: int) -> None:
        self.counts = {("book", int(name.removeprefix("book"))): count for name, count in counts.items()}
        self.asked = 0

    def __call__(self, subjects: Sequence[Subject]) -> Mapping[Subject, int]:
        self.asked += 1
        return {subject: self.counts[subject] for subject in subjects if subject in self.counts}


def find(query: str, chosen: Chosen | None = None, **values: Any) -> Results:
    """Search as somebody who is shown first what others chose."""
    request = Request(query=query, locks=EVERYTHING, language="nl", **values)
    more: dict[str, Any] = {"popularity": chosen} if chosen else {}
    return search(request, lambda subjects: set(subjects), **more)


@pytest.fixture
def equals(library: Library, engine: str) -> Library:
    """Three books that say the same, and one that says it better."""
    for number in (1, 2, 3):
        library.put(number, "Handleiding", text="Alles over verlof en vrije dagen.")
    library.put(4, "Verlof verlof verlof", text="Verlof.")
    return library


def test_of_equals_the_one_chosen_most_comes_first(equals: Library) -> None:
    plain = found(find("verlof"))
    assert plain[0] == 4
    assert sorted(plain[1:]) == [1, 2, 3]
    assert found(find("verlof", Chosen(book2=7, book1=5))) == [4, 2, 1, 3]
    assert found(find("verlof", Chosen(book3=1))) == [4, 3, *[each for each in plain[1:] if each != 3]]


def test_nothing_is_lifted_over_what_answers_better(equals: Library) -> None:
    assert found(find("verlof", Chosen(book1=1_000_000)))[0] == 4
    assert found(find("verlof", Chosen(book4=0, book1=1_000_000)))[0] == 4


def test_without_equals_nobody_asks_what_was_chosen(library: Library, engine: str) -> None:
    library.put(1, "Verlof", text="Kort.")
    library.put(2, "Iets anders", text="Een lang verhaal waarin ergens ook verlof staat, en verder van alles.")
    chosen = Chosen(book2=9)
    assert found(find("verlof", chosen)) == [1, 2]
    assert chosen.asked == 0


def test_paging_through_equals_repeats_and_leaves_out_none(equals: Library) -> None:
    chosen = Chosen(book1=3, book3=9)
    seen: list[int] = []
    after = None
    for _page in range(5):
        results = find("verlof", chosen, first=2, after=after)
        seen += found(results)
        if not results.has_next:
            break
        after = results.hits[-1].cursor
    assert sorted(seen) == [1, 2, 3, 4]


def test_in_a_list_by_date_nothing_is_lifted(equals: Library) -> None:
    chosen = Chosen(book1=3)
    assert found(find("", chosen)) == found(find(""))
