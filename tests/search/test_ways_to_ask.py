"""Ways to ask that say more, or less, than the words that a page is found by."""

import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import analysis, spelling
from search.english_spellings import other_spellings
from search.irregular_forms import irregular_forms
from search.questions import Question, Synonym, read_question
from search.slips import slips
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

    near = spelling.near_words(["mentirschap", "xyz"])
    question = spelling.with_near_spellings(Question(words=("mentirschap", "xyz"), was_asked=True), near)

    assert question.synonyms == (Synonym(("mentirschap",), (("mentorschap",),), spelling.NEAR),)


def test_a_word_that_a_thesaurus_knows_is_not_mistyped(library: Library) -> None:
    library.put(1, "Formulier")
    known = Synonym(("formulieren",), (("aanvraag",),), 0.5)
    parted = Synonym(("formulierr",), (("formu", "lierr"),), 0.9)
    question = Question(words=("formulieren", "formulierr"), was_asked=True, synonyms=(known, parted))

    near = spelling.near_words(question.words)
    likely = Synonym(("formulierr",), (("formulier",),), spelling.NEAR)
    assert spelling.with_near_spellings(question, near).synonyms == (known, parted, likely)


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
    assert found(find("oarkeervergunnjng")) == [1]
    library.put(2, "Oarkeervergunnink")
    assert found(find("oarkeervergunnjng")) == [2]


@pytest.mark.parametrize(
    ("word", "meant", "is_slip"),
    [
        ("telefone", "telephone", True),
        ("kwaliteit", "qualiteit", True),
        ("prijsleist", "prijslijst", True),
        ("ouderen", "oudren", True),
        ("etam", "team", False),
        ("etams", "teams", True),
        ("verlof", "verlof", False),
        ("verlof", "vrelfo", False),
    ],
)
def test_one_slip_is_a_letter_or_a_sound(word: str, meant: str, is_slip: bool) -> None:
    assert (meant in slips(word)) is is_slip


def test_what_is_kept_of_the_words_that_anybody_asks_stays_small() -> None:
    slips.cache_clear()
    tracemalloc.start()
    try:
        for number in range(200):
            slips(f"{number:03}".translate(str.maketrans("0123456789", "abcdefghij")) * 4)
        kept, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 1_000_000 < kept < 10_000_000


def test_a_letter_that_is_wrong_in_the_readers_language_is_seen_though_another_language_writes_so(
    engine: str, library: Library, find: Find
) -> None:
    for subject_id in (1, 2, 3):
        library.put(subject_id, "Signaler une agression", language="fr")
    library.put(4, "Reporting aggression", language="en")

    assert 4 in found(find("agression", language="en"))
    assert set(found(find("agression", language="fr"))) == {1, 2, 3}


def test_what_is_in_another_language_alone_is_found_as_before(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Signaler une agression", language="fr")

    assert found(find("agression", language="en")) == [1]


@pytest.mark.parametrize(
    ("query", "language"), [("motdepasse", "fr"), ("motdepasseoublie", "fr"), ("maladieetretour", "fr")]
)
def test_words_that_are_run_together_are_told_apart(
    query: str, language: str, engine: str, library: Library, find: Find
) -> None:
    library.put(1, "Mot de passe oublié", language=language)
    library.put(2, "Maladie et retour, être en tour", language=language)
    library.put(3, "Passe", text="Un mot.", language=language)

    assert found(find(query, language=language)) == [2 if "maladie" in query else 1]


def test_where_nothing_answers_what_begins_so_does(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Exercice d'évacuation", language="fr")

    assert found(find("évacuons", language="fr")) == [1]
    assert found(find("évoluons", language="fr")) == []


def test_where_nothing_answers_other_words_for_other_words_do(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Special leave", text="After a funeral.", language="en")
    library.put(2, "Parking", language="en")

    assert found(find("bereavement", language="en")) == [1]


def test_the_words_that_occur_are_asked_for_near_ones_once(library: Library, find: Find) -> None:
    library.put(1, "Parkeervergunning")

    with CaptureQueriesContext(connection) as asked:
        assert found(find("parkervergunning")) == [1]

    by_length = [query for query in asked.captured_queries if '"search_word"."length"' in query["sql"]]
    assert len(by_length) == 1


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
