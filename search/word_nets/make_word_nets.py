"""Writes nl.txt.gz, en.txt.gz, fr.txt.gz and de.txt.gz: words that mean nearly the same. README.md has the sources.

Run by hand, with `wordfreq` installed, on the thesauri that LibreOffice uses (Debian: mythes-en-us, mythes-fr,
mythes-de) and on `synonyms.tsv` of Open Dutch WordNet, and again when the stemmers change:

    python -m search.word_nets.make_word_nets en /usr/share/mythes/th_en_US_v2.dat
"""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import wordfreq

from search import analysis

# Zipf's scale: 2.5 is a word that is read once in three million.
FREQUENT = 2.5
MOST_MEANINGS, MOST_OF_A_MEANING, MOST_WORDS, MOST_WORDS_A_PHRASE = 3, 6, 8, 3
SHORTEST = 3
# Wider or narrower terms and opposites mean something else; what is said of how a word is used is left out.
OTHER_MEANING = re.compile(r"\((?:generic|related) term\)|\(antonym\)|\((?:Ober|Unter)begriff\)|\(Antonym\)|\.\.\.|…")
REMARK = re.compile(r"\s*\([^)]*\)")


def meanings(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Each head word with its meanings, of a table with one a line, or of a file as MyThes reads it: a head and how
    many lines follow, those lines."""
    lines = iter(path.read_text(encoding="utf-8").splitlines()[1:])
    if path.suffix == ".tsv":
        for line in lines:
            head, *terms = line.split("\t")
            yield head, [terms]
        return
    for line in lines:
        head, _bar, count = line.rpartition("|")
        yield head, [next(lines).split("|")[1:] for _line in range(int(count))]


def usual(phrase: str, language: str) -> bool:
    """Whether staff would write it."""
    words = analysis.words(phrase)
    frequencies = (wordfreq.zipf_frequency(word, language) for word in words)
    return 0 < len(words) <= MOST_WORDS_A_PHRASE and all(frequency >= FREQUENT for frequency in frequencies)


def instead_of(head: str, of_meanings: list[list[str]], language: str) -> list[str]:
    """What may stand for a head word, folded, the first meanings first."""
    found: dict[str, None] = {}
    for terms in of_meanings[:MOST_MEANINGS]:
        plain = [REMARK.sub("", term) for term in terms if not OTHER_MEANING.search(term)]
        usual_terms = [" ".join(analysis.words(term)) for term in plain if usual(term, language)]
        found |= dict.fromkeys(usual_terms[:MOST_OF_A_MEANING])
    found.pop(head, None)
    return list(found)[:MOST_WORDS]


def main(language: str, path: Path) -> None:
    """Write the file of a language."""
    by_stem: dict[str, dict[str, None]] = {}
    for written, of_meanings in meanings(path):
        heads = analysis.words(REMARK.sub("", written))
        if len(heads) == 1 and len(heads[0]) >= SHORTEST and usual(written, language):
            instead = instead_of(heads[0], of_meanings, language)
            by_stem.setdefault(analysis.stem(heads[0], language), {}).update(dict.fromkeys(instead))
    lines = (f"{stem}\t{'|'.join(list(words)[:MOST_WORDS])}\n" for stem, words in sorted(by_stem.items()) if words)
    data = gzip.compress("".join(lines).encode(), mtime=0)
    (Path(__file__).parent / f"{language}.txt.gz").write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
