"""Words whose forms no rule makes: “children” is of “child”, “steden” of “stad”, “gekozen” of “kiezen”.

Written for Plein; short lists of what offices write about. All forms of a word stand on one line, folded.
"""

from functools import lru_cache

_ENGLISH = """
analysis analyses
appendix appendices
begin began begun
break broke broken
bring brought
build built
buy bought
choose chose chosen
child children
crisis crises
criterion criteria
curriculum curricula
diagnosis diagnoses
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feel felt
fight fought
foot feet
forget forgot forgotten
freeze froze frozen
give gave given
go went gone
grow grew grown
half halves
hide hid hidden
hold held
hypothesis hypotheses
index indices
keep kept
knife knives
know knew known
lend lent
life lives
lose lost
man men
matrix matrices
meet met
mouse mice
overcome overcame
override overrode overridden
pay paid
person people persons
run ran
sell sold
send sent
shelf shelves
shoot shot
shrink shrank shrunk
sleep slept
speak spoke spoken
spend spent
steal stole stolen
stick stuck
take took taken
teach taught
tell told
thesis theses
thief thieves
think thought
throw threw thrown
tooth teeth
understand understood
undertake undertook undertaken
win won
withdraw withdrew withdrawn
woman women
write wrote written
"""
_DUTCH = """
academicus academici
bederven bedierf bedorven
bedragen bedroeg
beginnen begon begonnen
bewegen bewoog bewogen
bezoeken bezocht
bieden bood geboden
binden bond gebonden
blad bladen bladeren
blijken bleek gebleken
blijven bleef gebleven
breken brak gebroken
brengen bracht gebracht
centrum centra
criterium criteria
datum data
denken dacht gedacht
doen deed gedaan
dragen droeg gedragen
drijven dreef gedreven
drinken dronk gedronken
ei eieren
eten at gegeten
forum fora
gaan ging gegaan
gelden gold gegolden
genezen genas
geven gaf gegeven
gieten goot gegoten
graven groef gegraven
helpen hielp geholpen
houden hield gehouden
kiezen koos gekozen
kind kinderen
komen kwam gekomen
kopen kocht gekocht
krijgen kreeg gekregen
laten liet gelaten
lezen las gelezen
lid leden
lied liederen
lijden leed geleden
lopen liep gelopen
medicus medici
meten mat gemeten
museum musea
nemen nam genomen
onderzoeken onderzocht
politicus politici
rijden reed gereden
roepen riep geroepen
schenken schonk geschonken
schip schepen
schrijven schreef geschreven
schuiven schoof geschoven
slaan sloeg geslagen
slapen sliep geslapen
sluiten sloot gesloten
snijden sneed gesneden
spreken sprak gesproken
staan stond gestaan
stad steden
stelen stal gestolen
sterven stierf gestorven
stijgen steeg gestegen
technicus technici
treden trad getreden
treffen trof getroffen
trekken trok getrokken
vallen viel gevallen
vangen ving gevangen
verdwijnen verdween verdwenen
vergeten vergat
verliezen verloor verloren
verschijnen verscheen verschenen
vinden vond gevonden
vliegen vloog gevlogen
volk volken volkeren
vragen vroeg gevraagd
wegen woog gewogen
werpen wierp geworpen
werven wierf geworven
wijken week geweken
wijzen wees gewezen
winnen won gewonnen
zenden zond gezonden
zien zag gezien
zitten zat gezeten
zoeken zocht gezocht
zwemmen zwom gezwommen
zwijgen zweeg gezwegen
"""
_FRENCH = """
aller allons vont
bail baux
bijou bijoux
cheval chevaux
choisir choisi choisis choisit
corail coraux
decouvrir decouvert decouverte
devoir dus due
ecrire ecrit ecrite ecrits
elire elu elue elus
lire lu lue
mettre mis mise
monsieur messieurs
offrir offert offerte
oeil yeux
ouvrir ouvert ouverte
payer paie paye
perdre perdu perdue
prendre pris prise prenez
produire produit
recevoir recu recue recoit
rendre rendu rendue
soumettre soumis soumise
souscrire souscrit souscrite
suivre suivi suivie
travail travaux
vendre vendu vendue
vitrail vitraux
voir vu vue
"""
_GERMAN = """
beginnen begann begonnen
bieten bot geboten
bitten bat gebeten
bleiben blieb geblieben
brechen bricht brach gebrochen
bringen brachte gebracht
denken dachte gedacht
essen isst ass gegessen
fahren fahrt fuhr gefahren
fallen fallt fiel gefallen
finden fand gefunden
geben gibt gab gegeben
gehen ging gegangen
gelten gilt galt gegolten
gewinnen gewann gewonnen
halten halt hielt gehalten
helfen hilft half geholfen
kommen kam gekommen
lassen liess gelassen
laufen lief gelaufen
leihen lieh geliehen
lesen liest las gelesen
museum museen
nehmen nimmt nahm genommen
praktikum praktika
rufen rief gerufen
scheiden schied geschieden
schliessen schloss geschlossen
schneiden schnitt geschnitten
schreiben schrieb geschrieben
sehen sieht sah gesehen
sprechen spricht sprach gesprochen
stehen stand gestanden
stehlen stiehlt stahl gestohlen
steigen stieg gestiegen
sterben stirbt starb gestorben
thema themen
tragen tragt trug getragen
treffen trifft traf getroffen
treten tritt trat getreten
vergessen vergisst vergass
verlieren verlor verloren
verschwinden verschwand verschwunden
werben wirbt warb geworben
werfen wirft warf geworfen
wissen weiss wusste gewusst
ziehen zog gezogen
zentrum zentren
"""
_LISTS = {"en": _ENGLISH, "nl": _DUTCH, "fr": _FRENCH, "de": _GERMAN}


# A verb that is put together has the forms of its last part: “aangenomen”, and without *ge* “ondernomen”.
_PARTED = {
    "nl": "aan achter af bij binnen deel door in los mee na om op over plaats samen tegen terug toe uit vast voor weg",
    "de": "ab an auf aus bei ein fest frei her hin mit nach teil um vor weg weiter zu zuruck zusammen",
}
_WHOLE = {"nl": "be her ont onder over ver", "de": "be ent er uber unter ver"}
_PARTICIPLE = "ge"


def irregular_forms(word: str, language: str) -> tuple[str, ...]:
    """The other forms of a folded word of this language; none of one that no list has a part of."""
    known = _forms(language)
    if word in known:
        return known[word]
    for prefix in _PARTED.get(language, "").split():
        if word.startswith(prefix) and (others := known.get(word.removeprefix(prefix))):
            return tuple(f"{prefix}{other}" for other in others)
    for prefix in _WHOLE.get(language, "").split():
        base = word.removeprefix(prefix)
        if base != word and (others := known.get(base) or known.get(f"{_PARTICIPLE}{base}")):
            forms = (f"{prefix}{other.removeprefix(_PARTICIPLE)}" for other in others)
            return tuple(form for form in forms if form != word)
    return ()


@lru_cache
def _forms(language: str) -> dict[str, tuple[str, ...]]:
    lines = [line.split() for line in _LISTS.get(language, "").splitlines() if line]
    return {word: tuple(other for other in line if other != word) for line in lines for word in line}
