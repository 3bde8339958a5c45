"""Words of nearly the same meaning: asked for where the words themselves find little, and never beside what answers."""

import gzip
from collections.abc import Callable

import pytest

from search import analysis
from search.query import Results
from search.questions import Synonym, read_question
from search.word_nets import FILES, WORTH, instead_of, with_word_net
from tests.search.conftest import Library, found

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "en", "fr", "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_of_a_file_are_the_stems_of_today(language: str) -> None:
    lines = gzip.decompress((FILES / f"{language}.txt.gz").read_bytes()).decode().splitlines()
    keys = [line.partition("\t")[0] for line in lines]
    assert keys == sorted(set(keys))
    assert len(keys) > 7_000
    phrases = [phrase for line in lines[::50] for phrase in line.partition("\t")[2].split("|")]
    assert all(phrase == " ".join(analysis.words(phrase)) for phrase in phrases)


def test_any_form_of_a_word_has_the_others() -> None:
    assert ("nanny",) not in instead_of("strike", "en")
    assert instead_of("bicycles", "en") == instead_of("bicycle", "en") != ()
    assert instead_of("bicycle", "xx") == ()


def test_a_word_with_synonyms_of_its_own_keeps_to_those() -> None:
    question = read_question("bicycle prosecutor")
    chosen = Synonym(("bicycle",), (("moped",),), 0.7)
    widened = with_word_net(type(question)(words=question.words, was_asked=True, synonyms=(chosen,)), "en")
    assert [(synonym.asked, synonym.weight) for synonym in widened.synonyms] == [
        (("bicycle",), 0.7), (("prosecutor",), WORTH),
    ]  # fmt: skip


def test_what_is_called_otherwise_is_found_where_little_is_called_so(
    library: Library, engine: str, find: Callable[..., Results]
) -> None:
    assert ("fakkel",) in instead_of("toorts", "nl")
    library.put(1, "Een fakkel dragen", text="Voor een dag of een week.")
    library.put(2, "Verhuur van gereedschap", text="Boren en zagen.")
    assert found(find("toorts")) == [1]
    for book_id, along in ((3, "paard"), (4, "trekker"), (5, "hond")):
        library.put(book_id, "Een toorts dragen", text=f"Met een {along} erbij.")
    assert set(found(find("toorts"))) == {3, 4, 5}
