"""Words that mean the same: as shipped, and as editors want them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction

from search import analysis, thesaurus, tuning
from search.models import Origin, StopPhrase, SynonymGroup
from search.questions import Phrase, read_question
from search.synonyms import OTHER_LANGUAGE, OWN_LANGUAGE, Group, SynonymIndex
from search.thesaurus import ShippedGroup, shipped_groups
from tests.search.conftest import Find, Library, found


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Callable[[str, str], None]]:
    """Writes the file of a language, in the place of what is shipped."""
    monkeypatch.setattr(thesaurus, "FILES", tmp_path)

    def start_again() -> None:
        shipped_groups.cache_clear()
        tuning.shipped_index.cache_clear()
        monkeypatch.setattr(tuning, "_remembered", tuning._Remembered())

    def write(language: str, text: str) -> None:
        (tmp_path / f"{language}.txt").write_text(text, encoding="utf-8")
        start_again()

    start_again()
    yield write
    start_again()


def asked(query: str, *groups: Group, language: str = "nl") -> dict[Phrase, set[Phrase]]:
    question = SynonymIndex(groups).with_synonyms(read_question(query), language)
    return {synonym.asked: set(synonym.instead) for synonym in question.synonyms}


def test_each_word_of_a_group_stands_for_the_others() -> None:
    group = Group("nl", ("verlof", "vakantie", "vrije dagen"))

    assert asked("verlof", group) == {("verlof",): {("vakantie",), ("vrije", "dagen")}}
    assert asked("Vakanties", group) == {("vakanties",): {("verlof",), ("vrije", "dagen")}}
    assert asked("salaris", group) == {}


def test_a_phrase_is_recognised_in_other_forms_of_its_words_and_written_as_one() -> None:
    group = Group("nl", ("openbaar vervoer", "ov"))

    assert asked("kosten openbaar vervoer", group) == {("openbaar", "vervoer"): {("ov",)}}
    assert asked("openbaar vervoeren", group) == {("openbaar", "vervoeren"): {("ov",)}}
    assert asked("openbaarvervoer", group) == {("openbaarvervoer",): {("ov",)}}
    assert asked("vervoer openbaar", group) == {}


def test_a_group_of_one_way_does_not_lead_back() -> None:
    group = Group("nl", ("centen", "salaris", "geld"), is_one_way=True)

    assert asked("centen", group) == {("centen",): {("salaris",), ("geld",)}}
    assert asked("salaris", group) == {}


def test_what_a_long_phrase_says_is_not_asked_again_word_by_word() -> None:
    groups = [Group("nl", ("openbaar vervoer", "ov")), Group("nl", ("vervoer", "transport"))]

    assert asked("openbaar vervoer", *groups) == {("openbaar", "vervoer"): {("ov",)}}
    assert asked("vervoer", *groups) == {("vervoer",): {("transport",)}}


def test_a_phrase_of_which_one_word_means_anything_is_not_recognised_by_that_word() -> None:
    group = Group("nl", ("in dienst", "aangenomen"))

    assert asked("dienst", group) == {}
    assert asked("aangenomen", group) == {("aangenomen",): {("in", "dienst")}}


def test_a_phrase_of_which_one_word_means_anything_is_recognised_with_its_little_words() -> None:
    group = Group("nl", ("in dienst", "aangenomen"))

    assert asked("in dienst", group) == {("dienst",): {("aangenomen",)}}
    assert asked("sinds wanneer in dienst van", group) == {("dienst",): {("aangenomen",)}}
    assert asked("uit dienst", group) == {}
    assert asked("dienst in", group) == {}


def test_other_languages_are_worth_less_and_ask_only_what_the_own_does_not_know() -> None:
    groups = [Group("nl", ("bank", "zitmeubel")), Group("en", ("bank", "finance")), Group("en", ("leave", "holiday"))]

    question = SynonymIndex(groups).with_synonyms(read_question("bank leave"), "nl")

    assert [(each.asked, each.instead, each.weight) for each in question.synonyms] == [
        (("bank",), (("zitmeubel",),), OWN_LANGUAGE),
        (("leave",), (("holiday",),), OTHER_LANGUAGE),
    ]
    other = SynonymIndex(groups).with_synonyms(read_question("leaves"), "nl")
    assert other.synonyms == ()


def test_a_group_without_language_holds_in_each() -> None:
    group = Group("", ("p&o", "hr"))

    for language in ("nl", "en", "xx", ""):
        assert asked("hr", group, language=language) == {("hr",): {("p", "o")}}


def test_what_stands_in_quotes_is_meant_as_it_stands() -> None:
    assert asked('"vrije dagen"', Group("nl", ("vrije dagen", "verlof"))) == {}


def test_shipped_files_are_read_as_their_form_says(shipped: Callable[[str, str], None]) -> None:
    shipped("nl", "# Verlof\nverlof,  vrije   dagen # en meer\n\nalleen\ncenten, poen => salaris, geld\nleeg =>\n")

    assert shipped_groups("nl") == (
        ShippedGroup("nl", ("verlof", "vrije dagen"), False),
        ShippedGroup("nl", ("centen", "salaris", "geld"), True),
        ShippedGroup("nl", ("poen", "salaris", "geld"), True),
    )
    assert [group.key for group in shipped_groups("nl")] == ["verlof", "centen =>", "poen =>"]
    assert shipped_groups("de") == ()


@pytest.mark.parametrize("language", sorted(analysis.LANGUAGES))
def test_what_is_shipped_can_be_changed_group_by_group(language: str) -> None:
    keys = [group.key for group in shipped_groups(language)]

    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert all(analysis.words(word) for group in shipped_groups(language) for word in group.words)


@pytest.mark.django_db
def test_a_reader_finds_by_a_synonym_as_soon_as_it_is_saved(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Kopieermachine")
    assert found(find("repro")) == []

    group = SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])
    assert found(find("repro")) == [1]

    group.is_active = False
    group.save()
    assert found(find("repro")) == []

    SynonymGroup.objects.update(is_active=True)
    assert found(find("repro")) == [1]

    SynonymGroup.objects.all().delete()
    assert found(find("repro")) == []


@pytest.mark.django_db
def test_what_is_rolled_back_is_forgotten(library: Library, find: Find, without_elasticsearch: None) -> None:
    library.put(1, "Kopieermachine")
    with transaction.atomic():
        SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])
        assert found(find("repro")) == [1]
        transaction.set_rollback(True)

    assert found(find("repro")) == []


@pytest.mark.django_db
def test_editors_replace_and_switch_off_shipped_groups_and_keep_that_when_these_change(
    engine: str, library: Library, find: Find, shipped: Callable[[str, str], None]
) -> None:
    library.put(1, "Kopieermachine")
    library.put(2, "Drukkerij")
    library.put(3, "Verlof")
    shipped("nl", "repro, kopieermachine\nvakantie, verlof\n")
    assert (found(find("repro")), found(find("vakantie"))) == ([1], [3])

    SynonymGroup.objects.create(language="nl", words=["repro", "drukkerij"], origin=Origin.SHIPPED, shipped_key="repro")
    SynonymGroup.objects.create(
        language="nl", words=["vakantie", "verlof"], origin=Origin.SHIPPED, shipped_key="vakantie", is_active=False
    )
    assert (found(find("repro")), found(find("vakantie"))) == ([2], [])

    shipped("nl", "repro, kopieermachine, plotter\nvakantie, verlof, vrij\n")
    assert (found(find("repro")), found(find("vakantie"))) == ([2], [])


@pytest.mark.django_db
def test_tuning_costs_one_statement_however_much_there_is(
    library: Library, find: Find, without_elasticsearch: None,
    django_assert_num_queries: Callable[..., AbstractContextManager],
) -> None:  # fmt: skip
    for book_id in (1, 2, 3):
        library.put(book_id, "Verlof")
    for number in range(30):
        SynonymGroup.objects.create(language="nl", words=["verlof", f"woord{number}"])
        StopPhrase.objects.create(language="nl", phrase=f"zin nummer {number}")
    find("verlof")

    with django_assert_num_queries(5):
        assert find("zin nummer 3 verlof").total == 3


@pytest.mark.django_db
def test_stop_phrases_are_left_out_of_a_query(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Parkeerplaats")
    library.put(2, "Zoek", text="ik zoek een")
    assert sorted(found(find("ik ben op zoek naar parkeerplaats"))) == [1, 2]

    StopPhrase.objects.create(language="nl", phrase="Ik ben op zoek naar")
    StopPhrase.objects.create(language="nl", phrase="zoek")

    assert found(find("ik ben op zoek naar parkeerplaats")) == [1]
    assert found(find("Parkeerplaats zoek")) == [1]
    assert found(find("zoek")) == [2]
    assert found(find('"ik zoek"')) == [2]
    assert sorted(found(find("ik ben op zoek naar parkeerplaats", language="en"))) == [1, 2]


def test_an_index_that_was_read_beforehand_answers_without_reading_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    index = SynonymIndex([Group("nl", ("verlof", "vakantie"))])
    index.read()
    monkeypatch.setattr("search.synonyms._readings", None)

    synonyms = index.with_synonyms(read_question("vakantie"), "nl").synonyms
    assert [(synonym.asked, synonym.instead) for synonym in synonyms] == [(("vakantie",), (("verlof",),))]
