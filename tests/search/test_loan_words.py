"""What English knows of words that languages share: asked when nothing else answers."""

from collections.abc import Callable

import pytest

from search.loan_words import as_in_english
from search.query import Results
from tests.search.conftest import Library, found


@pytest.mark.parametrize(
    ("word", "language", "english"),
    [
        ("intimidatie", "nl", ("intimidation",)),
        ("universiteit", "nl", ("university",)),
        ("tragisch", "nl", ("tragic",)),
        ("photovoltaik", "de", ("photovoltaic",)),
        ("universitat", "de", ("university",)),
        ("natie", "nl", ()),
        ("verlof", "nl", ()),
        ("universite", "fr", ()),
    ],
)
def test_ends_are_those_of_english(word: str, language: str, english: tuple[str, ...]) -> None:
    assert as_in_english(word, language) == english


@pytest.mark.django_db
def test_what_english_says_of_a_word_is_found_when_nothing_else_is(
    library: Library, engine: str, find: Callable[..., Results]
) -> None:
    library.put(1, "Solarmodule auf dem Dach", language="de")
    library.put(2, "Parken", language="de")
    assert found(find("Photovoltaik", language="de")) == [1]
    library.put(3, "Parken mit Photovoltaik", language="de")
    assert found(find("Photovoltaik", language="de")) == [3]
