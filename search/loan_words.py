"""Words that languages share but for their ends: “intimidatie” is “intimidation”, and “Photovoltaik” “photovoltaic”.

English has lists of what other words say that Dutch and German have none of (search/company.py). It is asked only when
all else found nothing.
"""

SHORTEST_BEGINNING = 4
# Which end English has for one, the longest first, because “atie” ends in “tie”; folded.
_DUTCH = {
    "iteiten": "ities", "iteit": "ity", "grafie": "graphy", "logie": "logy", "antie": "ance", "entie": "ence",
    "tie": "tion", "ties": "tions", "sie": "sion", "sies": "sions", "isme": "ism", "ische": "ic", "isch": "ic",
    "iek": "ic", "ieve": "ive", "ief": "ive", "iele": "ial", "ieel": "ial", "ele": "al", "eel": "al", "ale": "al",
    "aal": "al", "eur": "or", "eren": "ate", "gie": "gy", "mie": "my", "nie": "ny",
}  # fmt: skip
_GERMAN = {
    "itaten": "ities", "itat": "ity", "ismus": "ism", "grafie": "graphy", "graphie": "graphy", "logie": "logy",
    "ieren": "ate", "ische": "ic", "isch": "ic", "ionen": "ions", "ion": "ion", "enz": "ence", "anz": "ance",
    "ivitat": "ivity", "iv": "ive", "ielle": "ial", "iell": "ial", "elle": "al", "ell": "al", "eur": "or", "ik": "ic",
    "gie": "gy", "mie": "my", "nie": "ny",
}  # fmt: skip
_ENDS = {"nl": _DUTCH, "de": _GERMAN}


def as_in_english(word: str, language: str) -> tuple[str, ...]:
    """What a folded Dutch or German word may be in English, whether that exists or not: one that nobody knows of says
    nothing; none for words of other languages."""
    ends = _ENDS.get(language, {})
    known = sorted((end for end in ends if word.endswith(end)), key=len, reverse=True)
    beginnings = ((word.removesuffix(end), ends[end]) for end in known)
    return tuple(beginning + end for beginning, end in beginnings if len(beginning) >= SHORTEST_BEGINNING)
