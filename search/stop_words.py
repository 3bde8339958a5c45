"""Words too common to look for, by language, folded. Short lists: only what no heading is about."""

_DUTCH = """
aan als bij dan dat de deze die dit doe door een en er het hoe hun ik in is je jij jouw kan kun maar me met mij mijn
moet naar niet of om onze ons ook op over te tot u uit uw van voor waar wanneer wat we welke wie wij word worden wordt
ze zich zij zijn zo
"""
_ENGLISH = """
a am an and are as at be by can do does for from has have how i if in into is it its me my of on or our so that the
their then these they this to was we what when where which who why with you your
"""
_FRENCH = """
a au aux avec ce ces cette comment dans de des du elle en est et il ils je la le les leur ma mes mon ne nos notre nous
on ou par pas pour qu quand que quel quelle qui sa se ses son sont sur ta un une vos votre vous
"""
_GERMAN = """
als am an auf aus bei das dem den der des die ein eine einem einen einer es fur hat ich ihr im in ist kann man mein mit
nach nicht oder sich sie sind so uber um und uns von vor wann was wer werden wie wir wird wo zu zum zur
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "nl": frozenset(_DUTCH.split()),
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "de": frozenset(_GERMAN.split()),
}
