"""What a word is to search: how text is cut, folded and stemmed, the same for what is indexed and what is asked."""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import snowballstemmer

from search.stop_words import ASKING_WORDS, STOP_WORDS

LONGEST_WORD = 64
LONGEST_TEXT = 1_000_000
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHORT_PART = re.compile(r"['’][^\W_]{1,2}$|^[^\W_]{1,2}['’]")
# Private-use characters mark what an engine matched; control characters break PostgreSQL (NUL) and XML.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ud800-\udfff]")
WITHOUT_DECOMPOSITION = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


@dataclass(frozen=True, slots=True)
class Language:
    """A language that search reads: the names of its stemmers in Snowball and in Elasticsearch."""

    code: str
    snowball: str
    elasticsearch_stemmer: str

    @property
    def stop_words(self) -> frozenset[str]:
        """Words too common to ask for, folded."""
        return STOP_WORDS[self.code]


LANGUAGES = {
    "nl": Language("nl", "dutch", "dutch"),
    "en": Language("en", "english", "english"),
    "fr": Language("fr", "french", "light_french"),
    "de": Language("de", "german", "light_german"),
}
_stemmers = {code: snowballstemmer.stemmer(language.snowball) for code, language in LANGUAGES.items()}
# A stemmer keeps the word it is at in itself, and a process has many threads.
_stemming = threading.Lock()


def cleaned(text: str, *, limit: int = LONGEST_TEXT) -> str:
    """The text without what databases refuse, composed, at most `limit` characters."""
    return unicodedata.normalize("NFC", UNWANTED.sub(" ", text[:limit]))


def folded(text: str) -> str:
    """Lower case, without accents: “Café” and “cafe” are one word."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(WITHOUT_DECOMPOSITION)
    return "".join(character for character in plain if not unicodedata.combining(character))


def words_with_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of the text, folded, with where it starts and ends."""
    for match in WORD.finditer(text):
        word = _as_asked(match.group())
        if word:
            yield word, match.start(), match.end()


def words(text: str) -> list[str]:
    """The words of the text, folded, in order."""
    return [word for written in WORD.findall(text) if (word := _as_asked(written))]


def different_words(text: str) -> set[str]:
    """The words of the text, folded, each once."""
    return {word for written in set(WORD.findall(text)) if (word := _as_asked(written))}


def words_of_address(address: str) -> list[str]:
    """The words of the last part of an address, which may say what a thing is about where its title does not."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    last = unquote(path).rstrip("/").rpartition("/")[2]
    return [word for word in words(last) if not word.isdecimal()]


@lru_cache(maxsize=200_000)
def _as_asked(written: str) -> str:
    """A word folded and without the short part at an apostrophe: “foto's” is “foto”, “l'accueil” is “accueil”."""
    word = folded(written)
    if "'" in word:
        word = SHORT_PART.sub("", word).replace("'", "")
    return word[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language that search does not read."""
    stemmer = _stemmers.get(language)
    # Numbers and codes keep their form, because “2024s” and “b12en” are nobody's plural.
    if stemmer is None or not word.isalpha():
        return word
    with _stemming:
        return stemmer.stemWord(word)[:LONGEST_WORD]


def stems(text_words: Iterable[str], language: str) -> list[str]:
    """The stems of folded words, in order."""
    return [stem(word, language) for word in text_words]


def all_stems(word: str) -> tuple[str, ...]:
    """Every form under which a folded word may be indexed: itself and its stem in each language, without doubles."""
    return tuple(dict.fromkeys([word, *(stem(word, code) for code in LANGUAGES)]))


def joined_neighbours(text_words: list[str], language: str) -> list[str]:
    """The stems of neighbouring words written as one, because “api strategie” is asked as “apistrategie”."""
    pairs = zip(text_words, text_words[1:], strict=False)
    return [stem((left + right)[:LONGEST_WORD], language) for left, right in pairs]


def without_stop_words(text_words: list[str]) -> list[str]:
    """The words that carry meaning in any language; all of them where none would be left."""
    return [word for word in text_words if word not in _every_stop_word] or text_words


def meaningful_words(asked: list[str], language: str, *, kept: Collection[str] = ()) -> list[str]:
    """What carries meaning of the words that somebody asks who reads this language; all of them where none would.

    Little words of another language count as such where two of them stand, because then it is asked in that language:
    “how do I get home” is English, whoever asks it, and “ai beleid” is not French. Those in `kept` always stay.
    """
    spoken = _spoken(asked, language)
    little = frozenset().union(*(STOP_WORDS[code] for code in spoken))
    meaningful = [word for word in asked if word in kept or word not in little] or asked
    if asked and asked[0] in little:
        asking = frozenset().union(*(ASKING_WORDS[code] for code in spoken))
        named = [word for word in meaningful if word not in asking]
        return named or meaningful
    return meaningful


def _spoken(asked: list[str], language: str) -> list[str]:
    """The languages that a query may be in."""
    if language not in STOP_WORDS:
        return list(STOP_WORDS)
    own = STOP_WORDS[language]
    return [language, *(code for code, others in STOP_WORDS.items() if len(others.intersection(asked) - own) > 1)]


_every_stop_word = frozenset().union(*STOP_WORDS.values())
