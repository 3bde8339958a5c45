"""Who is asked for by name, number or address is found first, by each engine."""

import pytest

from search.models import EntryKey
from search.sounds import sound_of
from tests.search.conftest import CLOSED, OPEN, Find, Library, found

pytestmark = pytest.mark.django_db


def put_person(library: Library, person_id: int, name: str, **values: object) -> None:
    library.put(person_id, name, kind="PERSON", language="", is_name=True, **values)


@pytest.fixture
def people(library: Library) -> Library:
    """Four people, and pages that say their names many times."""
    put_person(library, 1, "Daniëlle Janssen", numbers=("06-12345678",), addresses=("d.janssen@haven.example",))
    put_person(library, 2, "Daan Meijer", numbers=("+31 (0)10 489 5678",), addresses=("dmeijer@haven.example",))
    put_person(library, 3, "Eva de Vries", summary="Adviseur", lock=CLOSED)
    put_person(library, 4, "Joop Jansen")
    library.put(10, "Eva de Vries opent de haven", text="Eva de Vries. " * 30, weight=1.5)
    library.put(11, "Jansen", text="Jansen en Janssen. " * 30, weight=1.5)
    return library


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jansen", "janssen"), ("jansen", "janse"), ("meijer", "meyer"), ("meijer", "meier"), ("daniel", "danielle"),
        ("kuijpers", "kuipers"), ("hendriks", "hendrickx"), ("smit", "smith"), ("dijk", "dyck"), ("bos", "bosch"),
        ("zwart", "swart"), ("cornelis", "kornelis"), ("bouwman", "bauman"), ("willy", "willie"), ("brand", "brandt"),
    ],
)  # fmt: skip
def test_names_that_sound_the_same_have_one_key(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("jansen", "jensen"), ("eva", "ivo"), ("peter", "pieter"), ("bakker", "beker")]
)
def test_names_that_sound_otherwise_have_another_key(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


@pytest.mark.parametrize("word", ["b12", "2026", "mei", "", "łódź"])
def test_what_is_no_name_has_no_sound(word: str) -> None:
    assert sound_of(word) == ""


def test_a_name_finds_its_bearer_before_pages_that_say_it_often(engine: str, people: Library, find: Find) -> None:
    assert found(find("eva de vries")) == [3, 10]
    assert found(find("Vries, Eva de")) == [3, 10]
    assert found(find("jansen"))[0] == 4


def test_a_name_is_found_as_it_sounds_behind_who_spells_it_so(engine: str, people: Library, find: Find) -> None:
    put_person(people, 5, "Daniel Jansen")

    assert found(find("daniel jansen")) == [5, 1]
    assert found(find("danielle janssen")) == [1, 5]
    assert found(find("daan meyer")) == [2]
    assert found(find("meier")) == [2]


def test_the_name_counts_beside_what_is_wanted_of_its_bearer(engine: str, people: Library, find: Find) -> None:
    assert found(find("telefoon eva vries"))[0] == 3


def test_whose_lock_is_closed_is_not_found_by_any_key(engine: str, people: Library, find: Find) -> None:
    opened = frozenset({OPEN})
    put_person(people, 3, "Eva de Vries", lock=CLOSED, numbers=("010 999 8877",), addresses=("eva@haven.example",))

    assert found(find("eva de vries", locks=opened)) == [10]
    for query in ("8877", "010 999 8877", "eva@haven.example", "efa fries"):
        assert 3 not in found(find(query, locks=opened))
        assert 3 in found(find(query))


@pytest.mark.parametrize(
    "asked",
    ["06-12345678", "0612345678", "06 12 34 56 78", "+31 6 1234 5678", "0031612345678", "+31(0)612345678", "345678"],
)
def test_a_telephone_number_is_found_however_it_is_written(
    engine: str, people: Library, find: Find, asked: str
) -> None:
    assert found(find(asked))[0] == 1


def test_the_last_four_digits_find_all_who_have_them(engine: str, people: Library, find: Find) -> None:
    people.put(12, "Besluit 5678")

    assert set(found(find("5678"))) == {1, 2, 12}
    assert found(find("010-4895678")) == [2]
    assert 1 not in found(find("678"))


@pytest.mark.parametrize("asked", ["d.janssen@haven.example", "D.Janssen@Haven.example", "d.janssen", "d.janssen@hav"])
def test_an_address_finds_whose_it_is(engine: str, people: Library, find: Find, asked: str) -> None:
    assert found(find(asked))[0] == 1


def test_quotes_and_minus_ask_for_words_alone(engine: str, people: Library, find: Find) -> None:
    assert (found(find("jansen -joop"))[0], 4 in found(find("jansen -joop"))) == (11, False)
    assert found(find('"daan meyer"')) == []


def test_who_is_gone_leaves_no_key(engine: str, people: Library, find: Find) -> None:
    people.take_away(1)

    assert 1 not in found(find("danielle janssen"))
    assert not EntryKey.objects.filter(key="n:345678").exists()
    put_person(people, 2, "Daan Bakker")
    assert not EntryKey.objects.filter(key="w:meijer").exists()
    assert found(find("daan bakker")) == [2]
