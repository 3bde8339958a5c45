"""What is offered unasked, by each engine: titles while somebody types, and more like what they read."""

from collections.abc import Collection

import pytest

from search.suggestions import similar
from tests.search.conftest import CLOSED, EVERYTHING, OPEN, Library, completions

pytestmark = pytest.mark.django_db


def alike(
    book_id: int, *, locks: frozenset[int] | None = EVERYTHING, language: str = "nl", hidden: Collection[int] = ()
) -> list[int]:
    found = similar(
        ("book", book_id),
        locks=locks,
        language=language,
        first=5,
        may_see=lambda subjects: {subject for subject in subjects if subject[1] not in hidden},
    )
    return [completion.subject_id for completion in found]


@pytest.fixture
def shelf(library: Library) -> Library:
    """Three books about leave and two about bicycles."""
    library.put(1, "Zorgverlof aanvragen", text="Verlof om te zorgen voor een ziek familielid vraag je aan.")
    library.put(2, "Kortdurend zorgverlof", text="Zorgen voor een ziek familielid: vraag het verlof op tijd aan.")
    library.put(3, "Langdurend zorgverlof", text="Een ziek familielid verzorgen met verlof.", lock=CLOSED)
    library.put(4, "Fiets lenen", text="Een leenfiets staat in de kelder van het stadhuis.")
    library.put(5, "Fiets stallen", text="Je leenfiets stalt in de kelder van het stadhuis.")
    return library


def test_more_like_this_says_much_of_the_same(engine: str, shelf: Library) -> None:
    assert set(alike(1)) == {2, 3}
    assert alike(4) == [5]


def test_more_like_this_is_under_rights(engine: str, shelf: Library) -> None:
    opened = frozenset({OPEN})
    assert alike(1, locks=opened) == [2]
    assert alike(1, hidden=[2]) == [3]
    assert alike(1, locks=frozenset()) == []


def test_what_is_closed_is_like_nothing_as_what_is_not_there(engine: str, shelf: Library) -> None:
    assert alike(3, locks=frozenset({OPEN})) == alike(3, hidden=[3]) == alike(999) == []
    assert set(alike(3)) == {1, 2}


def test_more_like_this_is_never_the_thing_itself(engine: str, shelf: Library) -> None:
    shelf.put(1, "Zorgverlof care leave", language="en", text="Zorgverlof aanvragen, verlof, ziek familielid.")

    assert 1 not in alike(1)
    assert 1 not in alike(1, language="en")


@pytest.mark.parametrize("typed", ["vergnun", "vergunnnig", "declaratei", "aanvragn", "vergunning aanvargen"])
def test_one_mistake_in_the_last_word_is_forgiven(engine: str, library: Library, typed: str) -> None:
    library.put(1, "Vergunning aanvragen")
    library.put(2, "Declaraties")

    assert completions(typed) == ["Declaraties" if typed.startswith("d") else "Vergunning aanvragen"]


def test_a_mistake_is_forgiven_only_where_nothing_begins_so(engine: str, library: Library) -> None:
    library.put(1, "Verlof")
    library.put(2, "Verlos")

    assert completions("verlof") == ["Verlof"]


def test_a_forgiven_mistake_shows_nothing_that_is_closed(engine: str, library: Library) -> None:
    library.put(1, "Vergunning aanvragen", lock=CLOSED)

    assert completions("vergnun", locks=frozenset({OPEN})) == []
    assert completions("vergnun", hidden=[1]) == []


@pytest.mark.parametrize("typed", ["aanvr", "reunie", "réu", "aanvragen reü"])
def test_words_in_the_middle_and_accents_make_no_difference(engine: str, library: Library, typed: str) -> None:
    library.put(1, "Een reünie aanvragen")

    assert completions(typed) == ["Een reünie aanvragen"]


@pytest.mark.elasticsearch
def test_a_typed_part_of_a_compound_completes(elasticsearch: object, library: Library) -> None:
    library.put(1, "Parkeervergunning")

    assert completions("vergunning") == ["Parkeervergunning"]
