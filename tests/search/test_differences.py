"""What the database engine does otherwise is declared, and is so."""

from io import StringIO

import pytest
from django.core.management import call_command

from search.engines.differences import DIFFERENCES
from tests.search.conftest import Find, Library, completions

pytestmark = pytest.mark.django_db


def test_the_differences_are_shown_to_operators(without_elasticsearch: None) -> None:
    out = StringIO()
    call_command("search", "status", stdout=out)

    assert [difference.database in out.getvalue() for difference in DIFFERENCES] == [True] * 4


def test_a_part_of_a_compound_does_not_complete_in_the_database(without_elasticsearch: None, library: Library) -> None:
    library.put(1, "Parkeervergunning")

    assert completions("vergunning") == []
    assert completions("parkeer") == ["Parkeervergunning"]


def test_the_database_shows_the_first_passage(without_elasticsearch: None, library: Library, find: Find) -> None:
    library.put(1, "Iets", text="Verlof. " + "Andere woorden. " * 100 + "Verlof aanvragen doe je hier.")

    assert find("verlof aanvragen").hits[0].excerpt.startswith("<mark>Verlof</mark>.")
