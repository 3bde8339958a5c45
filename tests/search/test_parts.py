"""Texts of many pages: what is found far behind, and on which page."""

from collections.abc import Callable

import pytest

from search.analysis import LONGEST_TEXT
from search.drafts import Part
from search.models import Entry
from search.parts import part_at, put_together
from search.query import Results
from tests.search.conftest import Library, found

pytestmark = pytest.mark.django_db
Find = Callable[..., Results]

FILLING = "Over bomen en parken. " * 2_000


def pages_of(*texts: str) -> tuple[Part, ...]:
    return tuple(Part(text, number) for number, text in enumerate(texts, start=1))


def test_a_hit_far_behind_says_on_which_page(library: Library, engine: str, find: Find) -> None:
    library.put(1, "Plan", parts=pages_of(FILLING, FILLING, f"{FILLING} Hier ligt de riolering. {FILLING}", FILLING))
    [hit] = find("rioleringen").hits or find("riolering").hits

    assert (hit.page_number, hit.page_label) == (3, "")
    assert "<mark>riolering</mark>" in hit.excerpt


def test_a_phrase_and_words_with_accents_say_on_which_page(library: Library, engine: str, find: Find) -> None:
    library.put(1, "Plan", parts=pages_of("Niets", "Het CAFÉ aan de gracht", "Een straße in Keulen"))

    assert [hit.page_number for hit in find('"cafe aan de gracht"').hits] == [2]
    assert [hit.page_number for hit in find("strasse").hits] == [3]


def test_a_sheet_is_told_by_its_name(library: Library, engine: str, find: Find) -> None:
    library.put(1, "Cijfers", parts=(Part("Leeg", 1, "Blad 1"), Part("Riolering 2026", 2, "Begroting")))
    [hit] = find("riolering").hits

    assert (hit.page_number, hit.page_label) == (2, "Begroting")


def test_a_match_in_the_title_is_on_no_page(library: Library, engine: str, find: Find) -> None:
    library.put(1, "Riolering", parts=pages_of("Over bomen"))
    [hit] = find("riolering").hits

    assert (hit.page_number, hit.page_label) == (None, "")


def test_what_is_hidden_is_corrected_by_no_word_of_its_pages(library: Library, engine: str, find: Find) -> None:
    library.put(1, "Plan", parts=pages_of("De wethouder verdwijnt"), lock=2)
    library.put(2, "Ander plan", parts=pages_of("Over bomen"))

    for query in ("wethouder", "wethoudr"):
        results = find(query, locks=frozenset({1}))
        assert (found(results), results.total, results.correction) == ([], 0, None)


def test_parts_are_found_again_after_cleaning_changed_their_length() -> None:
    text, starts = put_together("Plan", [Part("e\u0301e\u0301n", 1), Part("", 2), Part("tw\x00ee", 3, "Blad")])

    assert (text, starts) == ("Plan\néén\ntw ee", [[5, 1, ""], [9, 3, "Blad"]])
    assert [part_at(starts, place) for place in (None, 0, 5, 8, 9, 99)] == [
        (None, ""), (None, ""), (1, ""), (1, ""), (3, "Blad"), (3, "Blad"),
    ]  # fmt: skip


def test_what_is_longer_than_a_text_may_be_is_cut() -> None:
    text, starts = put_together("", pages_of("a" * (LONGEST_TEXT - 5), "b" * 10, "c"))

    assert len(text) == LONGEST_TEXT
    assert [start[1] for start in starts] == [1, 2]


def test_another_division_into_pages_is_a_change(library: Library, find: Find, without_elasticsearch: None) -> None:
    library.put(1, "Plan", parts=pages_of("een twee"))
    version = Entry.objects.get().version
    library.put(1, "Plan", parts=pages_of("een twee"))
    assert Entry.objects.get().version == version

    library.put(1, "Plan", parts=(Part("een twee", 7),))
    assert find("twee").hits[0].page_number == 7


@pytest.mark.parametrize("different", [125_000, 20_000], ids=["all words different", "words that come again"])
def test_a_text_of_the_greatest_length_is_entered(
    library: Library, find: Find, without_elasticsearch: None, different: int
) -> None:
    """PostgreSQL takes a megabyte of words and their places together."""
    words = [f"w{number % different:06x}" for number in range(LONGEST_TEXT // 8)]
    library.put(1, "Lijst", parts=pages_of(" ".join(words), "te laat"))

    assert found(find(words[10_000])) == [1]
