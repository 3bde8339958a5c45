"""Reading judged queries and measuring by them."""

from pathlib import Path

import pytest

from search.judging import Judged, JudgedFileError, Scores, as_json, falls, judge, ndcg, read_judged, reciprocal_rank

GRADES = {"/a/": 3, "/b/": 1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["/a/", "/b/"], 1.0),
        (["/b/", "/a/"], (1 + 3 / 1.5849625007211562) / (3 + 1 / 1.5849625007211562)),
        (["/x/", "/y/", "/a/"], 1.5 / (3 + 1 / 1.5849625007211562)),
        ([], 0.0),
        (["/x/"] * 10 + ["/a/"], 0.0),
    ],
)
def test_gain_is_discounted_by_rank_and_compared_with_the_best(found: list[str], expected: float) -> None:
    assert ndcg(found, GRADES) == pytest.approx(expected)


@pytest.mark.parametrize(("found", "expected"), [(["/b/"], 1.0), (["/x/", "/y/", "/a/", "/b/"], 1 / 3), (["/x/"], 0.0)])
def test_the_first_answer_counts(found: list[str], expected: float) -> None:
    assert reciprocal_rank(found, GRADES) == pytest.approx(expected)


def test_queries_are_judged_by_kind() -> None:
    answers = {"verlof": ["/a/", "/a/", "/b/"], "salrs": []}
    queries = [Judged("verlof", "exact", GRADES), Judged("salrs", "typo", {"/c/": 2})]
    assert judge(queries, answers.__getitem__) == {
        "all": Scores(queries=2, ndcg=0.5, mrr=0.5, success=0.5, without_hits=0.5),
        "exact": Scores(queries=1, ndcg=1.0, mrr=1.0, success=1.0, without_hits=0.0),
        "typo": Scores(queries=1, ndcg=0.0, mrr=0.0, success=0.0, without_hits=1.0),
    }


def test_a_fall_beyond_the_tolerance_is_named() -> None:
    before = as_json({"staff-nl": {"all": Scores(9, 0.8, 0.8, 0.7, 0.0)}})
    now = {"staff-nl": {"all": Scores(9, 0.795, 0.9, 0.6, 0.02)}, "new-en": {"all": Scores(1, 0.1, 0.1, 0.0, 0.0)}}
    assert falls(before, now, tolerance=0.01) == [
        "staff-nl: success was 0.700 and is 0.600",
        "staff-nl: without_hits was 0.000 and is 0.020",
    ]


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "staff-nl.toml"
    path.write_text(
        '[[query]]\ntext = "verlof"\nkind = "exact"\n'
        'answers = [{ address = "/verlof/", grade = 3, passage = "Aanvragen › Zo vraag je het aan" }]\n'
    )
    read = read_judged(path)
    assert (read.name, read.language, read.queries) == ("staff-nl", "nl", (Judged("verlof", "exact", {"/verlof/": 3}),))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[query", "staff-nl.toml: "),
        ("", "there is no [[query]] in it"),
        ('[[query]]\nkind = "exact"', "query 1: it needs a text"),
        ('[[query]]\ntext = "a"\nkind = "odd"', "query 1 (“a”): kind is 'odd', and must be one of exact"),
        ('[[query]]\ntext = "a"\nkind = "exact"', "query 1 (“a”): it needs answers"),
        ('[[query]]\ntext = "a"\nkind = "exact"\nanswers = [{ address = "x", grade = 3 }]', "must begin with /"),
        ('[[query]]\ntext = "a"\nkind = "exact"\nanswers = [{ address = "/x/", grade = 4 }]', "must be 1, 2 or 3"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "staff-nl.toml"
    path.write_text(text)
    with pytest.raises(JudgedFileError) as refusal:
        read_judged(path)
    assert message in str(refusal.value)
    assert str(path) in str(refusal.value)


def test_the_name_says_the_language(tmp_path: Path) -> None:
    path = tmp_path / "staff.toml"
    path.write_text('[[query]]\ntext = "a"')
    with pytest.raises(JudgedFileError, match="must end in the language"):
        read_judged(path)
