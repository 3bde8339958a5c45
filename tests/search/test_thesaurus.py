"""The shipped synonyms keep the form that makes them useful: see search/thesaurus/README.md."""

from collections import Counter

import pytest

from search import analysis
from search.questions import read_question
from search.synonyms import Group, SynonymIndex
from search.thesaurus import FILES, ONE_WAY, ShippedGroup, shipped_groups

LANGUAGES = sorted(analysis.LANGUAGES)
FEWEST_GROUPS = {"nl": 1_000, "en": 1_000, "fr": 700, "de": 600}
MOST_GROUPS_A_WORD = 3

Stems = tuple[str, ...]


def lines(language: str) -> list[str]:
    """What a file says, without comments and empty lines."""
    text = (FILES / f"{language}.txt").read_text(encoding="utf-8")
    return [said for line in text.splitlines() if (said := line.partition("#")[0].strip())]


def stems(member: str, language: str) -> Stems:
    """What search makes of a word or phrase."""
    return tuple(analysis.stems(analysis.words(member), language))


def asked(group: ShippedGroup) -> tuple[str, ...]:
    """The words of a group that bring its others."""
    return group.words[:1] if group.is_one_way else group.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_enough_groups(language: str) -> None:
    assert len(shipped_groups(language)) >= FEWEST_GROUPS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_lost_when_files_are_read(language: str) -> None:
    expected = sum(len(line.partition(ONE_WAY)[0].split(",")) if ONE_WAY in line else 1 for line in lines(language))

    assert len(shipped_groups(language)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_member_is_empty_or_a_stop_word_alone(language: str) -> None:
    members = [member for line in lines(language) for member in line.replace(ONE_WAY, ",").split(",")]
    stop_words = analysis.LANGUAGES[language].stop_words

    assert [member for member in members if not set(analysis.words(member)) - stop_words] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_member_of_a_group_is_another_form_of_its_fellow(language: str) -> None:
    groups = [[stems(word, language) for word in group.words] for group in shipped_groups(language)]

    assert [group for group in groups if len(set(group)) < len(group)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_group_is_there_twice(language: str) -> None:
    groups = Counter(frozenset(stems(word, language) for word in group.words) for group in shipped_groups(language))

    assert [group for group, times in groups.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_groups_have_one_name_in_the_admin(language: str) -> None:
    keys = Counter(group.key for group in shipped_groups(language))

    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_asked_in_so_many_groups_that_it_loses_its_aim(language: str) -> None:
    uses: Counter[Stems] = Counter()
    for group in shipped_groups(language):
        uses.update({stems(word, language) for word in asked(group)})

    assert [form for form, times in uses.items() if times > MOST_GROUPS_A_WORD] == []


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("nl", "vrije dagen", ("verlof",)),
        ("nl", "ziek melden", ("ziekmelding",)),
        ("nl", "gdpr", ("avg",)),
        ("nl", "personeelszaken", ("hr",)),
        ("en", "pto", ("paid", "time", "off")),
        ("nl", "uit dienst", ("ontslag",)),
        ("en", "how do I sign in", ("login",)),
        ("en", "coworker", ("colleague",)),
        ("en", "time off", ("vacation",)),
        ("fr", "télétravail", ("travail", "a", "distance")),
        ("de", "Kennwort vergessen", ("passwort", "zurucksetzen")),
    ],
)
def test_what_staff_type_brings_what_organisations_write(language: str, query: str, expected: Stems) -> None:
    groups = [Group(group.language, group.words, is_one_way=group.is_one_way) for group in shipped_groups(language)]

    question = SynonymIndex(groups).with_synonyms(read_question(query), language)

    assert expected in {phrase for synonym in question.synonyms for phrase in synonym.instead}
