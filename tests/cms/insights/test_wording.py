"""What statistics keep of a query: its words, and nothing that says who asked or whom it is about."""

import pytest

from cms.insights.wording import normalised


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Verlof   aanvragen ", "verlof aanvragen"),
        ("Cafétaria", "cafetaria"),
        ('"sociale veiligheid" -ouder', "sociale veiligheid"),
        ("ISO 27001", "iso 27001"),
        ("zaal B12", "zaal b12"),
        ("begroting 2025-2026", "begroting 2025 2026"),
        ("klachtencommissie ongewenste omgangsvormen", "klachtencommissie ongewenste omgangsvormen"),
    ],
)
def test_words_are_kept_folded(typed: str, kept: str) -> None:
    assert normalised(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("loonstrook eva.devries@plein.example", "loonstrook …"),
        ("bel 06-12 34 56 78", "bel …"),
        ("(020) 123 45 67", ""),
        ("+31612345678", ""),
        ("bsn 123456782 verlof", "bsn … verlof"),
        ("geboren 12-03-1985", "geboren …"),
        ("NL91 ABNA 0417 1643 00", ""),
        ("zaak Z2024123456", "zaak …"),
        ("https://plein.example/reset/?token=abc", ""),
        ("ghp4x81kdjf83kd9fjw2 toegang", "… toegang"),
        ("a" * 41, ""),
    ],
)
def test_what_is_personal_is_taken_out(typed: str, kept: str) -> None:
    assert normalised(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "?!", "-verlof", "\x00", "👍", "verlof " * 20, "x" * 10_000])
def test_what_is_no_query_is_not_kept(typed: str) -> None:
    assert normalised(typed) == ""
