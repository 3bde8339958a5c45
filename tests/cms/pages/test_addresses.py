import pytest

from cms.pages.addresses import address_of, split_address


@pytest.mark.parametrize(
    ("url_path", "language", "address"),
    [
        ("/home/", "nl", "/"),
        ("/home/kennisbank/verlof/", "nl", "/kennisbank/verlof/"),
        ("/home-en/", "en", "/en/"),
        ("/home-en/knowledge-base/", "en", "/en/knowledge-base/"),
    ],
)
def test_an_address_hides_the_home_page_and_shows_the_language(url_path: str, language: str, address: str) -> None:
    assert address_of(url_path, language) == address


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("/", ("nl", "")),
        ("/kennisbank/verlof/", ("nl", "kennisbank/verlof")),
        ("/en/", ("en", "")),
        ("/en/leave/", ("en", "leave")),
        ("/nl/", ("nl", "nl")),
        ("/english/", ("nl", "english")),
    ],
)
def test_an_address_is_taken_apart(address: str, parts: tuple[str, str]) -> None:
    assert split_address(address) == parts
