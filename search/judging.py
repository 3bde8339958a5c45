"""Judging a ranking: queries with the answers that people chose for them, and figures of how well they are found.

A file of judged queries is TOML, named `<corpus>-<language>.toml`:

    [[query]]
    text = "verlof aanvragen"
    kind = "exact"
    answers = [{ address = "/kennisbank/verlof/", grade = 3, passage = "Aanvragen › Je vraagt verlof aan" }]

An address is where the reader's browser would be; a grade is 3 for the answer, 2 for what answers it partly and 1 for
what helps; the passage says why, for whoever judges the judging.
"""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

KINDS = ("exact", "inflected", "compound", "typo", "accent", "question", "synonym", "name", "code")
GRADES = (1, 2, 3)
# Readers look at the first ten hits.
DEPTH = 10
ALL = "all"


class JudgedFileError(ValueError):
    """A file of judged queries or of scores that cannot be read; the message names the file, and the query in it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grade of each address that answers it."""

    text: str
    kind: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """The judged queries of one corpus in one language; `name` is the file's, without its ending."""

    name: str
    language: str
    queries: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over some queries; each lies between 0 and 1, and only `without_hits` is better when it is lower."""

    queries: int
    ndcg: float
    mrr: float
    success: float
    without_hits: float


def read_judged(path: Path) -> JudgedFile:
    """The queries in a file. Raises JudgedFileError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise JudgedFileError(f"{path}: {error}") from error
    queries = told.get("query")
    if not isinstance(queries, list) or not queries:
        raise JudgedFileError(f"{path}: there is no [[query]] in it")
    corpus, _hyphen, language = path.stem.rpartition("-")
    if not corpus or not language.isalpha():
        raise JudgedFileError(f"{path}: the name must end in the language, as in staff-nl.toml")
    judged = tuple(_judged(query, f"{path}, query {number}") for number, query in enumerate(queries, start=1))
    return JudgedFile(path.stem, language, judged)


def _judged(told: Any, place: str) -> Judged:
    text, kind, answers = (told.get(name) for name in ("text", "kind", "answers"))
    if not isinstance(text, str) or not text.strip():
        raise JudgedFileError(f"{place}: it needs a text")
    place = f"{place} (“{text}”)"
    if kind not in KINDS:
        raise JudgedFileError(f"{place}: kind is {kind!r}, and must be one of {', '.join(KINDS)}")
    if not isinstance(answers, list) or not answers:
        raise JudgedFileError(f"{place}: it needs answers")
    grades: dict[str, int] = {}
    for answer in answers:
        address, grade = (answer.get("address"), answer.get("grade")) if isinstance(answer, dict) else (None, None)
        if not isinstance(address, str) or not address.startswith("/"):
            raise JudgedFileError(f"{place}: an answer's address is {address!r}, and must begin with /")
        if grade not in GRADES or isinstance(grade, bool):
            raise JudgedFileError(f"{place}: the grade of {address} is {grade!r}, and must be 1, 2 or 3")
        grades[address] = grade
    return Judged(text, kind, grades)


def discounted_gain(grades: Sequence[int]) -> float:
    """DCG: the grade of each hit divided by the binary logarithm of its rank plus one.

    After Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR techniques”, ACM TOIS 20:4 (2002), 422-446,
    in the form of trec_eval.
    """
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG@10: the discounted gain of the first ten hits, divided by that of the best ten there could be."""
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return discounted_gain([grades.get(address, 0) for address in found[:DEPTH]]) / discounted_gain(best)


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """RR@10: one divided by the rank of the first answer, 0 beyond ten.

    After Voorhees, “The TREC-8 Question Answering Track Report” (1999).
    """
    return next((1 / rank for rank, address in enumerate(found[:DEPTH], start=1) if address in grades), 0.0)


def judge(queries: Iterable[Judged], find: Callable[[str], Sequence[str]]) -> dict[str, Scores]:
    """The scores of each kind of query, and under “all” of every one; `find` gives the addresses found, best first.

    An address that is found twice, as a thing in two languages may be, counts where it stands first.
    """
    by_kind: dict[str, list[tuple[float, float, float, float]]] = {ALL: []}
    for query in queries:
        found = list(dict.fromkeys(find(query.text)))
        measured = (
            ndcg(found, query.grades),
            reciprocal_rank(found, query.grades),
            float(bool(found) and found[0] in query.grades),
            float(not found),
        )
        by_kind[ALL].append(measured)
        by_kind.setdefault(query.kind, []).append(measured)
    ordered = {kind: by_kind[kind] for kind in (ALL, *KINDS) if kind in by_kind}
    return {
        kind: Scores(len(rows), *(round(sum(column) / len(rows), 4) for column in zip(*rows, strict=True)))
        for kind, rows in ordered.items()
    }


def table(scores: Mapping[str, Mapping[str, Scores]]) -> Iterable[str]:
    """The lines of a table of scores, by file and by kind of query."""
    width = max([len(name) for name in scores] + [6])
    yield f"{'file':{width}} {'kind':10} {'queries':>7} {'nDCG@10':>8} {'MRR@10':>8} {'first':>8} {'no hits':>8}"
    for name, kinds in scores.items():
        for kind, one in kinds.items():
            figures = " ".join(f"{figure:8.3f}" for figure in (one.ndcg, one.mrr, one.success, one.without_hits))
            yield f"{name:{width}} {kind:10} {one.queries:7} {figures}"


def falls(before: Mapping[str, Any], now: Mapping[str, Mapping[str, Scores]], *, tolerance: float) -> list[str]:
    """What fell by more than the tolerance, in words; `before` is what `as_json` once gave.

    Judged by all queries of a file together: a kind of a few queries moves by a tenth with a single one.
    """
    found = []
    for name, kinds in now.items():
        kept = before.get(name, {}).get(ALL)
        for figure in ("ndcg", "mrr", "success", "without_hits") if kept else ():
            was, now_is = kept[figure], getattr(kinds[ALL], figure)
            loss = now_is - was if figure == "without_hits" else was - now_is
            if loss > tolerance:
                found.append(f"{name}: {figure} was {was:.3f} and is {now_is:.3f}")
    return found


def as_json(scores: Mapping[str, Mapping[str, Scores]]) -> dict[str, dict[str, dict[str, float]]]:
    """Scores as they are kept in a file."""
    return {
        name: {kind: {field.name: getattr(one, field.name) for field in fields(one)} for kind, one in kinds.items()}
        for name, kinds in scores.items()
    }
