"""Words: how they are cut and stemmed, what is near to one, and how a query is read."""

import string

import pytest

from search import analysis
from search.engines.base import MARK_END, MARK_START
from search.engines.variants import plan
from search.excerpts import Marker, excerpt, marked_fragment
from search.models import Entry, Word
from search.questions import MOST_WORDS, Question, read_question
from search.spelling import learn, mistakes, nearest, tolerance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foto's van l'accueil", ["foto", "van", "accueil"]),
        ("API-strategie 2.1", ["api", "strategie", "2", "1"]),
        ("Straße, Œuvre, Łódź, Ærø", ["strasse", "oeuvre", "lodz", "aero"]),
        ("’s-Hertogenbosch", ["s", "hertogenbosch"]),
        ("snake_case 😀 — …", ["snake", "case"]),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    assert analysis.words(text) == expected


def test_numbers_and_codes_keep_their_form() -> None:
    assert [analysis.stem(word, "en") for word in ("b204s", "2024", "permits")] == ["b204s", "2024", "permit"]


def test_what_databases_refuse_is_taken_out() -> None:
    assert analysis.cleaned("a\x00b\ud800c\ue000d\x1fe") == "a b c d e"


def test_joined_neighbours_are_written_as_one() -> None:
    assert analysis.joined_neighbours(["api", "strategie", "nota"], "") == ["apistrategie", "strategienota"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Question()),
        ("Verlof aanvragen", Question(words=("verlof", "aanvragen"), was_asked=True)),
        ("hoe vraag ik verlof", Question(words=("vraag", "verlof"), was_asked=True)),
        ("hoe", Question(words=("hoe",), was_asked=True)),
        ('"open huis" -"te koop" -dicht', Question((), (("open", "huis"),), (("te", "koop"), ("dicht",)), True)),
        ('"verlof', Question(words=("verlof",), was_asked=True)),
        ("e-mail A-12", Question(("e", "mail", "12"), was_asked=True, codes=(("e", "mail"), ("a", "12")))),
        ("verlof verlof", Question(words=("verlof",), was_asked=True)),
        ("😀", Question(was_asked=True)),
    ],
)
def test_a_query_is_read(query: str, expected: Question) -> None:
    assert read_question(query) == expected


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("ai beleid", "nl", ("ai", "beleid")),
        ("ai beleid", "", ("beleid",)),
        ("mes congés", "fr", ("conges",)),
        ("werken op kantoor", "nl", ("werken", "kantoor")),
        ("how do I reset it", "nl", ("reset",)),
        ("IT support", "en", ("it", "support")),
        ("IT SUPPORT", "en", ("support",)),
        ("it support", "en", ("support",)),
    ],
)
def test_little_words_are_those_of_who_asks(query: str, language: str, words: tuple[str, ...]) -> None:
    assert read_question(query, language).words == words


def test_a_long_query_is_cut_short() -> None:
    assert len(read_question(" ".join(f"woord{number}" for number in range(500))).words) == MOST_WORDS


def test_three_words_may_miss_one_and_two_may_not() -> None:
    def counts(*words: str) -> list[int]:
        return [len(variant.groups) for variant in plan(Question(words=words)).variants]

    assert counts("api", "nota") == [2]
    assert counts("grote", "api", "nota") == [3, 2, 2, 2]
    assert counts(*[f"woord{number}" for number in range(8)]) == [1] * 8


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("verlof", "verlof", 0),
        ("verlof", "verlfo", 1),
        ("verlof", "verlo", 1),
        ("verlof", "vrelfo", 2),
        ("verlof", "salaris", 3),
        ("", "abcdef", 3),
    ],
)
def test_mistakes_are_counted_up_to_a_limit(left: str, right: str, expected: int) -> None:
    assert mistakes(left, right, most=2) == expected


def test_short_words_and_codes_tolerate_less() -> None:
    assert [tolerance(word) for word in ("cv", "cao", "verlof", "b204")] == [0, 1, 2, 0]


def test_the_nearest_comes_first() -> None:
    assert nearest("vergunnign", ["vergunningen", "vergunning", "verlof"], reach=2) == ["vergunning", "vergunningen"]


def test_an_engines_fragment_cannot_pose_as_a_mark() -> None:
    assert marked_fragment("<mark>\ue000x\ue001 &\n y") == "&lt;mark&gt;<mark>x</mark> &amp; … y"


@pytest.mark.django_db
def test_the_words_of_many_long_texts_are_learnt() -> None:
    letters = string.ascii_lowercase
    entries = [
        Entry(title="", text=" ".join(f"{first}{second}{third}{number}" for second in letters for third in letters))
        for number, first in enumerate(letters)
    ]
    for entry in entries:
        entry.text = entry.text.translate(str.maketrans("0123456789", letters[:10]))

    learn(entries)
    learn(entries)

    assert Word.objects.count() == len(letters) ** 3
    assert Word.objects.filter(initial="b", length=4).count() == len(letters) ** 2


def test_an_excerpt_says_where_one_block_ends_and_the_next_begins():
    text = "Vraag het aan.\nEerst\nJe chef tekent\nMag het?\nJa"
    assert excerpt(Marker(frozenset()), text=text, summary="", language="nl", first=None) == (
        "Vraag het aan. Eerst … Je chef tekent … Mag het? Ja"
    )
    fragment = f"Je {MARK_START}chef{MARK_END}\ntekent {MARK_START}alles.{MARK_END}\nKlaar"
    assert marked_fragment(fragment) == "Je <mark>chef</mark> … tekent <mark>alles.</mark> Klaar"
