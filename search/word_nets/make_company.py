"""Writes en.company.txt.gz and fr.company.txt.gz: words that are written in like company. README.md has the sources.

Run by hand, with `numpy` installed, on word vectors as text (a word and its numbers a line, the most frequent word
first) and on a dictionary of hunspell, which tells words from names; again when the stemmers change:

    python -m search.word_nets.make_company en vectors.txt /usr/share/hunspell/en_US.dic
"""

import gzip
import sys
from pathlib import Path
from typing import Any

import numpy

from search import analysis

SHORTEST = 3
MOST_HEADS, MOST_COMPANIONS = 60_000, 30_000
# As near as this two words are written about the same things, though they need not mean the same.
NEAREST, LOOKED_AT = 0.5, 40
MOST_OF_A_WORD = 10
# What all words of a language have in common tells nothing of one.
COMMON_DIRECTIONS = 3
ROWS_A_STEP = 1_000
# Nobody who asks for a babysitter wants to see these beside it, whatever newspapers write.
_LEFT_OUT = """
bitch hooker hookers naked nazi nazis nude nus nue orgie porn porno pornographic pornographique pornography prostituee
prostituees prostitute prostitutes prostitution putain pute rape raped rapist sex sexe sexy slut terrorist terrorists
terroriste terroristes viol violeur whore whores
"""
LEFT_OUT = frozenset(_LEFT_OUT.split())


def words_of(dictionary: Path, language: str) -> set[str]:
    """The stems of what a dictionary writes small: names are written large."""
    lines = dictionary.read_text(encoding="utf-8", errors="ignore").splitlines()
    written = (line.partition("/")[0].partition("\t")[0] for line in lines)
    return {analysis.stem(analysis.folded(word), language) for word in written if word.islower() and word.isalpha()}


def vectors_of(path: Path, known: set[str], language: str) -> tuple[list[str], Any]:
    """The words there are, folded, and a unit vector of each."""
    words: dict[str, list[float]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            written, *numbers = line.split()
            word = analysis.folded(written)
            is_known = word.isalpha() and len(word) >= SHORTEST and analysis.stem(word, language) in known
            if is_known and word not in words and word not in analysis.LANGUAGES[language].stop_words:
                words[word] = [float(number) for number in numbers]
            if len(words) == MOST_HEADS:
                break
    table = numpy.array(list(words.values()), dtype=numpy.float32)
    table -= table.mean(axis=0)
    directions = numpy.linalg.svd(table[:MOST_COMPANIONS], full_matrices=False)[2][:COMMON_DIRECTIONS]
    table -= table @ directions.T @ directions
    return list(words), table / numpy.linalg.norm(table, axis=1, keepdims=True)


def company(words: list[str], table: Any, language: str) -> dict[str, list[str]]:
    """By stem the words that are nearest to its most frequent form, one of each stem."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(words), ROWS_A_STEP):
        nearness = table[start : start + ROWS_A_STEP] @ table[:MOST_COMPANIONS].T
        for word, row in zip(words[start:], nearness, strict=False):
            stem = analysis.stem(word, language)
            if stem in found:
                continue
            by_stem: dict[str, str] = {stem: ""}
            for place in numpy.argsort(-row)[:LOOKED_AT]:
                if row[place] >= NEAREST and words[place] not in LEFT_OUT:
                    by_stem.setdefault(analysis.stem(words[place], language), words[place])
            found[stem] = list(by_stem.values())[1 : MOST_OF_A_WORD + 1]
    return found


def main(language: str, vectors: Path, dictionary: Path) -> None:
    """Write the file of a language."""
    words, table = vectors_of(vectors, words_of(dictionary, language), language)
    found = company(words, table, language)
    lines = (f"{stem}\t{'|'.join(companions)}\n" for stem, companions in sorted(found.items()) if companions)
    data = gzip.compress("".join(lines).encode(), mtime=0)
    (Path(__file__).parent / f"{language}.company.txt.gz").write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
