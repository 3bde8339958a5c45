"""A query as statistics may keep it: folded, and without what could say who asked or whom it is about."""

import re

from cms.insights.models import LONGEST_QUERY
from search import analysis

# Stands where something personal was taken out.
TAKEN_OUT = "…"
# As much as is ever typed into a search field; what is longer was pasted.
LONGEST_TYPED = 1_000
WITHOUT = re.compile(r'(?<!\S)-(?:"[^"]*"?|\S+)')
YEARS = re.compile(r"(?:19|20)\d\d(?:\W{1,3}(?:19|20)?\d\d)+")
PERSONAL = re.compile(
    r"""
      \S+@\S+                                   # an e-mail address
    | (?:https?://|www\.)\S+                    # an address of the web, which may carry a secret
    | \b[a-z]{2}\d{2}(?:[ ]?[a-z\d]{2,4}){3,}\b # an account of a bank
    | \+?\(?\d(?:[\s().\-/]{0,3}\d){5,}         # a telephone, a day of birth, a number of a citizen or a case
    | \b(?=(?:\w*\d){6})\w+                     # a number with letters in it
    | \b(?=\w*\d)\w{20,}                        # a token
    | \b\w{41,}                                 # longer than any word
    """,
    re.VERBOSE | re.IGNORECASE,
)


def normalised(query: str) -> str:
    """The words of a query, folded, in order; "" for one that is not kept: nothing is left, or it is a whole text."""
    if len(query) > LONGEST_TYPED:
        return ""
    typed = WITHOUT.sub(" ", analysis.cleaned(query))
    pieces = PERSONAL.sub(_taken_out, typed).split(TAKEN_OUT)
    kept = [" ".join(analysis.words(piece)) for piece in pieces]
    written = f" {TAKEN_OUT} ".join(kept).strip()
    return written if any(kept) and len(written) <= LONGEST_QUERY else ""


def _taken_out(found: re.Match[str]) -> str:
    return found.group() if YEARS.fullmatch(found.group().strip()) else f" {TAKEN_OUT} "
