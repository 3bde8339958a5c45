"""What every engine must do, asked of each in turn."""

from collections.abc import Callable

import pytest

from search.query import Results
from tests.search.conftest import Library, found

pytestmark = pytest.mark.django_db

Find = Callable[..., Results]


def test_a_book_is_found_by_a_word_of_its_title(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen", text="Vraag het aan je leidinggevende.")
    library.put(2, "Declaraties")

    results = find("verlof")

    assert found(results) == [1]
    assert (results.total, results.engine, results.has_next) == (1, engine, False)
    assert results.hits[0].title_highlighted == "<mark>Verlof</mark> aanvragen"
    assert results.hits[0].url == "/books/1/"
