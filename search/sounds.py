"""How a name sounds in Dutch, so that who only heard it finds it: Jansen, Janssen and Janse are one.

A key is what is left of a folded word when spellings of one sound are made one. It keeps its vowels: without them
every short name sounds like some other, and what is found by sound stands below what is spelled as asked anyway.
"""

import re
from functools import lru_cache

from search import analysis

SHORTEST_SOUND = 3
# In order, because each reads what those before it wrote.
SAME_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"sch$", "s"),  # Bosch, Bos
        (r"ph", "f"),
        (r"[cg]h", "g"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"x", "ks"),  # Hendrix, Hendriks
        (r"z", "s"),
        (r"v", "f"),
        (r"(?:dt|th|d)$", "t"),  # Smith, Smid; Brandt
        (r"(?<=[bdfgklmnprst])h", ""),
        (r"ij|y", "i"),
        (r"(?:aa|a|ee|e)i|ie", "i"),  # Meijer, Meyer, Maier
        (r"au", "ou"),
        (r"ouw", "ou"),
        (r"ae", "a"),
        (r"(.)\1+", r"\1"),
        (r"(?<=...)en?$", ""),  # Janse, Jansen; Danielle, Daniel
    ]
]


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """The key of a folded word; empty where it is no name that one could mishear: a number, or too short."""
    if not word.isalpha() or not word.isascii():
        return ""
    for pattern, sound in SAME_SOUNDS:
        word = pattern.sub(sound, word)
    return word if len(word) >= SHORTEST_SOUND else ""


def sounds_of(name: str) -> list[str]:
    """The keys of the words of a name, each once."""
    return list(dict.fromkeys(filter(None, map(sound_of, analysis.words(name)))))
