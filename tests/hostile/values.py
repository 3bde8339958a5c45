"""Values that no honest client sends, and those that are nearly right."""

import random
import string
from typing import Any

from cms.graphql_kit.ids import to_global_id

TEXTS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "\ufeff",
    "\u202e",
    "e\u0301" * 40,
    "🙂" * 60,
    "İ",
    "ß" * 9,
    "ﷺ",
    "%00",
    "%",
    "_",
    "%%%",
    "\\",
    "'",
    '"',
    "' OR 1=1 --",
    "'; DROP TABLE people_user; --",
    "{{7*7}}",
    "${7*7}",
    "../../etc/passwd",
    "/",
    "//",
    "///a",
    "\\\\a",
    "/en/",
    "/nl/werken/",
    "/werken/",
    "?",
    "#",
    "x" * 4_000,
    "\n" * 50,
    "<script>",
    "&#0;",
    "-" * 300,
    '"',
    '""',
    '"a',
    "- - -",
    "((((",
    "a OR b AND NOT c",
    "*",
    "?*?",
    "~",
    "^",
    ":",
    "a:b",
    "NaN",
    "null",
    "true",
    "1e999",
    "2026-13-45",
    "2026-02-29T25:61:61Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01",
    "-2026-01-01",
    "2026-11-23T10:00:00+99:99",
]
NUMBERS: list[Any] = [
    0,
    -0.0,
    1,
    -1,
    2,
    20,
    100,
    101,
    2**31 - 1,
    2**31,
    -(2**31),
    2**53,
    2**63,
    2**64,
    10**30,
    -(10**300),
    1.5,
    1e308,
    -1e-308,
]
KINDS = [
    "Page",
    "Image",
    "Document",
    "Person",
    "Unit",
    "WorkGroup",
    "Folder",
    "Meeting",
    "Viewer",
    "Tag",
    "page",
    "",
    "Nothing",
    "__",
    "SavedSearch",
]


def text(chance: random.Random) -> str:
    """Something of the list, or letters of anywhere in Unicode."""
    if chance.random() < 0.7:
        return chance.choice(TEXTS)
    ranges = [(0x20, 0x250), (1, 0xFFFF), (0x1F300, 0x1FAFF)]
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randint(1, 30)))


def identity(chance: random.Random, known: list[str]) -> Any:
    """An id of something that is there, perhaps not for who asks, or of nothing, or none at all."""
    drawn = chance.random()
    if drawn < 0.5:
        return chance.choice(known)
    if drawn < 0.8:
        number: Any = chance.choice([*NUMBERS, "", "a", "1 ", "١", "1_0", "0x1"])
        return to_global_id(chance.choice(KINDS), number)
    mutilated = list(chance.choice(known))
    mutilated[chance.randrange(len(mutilated))] = chance.choice(string.printable)
    return chance.choice(["".join(mutilated), text(chance), chance.choice(NUMBERS)])


def anything(chance: random.Random, known: list[str], depth: int = 3) -> Any:
    """A value of JSON of any kind."""
    drawn = chance.randrange(8 if depth else 6)
    if drawn == 6:
        return [anything(chance, known, depth - 1) for _ in range(chance.choice([0, 1, 2, 150]) if depth == 3 else 2)]
    if drawn == 7:
        return {text(chance): anything(chance, known, depth - 1) for _ in range(chance.randint(0, 3))}
    return [None, True, False, text(chance), chance.choice(NUMBERS), identity(chance, known)][drawn]


def nested(chance: random.Random) -> Any:
    """Far too deep."""
    value: Any = None
    for _ in range(chance.choice([50, 400, 900])):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return value
