"""Words in like company: hints where nothing found is about what was asked, and nowhere else."""

import gzip
from collections.abc import Callable

import pytest

from search import analysis
from search.company import companions_of
from search.query import Results
from search.word_nets import FILES
from tests.search.conftest import Library, found

pytestmark = pytest.mark.django_db
MENTIONED = "Look a word up in a dictionary before you write it."


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_keys_of_a_file_are_the_stems_of_today(language: str) -> None:
    lines = gzip.decompress((FILES / f"{language}.company.txt.gz").read_bytes()).decode().splitlines()
    keys = [line.partition("\t")[0] for line in lines]
    assert keys == sorted(set(keys))
    assert len(keys) > 5_000
    companions = [word for line in lines[::50] for word in line.partition("\t")[2].split("|")]
    assert all([word] == analysis.words(word) for word in companions)


def test_any_form_of_a_word_has_the_same_companions() -> None:
    assert ("glossary",) in companions_of("dictionary", "en")
    assert set(companions_of("dictionaries", "en")) == set(companions_of("dictionary", "en"))
    assert companions_of("woordenboek", "nl") == companions_of("dictionary", "xx") == ()


def test_what_is_about_a_companion_comes_after_what_mentions_the_word(
    library: Library, engine: str, find: Callable[..., Results]
) -> None:
    library.put(1, "Writing well", text=MENTIONED, language="en")
    library.put(2, "Our glossary", text="What we mean by a product.", language="en")
    library.put(3, "Parking", text="Where your car may stand.", language="en")
    assert set(found(find("dictionary", language="en"))) == {1, 2}
    assert found(find("dictionary", language="en", hidden={1})) == [2]


@pytest.mark.parametrize("query", ['"a dictionary"', "dictionary -parking", "dictionary word"])
def test_what_is_meant_as_it_stands_has_no_hints(
    library: Library, engine: str, find: Callable[..., Results], query: str
) -> None:
    library.put(1, "Writing well", text=MENTIONED, language="en")
    library.put(2, "Our glossary", text="What we mean by a product.", language="en")
    assert found(find(query, language="en")) == [1]


def test_where_something_is_about_the_word_nothing_is_hinted(
    library: Library, engine: str, find: Callable[..., Results]
) -> None:
    library.put(1, "Writing well", text=MENTIONED, language="en")
    library.put(2, "Our glossary", text="What we mean by a product.", language="en")
    library.put(3, "The dictionary", language="en")
    assert found(find("dictionary", language="en")) == [3, 1]


def test_a_list_with_hints_is_paged_whole(library: Library, engine: str, find: Callable[..., Results]) -> None:
    for book_id in range(1, 4):
        library.put(book_id, f"Writing well {book_id}", text=MENTIONED, language="en")
    library.put(4, "Our glossary", text="What we mean by a product.", language="en")
    first = find("dictionary", language="en", first=2)
    second = find("dictionary", language="en", first=2, after=first.hits[-1].cursor)
    assert sorted(found(first) + found(second)) == [1, 2, 3, 4]
    assert (first.total, second.total, second.has_next) == (4, 4, False)
