"""Ways to ask that say more, or less, than the words that a page is found by."""

import pytest

from search import analysis, spelling
from search.english_spellings import other_spellings
from search.irregular_forms import irregular_forms
from search.questions import Question, Synonym, read_question
from tests.search.conftest import Find, Library, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("How long does it take to get my expenses reimbursed?", "en", ("expenses", "reimbursed")),
        ("hoe lang mag ik verlof opnemen", "nl", ("verlof", "opnemen")),
        ("how do I get many parking permits", "nl", ("parking", "permits")),
        ("long take", "en", ("long", "take")),
        ("how long", "en", ("long",)),
        ("how long is leave", "en", ("leave",)),
    ],
)
def test_what_only_asks_is_left_out_of_a_sentence_that_says_something_without(
    query: str, language: str, words: tuple[str, ...]
) -> None:
    assert read_question(query, language).words == words


def test_the_words_of_an_address_find_what_its_title_does_not_say(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Jamf", url="/tools/endpoint-antivirus/?from=antimalware")
    library.put(2, "Werkplek", url="/antivirus/werkplek/")

    assert found(find("antivirus")) == [1]
    assert found(find("antimalware")) == []


def test_three_words_find_the_one_that_they_are_written_as(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Burgerservicenummer")
    library.put(2, "De burger en zijn nummer")

    assert found(find("burger service nummer"))[0] == 1


def test_a_mistyped_word_is_asked_as_it_was_meant(library: Library) -> None:
    library.put(1, "Mentorschap en mentorschappen")

    question = spelling.with_near_spellings(Question(words=("mentirschap", "xyz"), was_asked=True))

    assert question.synonyms == (Synonym(("mentirschap",), (("mentorschap",),), spelling.NEAR),)


def test_a_word_that_a_thesaurus_knows_is_not_mistyped(library: Library) -> None:
    library.put(1, "Formulier")
    known = Synonym(("formulieren",), (("aanvraag",),), 0.5)
    parted = Synonym(("formulierr",), (("formu", "lierr"),), 0.9)
    question = Question(words=("formulieren", "formulierr"), was_asked=True, synonyms=(known, parted))

    likely = Synonym(("formulierr",), (("formulier",),), spelling.NEAR)
    assert spelling.with_near_spellings(question).synonyms == (known, parted, likely)


def test_what_is_asked_comes_before_a_phrase_that_may_stand_for_a_part_of_it(
    engine: str, library: Library, find: Find
) -> None:
    library.put(1, "Frontend crew", text="We meet each month.", language="en")
    library.put(2, "Front end (GFE)", text="A crew looks after the front end.", language="en")

    assert found(find("frontend crew", language="en"))[0] == 1


@pytest.mark.parametrize(
    ("word", "language", "others"),
    [
        ("children", "en", ("child",)),
        ("ran", "en", ("run",)),
        ("steden", "nl", ("stad",)),
        ("aangenomen", "nl", ("aannemen", "aannam")),
        ("ondernemen", "nl", ("ondernam", "ondernomen")),
        ("verkocht", "nl", ("verkopen",)),
        ("angenommen", "de", ("annehmen", "annimmt", "annahm")),
        ("travaux", "fr", ("travail",)),
        ("aan", "nl", ()),
        ("children", "xx", ()),
    ],
)
def test_forms_that_no_rule_makes_are_listed(word: str, language: str, others: tuple[str, ...]) -> None:
    assert irregular_forms(word, language) == others


def test_a_word_is_found_by_its_irregular_form(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Vergelijken van steden")
    library.put(2, "Childcare", text="For every child.", language="en")

    assert analysis.stem("steden", "nl") != analysis.stem("stad", "nl")
    assert found(find("stad")) == [1]
    assert found(find("children", language="en")) == [2]


def test_a_first_letter_may_be_wrong_where_nothing_else_is_meant(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Parkeervergunning")

    assert found(find("oarkeervergunning")) == [1]
    library.put(2, "Oarkeervergunnink")
    assert found(find("oarkeervergunning")) == [2]


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("organisations", ("organizations",)),
        ("color", ("colour",)),
        ("behaviours", ("behaviors",)),
        ("centre", ("center",)),
        ("license", ("licence",)),
        ("programme", ("program",)),
        ("filled", ()),
        ("four", ()),
        ("leave", ()),
    ],
)
def test_english_is_spelled_on_both_sides_of_the_ocean(word: str, others: tuple[str, ...]) -> None:
    assert other_spellings(word, "en")[:1] == others
    assert other_spellings(word, "nl") == ()


def test_a_page_is_found_by_the_other_spelling(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Color guide", language="en")
    library.put(2, "Organisational chart", language="en")

    assert found(find("colours", language="en")) == [1]
    assert found(find("organizational", language="en")) == [2]
