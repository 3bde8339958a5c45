"""English as it is spelled across the ocean: “organisation” is “organization”, and “colour” is “color”."""

import re

# Endings that stand for each other behind enough of a word: “filled” is not “filed”, and “four” is not “for”.
_ENDINGS = (
    (3, "isation", "ization"),
    (3, "is", "iz"),
    (3, "our", "or"),
    (4, "ys", "yz"),
    (3, "tre", "ter"),
    (3, "ence", "ense"),
    (4, "ogue", "og"),
    (4, "ll", "l"),
    (6, "mme", "m"),
)
_BEHIND = "(?P<behind>s|e|es|ed|er|ers|ing|able|al|ful|ation|ations)?"
_RULES = [
    (re.compile(rf"(?P<base>\w{{{shortest},}}){here}{_BEHIND}"), there)
    for shortest, british, american in _ENDINGS
    for here, there in ((british, american), (american, british))
]


def other_spellings(word: str, language: str) -> tuple[str, ...]:
    """How a folded English word may be spelled elsewhere, whether it is or not, in singular and plural; none for words
    of other languages."""
    if language != "en" or not word.isalpha():
        return ()
    matches = ((rule.fullmatch(word), there) for rule, there in _RULES)
    found = [f"{match['base']}{there}{match['behind'] or ''}" for match, there in matches if match]
    numbers = (number for form in found for number in (form, form[:-1] if form.endswith("s") else f"{form}s"))
    return tuple(dict.fromkeys(numbers))
