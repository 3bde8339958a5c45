"""The system checks of registrations and settings."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from search import registry
from search.checks import check_registrations, check_settings
from tests.search.conftest import Library


@pytest.fixture
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_registrations", {})
    return


@pytest.mark.usefixtures("nothing_registered")
def test_a_right_registration_passes(library: Library) -> None:
    assert check_registrations() == []


@pytest.mark.usefixtures("nothing_registered")
def test_a_mistyped_registration_is_named() -> None:
    registry.searchable("Two words", all_ids=list)(lambda ids: [])
    registry.searchable("book")(registry.all_registrations)
    registry.searchable("book", descendants="below", all_ids=lambda ids: [])(lambda ids: [])

    assert [message.id for message in check_registrations()] == [
        "search.E002",
        "search.E003",
        "search.W001",
        "search.E003",
        "search.E003",
        "search.E001",
    ]


@pytest.mark.parametrize(
    ("url", "index", "expected"),
    [
        ("", "", []),
        ("http://search.example.org:9200", "plein", []),
        ("https://user:secret@search.example.org:9243", "plein-2", []),
        ("https://one.example.org:9200, https://two.example.org:9200", "plein", []),
        ("https://one.example.org:9200,two.example.org", "plein", ["search.E005"]),
        ("search.example.org:9200", "plein", ["search.E005"]),
        ("http://search.example.org", "plein", ["search.E005"]),
        ("http://search.example.org:none", "plein", ["search.E005"]),
        ("http://search.example.org:9200", "Plein", ["search.E006"]),
        ("http://search.example.org:9200", "", ["search.E006"]),
        ("http://search.example.org:9200", "-plein*", ["search.E006"]),
    ],
)
def test_settings_are_checked(settings: LazySettings, url: str, index: str, expected: list[str]) -> None:
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = url, index

    assert [message.id for message in check_settings()] == expected


@pytest.mark.parametrize(
    ("url", "proofs", "expected"),
    [
        ("https://search.example.org:9200", {"API_KEY": "a2V5"}, []),
        ("https://search.example.org:9200", {"USER": "plein", "PASSWORD": "secret"}, []),
        ("https://search.example.org:9200", {"FINGERPRINT": ":".join(["A1"] * 32), "CERTIFICATES": __file__}, []),
        ("http://search.example.org:9200", {"API_KEY": "a2V5"}, ["search.W002"]),
        ("https://search.example.org:9200", {"API_KEY": "a2V5", "USER": "plein"}, ["search.E007"]),
        ("https://search.example.org:9200", {"CERTIFICATES": "/nowhere/ca.pem"}, ["search.E008"]),
        ("https://search.example.org:9200", {"FINGERPRINT": "A1:B2"}, ["search.E009"]),
    ],
)
def test_how_both_sides_know_each_other_is_checked(
    settings: LazySettings, url: str, proofs: dict[str, str], expected: list[str]
) -> None:
    settings.ELASTICSEARCH_URL = url
    for name, value in proofs.items():
        setattr(settings, f"ELASTICSEARCH_{name}", value)

    assert [message.id for message in check_settings()] == expected
