from django.test import RequestFactory
from django.utils.translation import override

from web.languages import languages_of_address, languages_of_page


def test_a_page_links_to_its_translations_and_offers_the_source_for_the_others() -> None:
    page = {
        "language": "nl",
        "path": "/kennisbank/verlof/",
        "translations": [{"language": "en", "path": "/en/knowledge/leave/"}],
    }

    with override("nl"):
        links = languages_of_page(page)

    assert [(link.code, link.url, link.is_translated) for link in links] == [
        ("nl", "/kennisbank/verlof/", True),
        ("en", "/en/knowledge/leave/", True),
        ("fr", "/fr/kennisbank/verlof/", False),
        ("de", "/de/kennisbank/verlof/", False),
    ]


def test_a_page_that_exists_in_no_source_language_offers_the_home_page() -> None:
    with override("en"):
        links = languages_of_page({"language": "en", "path": "/en/only-here/", "translations": []})

    assert [link.url for link in links] == ["/", "/en/only-here/", "/fr/", "/de/"]


def test_the_current_language_is_marked() -> None:
    with override("en"):
        links = languages_of_page({"language": "nl", "path": "/", "translations": []})

    assert [link.code for link in links if link.is_current] == ["en"]


def test_other_screens_keep_their_address_and_question_in_every_language() -> None:
    with override("nl"):
        links = languages_of_address(RequestFactory().get("/zoeken/?q=verlof"))

    assert [link.url for link in links] == [
        "/zoeken/?q=verlof", "/en/zoeken/?q=verlof", "/fr/zoeken/?q=verlof", "/de/zoeken/?q=verlof",
    ]  # fmt: skip
    assert all(link.is_translated for link in links)
