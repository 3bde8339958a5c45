"""Every hazard has a test, and every test that the table names is there."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.doors.hazards import HAZARDS

ROOT = Path(__file__).resolve().parents[2]

# As the field tells them; one that is added here asks for its test.
KNOWN = {
    "a child of a restricted collection", "an alias of a page restricted later", "a copy of a page restricted later",
    "a translation of a page restricted later", "one language moved elsewhere", "an alias whose source is deleted",
    "a move under a restricted page with thousands of descendants", "rights saved before their groups are",
    "related pages", "breadcrumbs", "menus", "link text", "redirects", "chooser labels",
    "counts, facets, suggestions, corrections", "highlights from hidden text", "a shared answer for another reader",
    "conditional requests by hash", "direct media addresses", "guessable and foreign ids",
    "previews after the right ended", "error messages and status codes", "timings",
    "a user removed while holding a token", "a user removed while holding a session",
    "a user removed while holding an open cursor", "an approver of a page they may not see",
    "bulk changes that send no signals",
}  # fmt: skip


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


def test_every_hazard_has_a_test() -> None:
    assert HAZARDS.keys() == KNOWN
    assert all(HAZARDS.values())


@pytest.mark.parametrize("named", sorted({each for several in HAZARDS.values() for each in several}))
def test_every_test_of_the_table_is_there(named: str) -> None:
    path, _, name = named.partition("::")
    assert name in names_in(path)
