"""Words too common to look for, by language, folded. Short lists: only what no heading is about."""

_DUTCH = """
aan als ben bent bij dan dat de deze die dit doe door een en er heb hebben hebt heeft het hoe hoeveel hun ik in is je
jij jouw kan kun kunnen maar mag me met mij mijn moet moeten mogen naar niet of om ons onze ook op over te tot u uit
uw van voor waar waarom wanneer wat we welke wie wij wil willen wilt word worden wordt ze zich zij zijn zo zou zouden
"""
_ENGLISH = """
a am an and any are as at be been being by can did do does doing for from had has have he her his how i if in into is
it its me my of on or our should so some than that the their them then there these they this to was we were what when
where which who why will with would you your
"""
_FRENCH = """
a ai as au aux avec avez avoir avons ce ces cette combien comment dans de des dois doit doivent du elle en est et etes
etre faut il ils je la le les lesquels leur lui ma mes mon ne nos notre nous on ont ou par pas peut peux pour pourquoi
qu quand que quel quelle quelles quels qui quoi sa se ses sommes son sont suis sur ta un une vos votre vous
"""
_GERMAN = """
als am an auf aus bei bin bist darf das dem den der des die durfen ein eine einem einen einer es fur habe haben hat
hatte ich ihr im in ist kann kannst konnen konnte man mein mit muss mussen nach nicht oder sich sie sind so soll
sollen uber um und uns von vor wann warum was welche welcher welches wer werden wie wieviel will wir wird wo wollen zu
zum zur
"""

# What only asks. Left out of a whole sentence, where other words say what it is about; anywhere else a word as any.
_DUTCH_ASKING = """
al alle allemaal daar doen eigenlijk elk elke ga gaan gaat graag hier iemand iets krijg krijgen lang mogelijk nodig nog
per vaak veel waarin waarmee waarvoor weet wel welk
"""
_ENGLISH_ASKING = """
able about allowed anyone anything could does get gets getting happen happens here know let long made make makes many
may me might much must need needed needs not often one other per please shall someone something take takes there us
want wants
"""
_FRENCH_ASKING = """
alors aussi autre autres beaucoup besoin cela chaque chose encore fait faire longtemps possible quelque quelqu sans si
souvent t temps tous tout toute toutes veut veux y
"""
_GERMAN_ASKING = """
alle bekomme bekommen bitte brauche brauchen dauert dort etwas geben geht gehen gibt hier jede jeder jedes jemand lange
mache machen macht mehr moglich noch oft schon tue tun viel viele wem wen wenn
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "nl": frozenset(_DUTCH.split()),
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "de": frozenset(_GERMAN.split()),
}

ASKING_WORDS: dict[str, frozenset[str]] = {
    "nl": frozenset(_DUTCH_ASKING.split()),
    "en": frozenset(_ENGLISH_ASKING.split()),
    "fr": frozenset(_FRENCH_ASKING.split()),
    "de": frozenset(_GERMAN_ASKING.split()),
}
