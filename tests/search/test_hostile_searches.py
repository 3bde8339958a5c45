"""Whatever anybody types or sends, every engine answers in peace, within its bounds."""

import pytest

from search.query import InvalidCursorError
from tests.search.conftest import Find, Library, completions, found

pytestmark = pytest.mark.django_db

HOSTILE = [
    "a" * 10_000,
    "verlof " * 1_500,
    " ".join(f"woord{number}" for number in range(2_000)),
    "verlof\x00 aanvragen",
    "verlof 😀 👩‍👩‍👧",
    'verlof" OR 1=1; --',
    "verlof AND OR NOT NEAR(x, 2) * ^ title:x {y} [z TO *] ~2 (",
    "ver\\'lof & | ! <-> :* %s %(x)s ?",
    '"""""" -"" - -- --verlof "-',
    "\ud800 verlof \ufffe",
    "² ½ Ⅷ ª ﬁ ß İ ı ǅ",
    "<script>alert(1)</script>",
    "…?!",
]


def test_any_input_is_safe(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen")

    for query in HOSTILE:
        results = find(query, tags=("\x00'",), theme_ids=(2**70,), languages=("\x00",))
        assert (results.hits, results.engine) == ([], engine)
        assert find(query).engine == engine
        assert isinstance(completions(query), list)


def test_a_text_of_nothing_but_different_words_is_entered(engine: str, library: Library, find: Find) -> None:
    words = [f"woord{'x' * 50}{number}" for number in range(16_000)]
    library.put(1, "Lijst van codes", headings="Overzicht", text=" ".join(words))

    assert found(find("lijst overzicht")) == [1]
    assert found(find(words[0])) == [1]


def test_only_punctuation_finds_nothing(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof")

    assert find("?!").total == 0


def test_what_is_shown_is_escaped(engine: str, library: Library, find: Find) -> None:
    library.put(1, "<script>alert('verlof')</script>", text="Over <b>verlof</b> & \ue000meer\ue001.")

    hit = find("verlof").hits[0]

    assert hit.title == "<script>alert('verlof')</script>"
    assert hit.title_highlighted == "&lt;script&gt;alert(&#x27;<mark>verlof</mark>&#x27;)&lt;/script&gt;"
    assert hit.excerpt == "Over &lt;b&gt;<mark>verlof</mark>&lt;/b&gt; &amp; meer ."


@pytest.mark.parametrize("cursor", ["x", "e30=", "WzFd", "\x00", "é", "W10=" * 5_000])
def test_a_made_up_cursor_is_refused(engine: str, find: Find, cursor: str) -> None:
    with pytest.raises(InvalidCursorError):
        find("verlof", after=cursor)


def test_the_size_of_a_page_is_bounded(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof")

    assert (find("verlof", first=-5).hits, find("verlof", first=-5).total) == ([], 1)
    assert found(find("verlof", first=10**9)) == [1]
