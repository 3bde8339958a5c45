"""What every engine must do, asked of each in turn."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest

from search.engines.base import FacetField
from tests.search.conftest import Find, Library, completions, found

pytestmark = pytest.mark.django_db


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_book_is_found_by_a_word_of_its_title(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen", text="Vraag het aan je leidinggevende.")
    library.put(2, "Declaraties")

    results = find("verlof")

    assert found(results) == [1]
    assert (results.total, results.engine, results.has_next) == (1, engine, False)
    assert results.hits[0].title_highlighted == "<mark>Verlof</mark> aanvragen"
    assert results.hits[0].url == "/books/1/"


def test_nothing_is_found_by_what_is_nowhere(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen")

    results = find("parkeervergunning")

    assert (results.hits, results.total, results.correction) == ([], 0, None)


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("nl", "Parkeervergunningen", "parkeervergunning"),
        ("nl", "Nieuwe fietsen", "nieuw"),
        ("nl", "Verloven", "verloven"),
        ("en", "Parking permits", "permit"),
        ("fr", "Les demandes de congés", "demande"),
        ("de", "Dienstreisen und Anträge", "antrag"),
    ],
)
def test_another_form_of_the_word_is_found(
    engine: str, library: Library, find: Find, language: str, written: str, asked: str
) -> None:
    library.put(1, written, language=language)
    library.put(2, "Iets anders", language=language)

    assert found(find(asked, language=language)) == [1]


@pytest.mark.parametrize("asked", ["cafe", "café", "CAFÉ", "cafe\u0301"])
def test_accents_and_capitals_make_no_difference(engine: str, library: Library, find: Find, asked: str) -> None:
    library.put(1, "Het Café")

    assert found(find(asked)) == [1]


def test_a_mistyped_word_finds_and_is_corrected(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Vergunning aanvragen")
    library.put(2, "Declaraties")

    results = find("vergunnign")

    assert found(results) == [1]
    assert results.correction == "vergunning"
    assert results.hits[0].title_highlighted == "<mark>Vergunning</mark> aanvragen"


def test_a_correction_keeps_what_was_right_and_the_accents(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Reünie van collega's", text="De reünie is in mei.")

    assert find("reunei collega").correction == "reünie collega"


def test_near_spellings_stand_below_exact_ones_and_only_where_these_are_few(
    engine: str, library: Library, find: Find
) -> None:
    library.put(1, "Beleed", text="Hij beleed schuld.")
    library.put(2, "Beleid", text="Het beleid van de gemeente.")
    assert found(find("beleid")) == [2, 1]

    library.put(3, "Beleid over beleid")
    library.put(4, "Nieuw beleid")
    assert set(found(find("beleid"))) == {2, 3, 4}


def test_a_mistyped_word_among_others_is_found_by_its_near_spelling(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Vergunning parkeren aanvragen")
    library.put(2, "Parkeren aanvragen", text="Parkeren aanvragen en nog eens parkeren aanvragen.")
    assert found(find("vergunnning parkeren aanvragen"))[0] == 1


def test_parts_of_compounds_are_found_and_joined_words_too(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Apistrategie van de stad")
    library.put(2, "Parkeervergunning")
    assert found(find("strategie")) == [1]
    assert found(find("api strategie")) == [1]
    library.put(3, "Vergunning voor een terras")
    assert found(find("vergunning")) == [3, 2]


def test_codes_are_found_whole_and_in_parts(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Regels", text="Volgens NL_GOV staan ze in openapi.yaml, zie lokaal B1.23.")
    library.put(2, "Lokalen", text="Lokaal B1 en lokaal 23.")
    assert found(find("openapi.yaml")) == [1]
    assert found(find("nl_gov")) == [1]
    assert found(find("gov openapi")) == [1]
    assert found(find("B1.23"))[0] == 1


def test_participles_and_infinitives_find_each_other(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen")
    library.put(2, "Zo wordt een storing gemeld")
    assert found(find("aangevraagd verlof")) == [1]
    assert found(find("storing melden")) == [2]


def test_the_page_that_bears_the_words_as_its_title_comes_first(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof bij verhuizing", text="verlof " * 50)
    library.put(2, "Verlof", text="Hier lees je alles over vrije dagen.")
    library.put(3, "Verlof bij huwelijk en verlof bij ziekte", text="verlof " * 20)
    assert found(find("verlof"))[0] == 2


def test_a_phrase_is_found_as_it_stands(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Eerste", text="De gemeente heeft een open huis.")
    library.put(2, "Tweede", text="Het huis van de gemeente is open.")

    assert found(find('"open huis"')) == [1]
    assert set(found(find("open huis"))) == {1, 2}
    assert found(find("“open huis”")) == [1]


def test_a_minus_leaves_out(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof voor ouders")
    library.put(2, "Verlof")
    library.put(3, "Iets met open huis")

    assert found(find("verlof -ouders")) == [2]
    assert found(find('-verlof -"open huis"')) == []
    assert set(found(find("-ouders"))) == {2, 3}


def test_titles_come_before_headings_before_text(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Iets", text="Over salaris.")
    library.put(2, "Salaris", text="Over geld.")
    library.put(3, "Anders", headings="Salaris", text="Over geld.")

    assert found(find("salaris")) == [2, 3, 1]


def test_the_readers_own_language_comes_first(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Beleid privacy", language="nl")
    library.put(2, "Policy privacy", language="en")

    assert found(find("privacy", language="nl")) == [1, 2]
    assert found(find("privacy", language="en")) == [2, 1]


def test_weight_lifts_what_people_mean_first(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Jansen", kind="PERSON", language="", weight=3.0)
    library.put(2, "Jansen")

    assert found(find("jansen")) == [1, 2]


@pytest.mark.parametrize(("written", "asked"), [("Apistrategie", "api strategie"), ("API-strategie", "apistrategie")])
def test_a_compound_is_found_joined_and_split(
    engine: str, library: Library, find: Find, written: str, asked: str
) -> None:
    library.put(1, written)
    library.put(2, "Iets anders")

    assert found(find(asked)) == [1]


def test_most_of_the_words_are_enough(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen bij ziekte")
    library.put(2, "Ziekte")

    assert found(find("hoe kan ik verlof aanvragen bij ziekte thuis")) == [1]


def test_tags_and_summary_are_searched(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Eerste", tags=(("fiets", "Fietsplan"),))
    library.put(2, "Tweede", summary="Over de lease van auto's.")

    assert found(find("fietsplan")) == [1]
    assert found(find("auto")) == [2]


def test_facets_count_what_was_found_and_ignore_their_own_filter(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof", theme_id=7, theme_label="Werk", tags=(("rust", "Rust"), ("cao", "CAO")))
    library.put(2, "Verlof voor ouders", theme_id=7, theme_label="Werk", tags=(("cao", "CAO"),), kind="NEWS")
    library.put(3, "Verlof elders", theme_id=8, theme_label="Buiten", language="en")
    library.put(4, "Declaraties", theme_id=8, theme_label="Buiten")

    def counts(**filters: object) -> dict[str, list[tuple[str, str, int]]]:
        facets = find("verlof", **filters).facets
        shown = ("KIND", "THEME", "TAG", "LANGUAGE")
        return {
            name: [(bucket.value, bucket.label, bucket.count) for bucket in facets[FacetField(name)]] for name in shown
        }

    assert counts() == {
        "KIND": [("ARTICLE", "ARTICLE", 2), ("NEWS", "NEWS", 1)],
        "THEME": [("7", "Werk", 2), ("8", "Buiten", 1)],
        "TAG": [("cao", "CAO", 2), ("rust", "Rust", 1)],
        "LANGUAGE": [("nl", "nl", 2), ("en", "en", 1)],
    }
    chosen = counts(kinds=("NEWS",), theme_ids=(7,))
    assert chosen["KIND"] == [("ARTICLE", "ARTICLE", 1), ("NEWS", "NEWS", 1)]
    assert chosen["THEME"] == [("7", "Werk", 1)]
    assert chosen["TAG"] == [("cao", "CAO", 1)]


def test_filters_choose(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof", theme_id=7, tags=(("rust", "Rust"),), published_at=at(2026, 3, 1, 12))
    library.put(2, "Verlof", kind="NEWS", language="en", published_at=at(2026, 3, 2, 12))

    assert found(find("verlof", kinds=("NEWS",))) == [2]
    assert found(find("verlof", theme_ids=(7, 9))) == [1]
    assert found(find("verlof", tags=("rust",))) == [1]
    assert found(find("verlof", languages=("en", "fr"))) == [2]
    assert found(find("verlof", published_from=date(2026, 3, 2))) == [2]
    assert found(find("verlof", published_to=date(2026, 3, 1))) == [1]
    assert found(find("verlof", kinds=("NEWS",), theme_ids=(7,))) == []


def test_the_first_and_the_last_day_leave_nothing_out(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof", published_at=at(2026, 3, 1, 12))

    assert found(find("verlof", published_from=date.min, published_to=date.max)) == [1]


def test_without_a_query_everything_is_there_newest_first(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Oud", published_at=at(2025, 1, 1))
    library.put(2, "Nieuw", published_at=at(2026, 1, 1))
    library.put(3, "Ooit")

    assert found(find("")) == [2, 1, 3]
    assert found(find("  \t", kinds=("ARTICLE",), first=2)) == [2, 1]


def test_the_excerpt_shows_the_passage_that_matched(engine: str, library: Library, find: Find) -> None:
    library.put(
        1, "Iets", text="Begin. " + "Vulling van de tekst. " * 100 + "Hier staat salarissen eindelijk. " + "Eind. " * 99
    )
    library.put(2, "Salaris", summary="Wat je verdient.", text="Een tekst zonder het woord.")

    by_id = {hit.subject_id: hit for hit in find("salarissen salaris").hits}

    assert "Hier staat <mark>salarissen</mark> eindelijk" in by_id[1].excerpt
    assert len(by_id[1].excerpt) < 400
    assert by_id[2].excerpt == "Wat je verdient."


def test_pages_follow_each_other_without_gap_or_double(engine: str, library: Library, find: Find) -> None:
    for number in range(1, 8):
        library.put(number, "Verlof", published_at=at(2026, 1, number))

    for query in ("verlof", ""):
        seen: list[int] = []
        cursor = None
        while len(seen) < 7:
            results = find(query, first=3, after=cursor)
            assert results.total == 7
            seen += found(results)
            assert results.has_next is (len(seen) < 7)
            cursor = results.hits[-1].cursor
        assert sorted(seen) == list(range(1, 8))
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_the_pages_of_near_spellings_follow_each_other(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Vergunning")
    library.put(2, "Vergunning")

    first = find("vergunnign", first=1)
    second = find("vergunnign", first=1, after=first.hits[0].cursor)

    assert sorted(found(first) + found(second)) == [1, 2]
    assert (first.has_next, second.has_next) == (True, False)


def test_titles_complete_by_the_beginning_of_any_word(engine: str, library: Library) -> None:
    library.put(1, "Het Café van het stadhuis", kind="TOPIC")
    library.put(2, "Cafetaria", language="en", text="stadhuis")
    library.put(3, "Verlof", text="café")

    assert sorted(completions("cafe")) == ["Cafetaria", "Het Café van het stadhuis"]
    assert completions("STADH caf") == ["Het Café van het stadhuis"]
    assert completions("afe") == []
    assert completions("caf", first=1) == completions("caf")[:1]
    assert completions("caf", hidden=[1]) == ["Cafetaria"]


def test_a_search_costs_the_same_statements_however_much_it_finds(
    engine: str, library: Library, find: Find, django_assert_num_queries: Callable[..., AbstractContextManager]
) -> None:
    statements = {"DATABASE": 5, "ELASTICSEARCH": 3}[engine]
    for number in range(1, 5):
        library.put(number, "Verlof", tags=(("rust", "Rust"),))

    with django_assert_num_queries(statements):
        assert find("verlof", first=3).total == 4
    for number in range(5, 10):
        library.put(number, "Verlof", tags=(("rust", "Rust"), ("cao", "CAO")))
    with django_assert_num_queries(statements):
        assert find("verlof").total == 9


@pytest.mark.parametrize(
    ("title", "query"),
    [("Verlof", "verlof"), ("Elèves", "eleves"), ("Verlof kopen", "Verlof kopen"), ("Verlof!", "VERLOF?")],
)
def test_what_is_called_as_was_asked_comes_before_a_theme_that_says_it_more_often(
    engine: str, library: Library, find: Find, title: str, query: str
) -> None:
    word = query.lower().rstrip("?")
    library.put(1, title, text=f"Wie {word} wil, wacht op antwoord van de leiding. " * 80)
    library.put(
        2, f"Werk en {title}", text=f"Alles over {word}.", headings=word, summary=word, kind="THEME", weight=1.2
    )
    library.put(3, f"Werk en {title} {title}", summary=word, kind="THEME", weight=1.2)
    for book_id in range(4, 12):
        library.put(book_id, "Parkeren", text="De garage is open.")

    whole = found(find(query))

    assert whole[0] == 1
    assert set(whole) == {1, 2, 3}
    first = find(query, first=1)
    assert found(find(query, first=2, after=first.hits[0].cursor)) == whole[1:]
