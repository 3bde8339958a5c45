"""Writes nl.txt.gz and de.txt.gz: words of which Dutch and German compounds are made. README.md tells of the sources.

Run by hand, with `wordfreq` installed and OpenTaal's list of words (Debian: wdutch) at hand:

    python search/word_lists/make_word_lists.py /usr/share/dict/dutch
"""

import gzip
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import wordfreq

# Zipf's scale: 2.6 is a word that is read once in two and a half million.
FREQUENT = {"nl": 2.6, "de": 2.8}
WORTH_COUNTING = 1.3
LINKS = {"nl": ("", "s", "e", "en", "n"), "de": ("", "s", "es", "n", "en", "er", "e")}
SHORTEST, LONGEST = 4, 16
# Part of so many compounds, and the second part of so many when what stands before it is no known word.
PRODUCTIVE, PRODUCTIVE_END = 4, 12
SHORT_WORDS = {
    "nl": """app arm bad bed boa bon bos bus cao cel dag dak dam dek eis fax fee gas geo gif gps hal huis hulp ict iot
        kas kat kop kus las lek les lid lip loon lus map mei mes mis nat net not oog oor pad pas pin plan pot ras raad
        rit rol rug sms som spa tak tas tax tijd top tuin url vak van vat vis vlak vol wal wet web wijk wmo woz zee zon
        zorg""",
    "de": "amt arm art bad bau bus eid gas hof kfz öl ort pkw rad rat see tag tor tür uhr weg zug",
}
# Endings, prefixes and forms that are written as words but make no compound with what stands beside them.
NO_PARTS = {
    "nl": """heid heden lijk lijke lijks baar bare baren loos loze schap ling lingen ende enden ties tief tieve teit
        isch ische isme eren erend eert ering eringen ingen achtig achtige zaam zame sten ster sters stel stelde steld
        vers verst hers onts ding ling ring ringen king nis ness aties onder over door voor naar geen deze haar best
        beste meer mede ders aren eden ten ters tje tjes werd waren""",
    "de": """heit keit lich liche lichen bar sam schaft ung ungen ende enden isch ische tion tionen ieren iert ität
        über unter durch nach eine einen einer beste best sten ster ters erst ersten""",
}


def folded(word: str) -> str:
    """As search/analysis.py folds."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def parts(known: set[str], frequent: set[str], links: tuple[str, ...]) -> tuple[Counter[str], Counter[str]]:
    """In how many known words each frequent word is a first part, and in how many a second."""
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for word in known:
        for place in range(SHORTEST, len(word) - SHORTEST + 1):
            if word[place:] not in frequent:
                continue
            for link in links:
                first = word[:place].removesuffix(link) if link else word[:place]
                if word[:place].endswith(link) and first in frequent:
                    firsts[first] += 1
                    seconds[word[place:]] += 1
    return firsts, seconds


def write(language: str, known: set[str], frequency: dict[str, float]) -> int:
    """Write the list of a language: a word a line, with a + behind those that end many compounds."""
    refused = {folded(word) for word in NO_PARTS[language].split()}
    short = {folded(word) for word in SHORT_WORDS[language].split()}
    frequent = {
        word
        for word in known
        if SHORTEST <= len(word) <= LONGEST and frequency.get(word, 0) >= FREQUENT[language] and word not in refused
    }
    firsts, seconds = parts(known, frequent, LINKS[language])
    chosen = {word for word in frequent if firsts[word] + seconds[word] >= PRODUCTIVE} | short
    lines = sorted(word + ("+" if seconds[word] >= PRODUCTIVE_END and len(word) > 5 else "") for word in chosen)
    path = Path(__file__).with_name(f"{language}.txt.gz")
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    return len(lines)


def main(dutch_words: Path) -> None:
    """Write both."""
    for language in ("nl", "de"):
        frequency: dict[str, float] = {}
        for word in wordfreq.top_n_list(language, 500_000, wordlist="best"):
            if word.isalpha():
                key = folded(word)
                frequency[key] = max(frequency.get(key, 0), wordfreq.zipf_frequency(word, language))
        known = {word for word, zipf in frequency.items() if zipf >= WORTH_COUNTING}
        if language == "nl":
            # because names and English stand in counts of words that were read, but in no list of spelling
            known = {folded(line.strip()) for line in dutch_words.read_text().splitlines() if line.strip().isalpha()}
        print(language, write(language, known, frequency))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
