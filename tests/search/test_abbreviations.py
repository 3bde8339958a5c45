"""What texts say about their abbreviations, and whose texts are read for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.abbreviations import Abbreviation, abbreviations_in, abbreviations_of_entries
from search.models import Entry

STAFF, BOARD = 1, 2


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Iedereen volgt bedrijfshulpverlening (BHV) een keer.", "BHV", "bedrijfshulpverlening"),
        ("De Algemene verordening gegevensbescherming (AVG) geldt.", "AVG", "Algemene verordening gegevensbescherming"),
        ("Er is een plan van aanpak (PvA) gemaakt.", "PvA", "plan van aanpak"),
        ("The General Data Protection Regulation (GDPR) says so.", "GDPR", "General Data Protection Regulation"),
        ("Ask for paid time off (PTO).", "PTO", "paid time off"),
        ("La qualité de vie au travail (QVT) compte.", "QVT", "qualité de vie au travail"),
        ("Bel de BHV (bedrijfshulpverlening) op 112.", "BHV", "bedrijfshulpverlening"),
        ("Each team sets OKRs. An OKR (objective and key result) is short.", "OKR", "objective and key result"),
        ("De risico-inventarisatie en -evaluatie (RI&E) is er.", "RI&E", "risico-inventarisatie en -evaluatie"),
        ("De wet maatschappelijke ondersteuning (Wmo) helpt.", "Wmo", "wet maatschappelijke ondersteuning"),
        ("De ondernemingsraad (OR) vergadert.", "OR", "ondernemingsraad"),
    ],
)
def test_an_explained_abbreviation_is_found(text: str, short: str, full: str) -> None:
    assert abbreviations_in([text]) == [Abbreviation(short, full, texts=1)]


@pytest.mark.parametrize(
    "text",
    [
        "We vergaderen in Amsterdam (NDSM) op dinsdag.",
        "Bel Piet (tel. 123) of mail (zie boven).",
        "Het kantoor (Groot) is open.",
        "Wij werken in Utrecht (UTR).",
        "Het is een kamperfoeliestruik (Kfs).",
        "(BHV) staat vooraan.",
        "Bedrijfshulpverlening. Zie ook (BHV)",
        "bedrijfshulpverlening\n(BHV)",
        "Leeg (...) of ( . ) of (“”) of (--) of (1).",
        "... (AB) -- (…) & (&&)",
        "Het () en (( en )) en (",
        "\0(\ud800AB) 😀 (AB)",
    ],
)
def test_what_explains_nothing_gives_nothing(text: str) -> None:
    assert abbreviations_in([text]) == []


def test_what_most_texts_say_comes_first_as_most_write_it() -> None:
    once = "Maak een Plan van Aanpak (PvA)."
    often = "Maak een plan van aanpak (PvA). Nog eens: plan van aanpak (PvA)."
    other = "De ondernemingsraad (OR) vergadert."

    assert abbreviations_in([other, once, often, often]) == [
        Abbreviation("PvA", "plan van aanpak", texts=3),
        Abbreviation("OR", "ondernemingsraad", texts=1),
    ]


def test_a_long_text_without_explanations_is_read_in_time() -> None:
    assert abbreviations_in(["(A" * 50_000, "a b " * 50_000 + "(XYXYXYXY)", "A" * 100_000 + "(AA)"]) == []


@pytest.mark.django_db
def test_only_what_opens_by_the_given_locks_is_read() -> None:
    now = timezone.now()
    text = "De {} ({}) is er."
    shown = {"subject_type": "page", "language": "nl", "kind": "ARTICLE", "title": "x"}
    for number, (full, short, fields) in enumerate(
        [
            ("ondernemingsraad", "OR", {"lock": STAFF}),
            ("voorgenomen fusie", "VF", {"lock": BOARD}),
            ("raad van commissarissen", "RvC", {"lock": None}),
            ("oude verlofregeling", "OV", {"lock": STAFF, "is_published": False}),
            ("tijdelijke regeling", "TR", {"lock": STAFF, "until": now - timedelta(days=1)}),
            ("works council", "WC", {"lock": STAFF, "language": "en"}),
        ]
    ):
        Entry.objects.create(subject_id=number, text=text.format(full, short), **{**shown, **fields})

    assert abbreviations_of_entries(frozenset({STAFF}), "nl", now=now) == [
        Abbreviation("OR", "ondernemingsraad", texts=1)
    ]
    assert abbreviations_of_entries(frozenset(), "nl", now=now) == []
