"""Forms of a verb that stemming keeps apart: “aangevraagd” is of “aanvragen”, and “gemeld” of “melden”.

Dutch and German put *ge* in a past participle, within the word where the verb can be parted, and a stemmer takes off
ends alone. Forms are made by rule, whether they exist or not: one that nobody writes finds nothing.
"""

import re

SHORTEST = 5
_PREFIXES = {
    "nl": "aan|achter|af|bij|binnen|door|in|mee|na|neer|om|op|over|samen|terug|toe|uit|voor|vrij|weg",
    "de": "ab|an|auf|aus|bei|durch|ein|fest|frei|her|hin|mit|nach|um|vor|weg|weiter|zu|zuruck|zusammen",
}
_PARTICIPLES = {
    code: re.compile(rf"(?P<prefix>{prefixes}|)ge(?P<base>\w{{3,}}?)(?:et|en|t|d)")
    for code, prefixes in _PREFIXES.items()
}
_INFINITIVES = {
    code: re.compile(rf"(?P<prefix>{prefixes}|)(?P<base>\w{{3,}}?)en") for code, prefixes in _PREFIXES.items()
}
# Verbs that begin so have a participle without *ge*: “ondertekend”, “verlengt”.
_INSEPARABLE = re.compile(r"(?:be|ver|ont|her|er|ent|onder|over)\w{3,}?[^aeiou][dt]")
# “scannen” is of “scan”: one of two equal letters is a matter of spelling.
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
_LONG_VOWEL = re.compile(r"[^aeiou]([aeou])[bdfgklmnprsvz]$")


def other_forms(word: str, language: str) -> tuple[str, ...]:
    """Folded forms of the verb that a folded Dutch or German word may be of; none for words of other languages."""
    if language not in _PREFIXES or len(word) < SHORTEST or not word.isalpha():
        return ()
    forms: list[str] = []
    if participle := _PARTICIPLES[language].fullmatch(word):
        base = participle["prefix"] + participle["base"]
        # “gemeld” is of “melden”: the d may be the verb's own
        forms += [*_infinitives(base), *_infinitives(base + word[-1])[:2]]
    elif _INSEPARABLE.fullmatch(word):
        forms += _infinitives(word[:-1])
    elif infinitive := _INFINITIVES[language].fullmatch(word):
        forms += _participles(infinitive["prefix"], infinitive["base"], language)
    return tuple(dict.fromkeys(form for form in forms if form != word))


def _infinitives(base: str) -> list[str]:
    doubled = base + base[-1] + "en"
    return [base, f"{base}en", doubled]


def _participles(prefix: str, base: str, language: str) -> list[str]:
    base = _DOUBLED.sub(r"\1", base)
    ending = "" if base[-1] in "dt" else "t" if language == "de" or base[-1] in "kfspcx" else "d"
    bases = [base]
    if language == "nl" and (vowel := _LONG_VOWEL.search(base)):
        # “vragen” is “gevraagd”: where a syllable closes, a long vowel is written twice
        bases.append(base[: vowel.start(1)] + vowel[1] * 2 + base[vowel.end(1) :])
    return [f"{prefix}ge{one}{ending}" for one in bases]
