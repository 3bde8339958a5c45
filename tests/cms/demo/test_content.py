"""That the files make sense: every reference leads somewhere, nothing is left without words."""

import re
from typing import Any

import pytest
from wagtail.models import Page

from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.actions import LANGUAGES
from cms.demo.notation import Places, rich_text, stored_blocks
from cms.media.models import Image
from cms.pages.blocks import BodyBlock
from cms.pages.models import ContentPage
from cms.people.models import Profile

OF_A_FIELD = {"label", "type", "required", "choices", "default", "help_text", "autofill"}
LINK = re.compile(r'<a (?=[^>]*linktype="(page|document)")[^>]*id="(\d+)"')


def city_pages() -> list[ContentPage]:
    return [page for page in Page.objects.filter(depth__gt=1).specific() if isinstance(page, ContentPage)]


@pytest.mark.usefixtures("city")
@pytest.mark.django_db
def test_every_page_has_a_summary_an_owner_and_a_day_of_review() -> None:
    for page in city_pages():
        assert 30 <= len(page.summary) <= 200, page.title
        assert page.owner is not None
        assert page.review_on is not None


@pytest.mark.usefixtures("city")
@pytest.mark.django_db
def test_every_reference_leads_to_something() -> None:
    models: dict[str, Any] = {
        "page": Page.objects.filter(live=True), "document": LibraryDocument.objects, "page_link": Page.objects,
        "image": Image.objects, "contact": Profile.objects,
    }  # fmt: skip
    links = 0
    for page in city_pages():
        for block in page.body.raw_data:
            for kind, pk in LINK.findall(str(block["value"])):
                links += 1
                assert models[kind].filter(pk=pk).exists(), page.title
            pk = {"image": "image", "contact": "person"}.get(block["type"])
            if pk or block["type"] in ("document", "page_link"):
                value = block["value"][pk] if pk else block["value"]
                assert models[block["type"]].filter(pk=value).exists(), page.title
    assert links == 75


@pytest.mark.usefixtures("city")
@pytest.mark.django_db
def test_the_pages_use_every_block_but_an_embed() -> None:
    used = {block["type"] for page in city_pages() for block in page.body.raw_data}
    assert used == set(BodyBlock().child_blocks) - {"embed"}


@pytest.mark.usefixtures("city")
@pytest.mark.django_db
def test_every_picture_says_what_it_shows() -> None:
    assert Image.objects.filter(description="").count() == 0


def test_the_files_name_only_what_they_have() -> None:
    pages, people, tags = content.pages(), content.people(), content.tags()
    keys = [page.key for page in pages]
    assert len(set(keys)) == len(keys) == 129
    for page in pages:
        assert set(page.tags) <= set(tags)
        assert page.owner in people
        assert set(page.related) <= set(keys)
    for person in people.values():
        assert set(person.skills) <= set(tags)
    assert set(content.redirects().values()) <= set(keys)
    for language in LANGUAGES:
        assert set(content.translations(language)) == set(content.translations("en")) <= set(keys)
    fields = [field for page in pages for field in page.details.get("fields", [])]
    assert all(set(field) <= OF_A_FIELD for field in fields)


def test_rich_text_is_what_the_editor_stores() -> None:
    places = Places(page={"verlof": 5}, document={"formulier": 7})
    markdown = "Zie **ons**\n*nieuwe* [verlof](page:verlof#kopen) en [formulier](document:formulier)."
    assert rich_text(markdown, places) == (
        '<p>Zie <b>ons</b> <i>nieuwe</i> <a linktype="page" id="5" data-anchor="kopen">verlof</a> en '
        '<a linktype="document" id="7">formulier</a>.</p>'
    )
    assert rich_text("- een\n- [twee](https://plein.example/)", places) == (
        '<ul><li>een</li><li><a href="https://plein.example/">twee</a></li></ul>'
    )


def test_a_slip_in_a_reference_is_named() -> None:
    with pytest.raises(KeyError, match="no page called “verlov”"):
        rich_text("[verlof](page:verlov)", Places(page={"verlof": 5}))


def test_blocks_have_the_same_ids_at_every_load_and_in_every_language() -> None:
    dutch = stored_blocks([{"steps": {"Open": "Kijk"}}], key="verlof", places=Places())
    english = stored_blocks([{"steps": {"Open it": "Look"}}], key="verlof", places=Places())
    assert dutch[0]["id"] == english[0]["id"]
    assert dutch[0]["value"][0]["id"] == english[0]["value"][0]["id"]
    assert dutch[0]["value"][0]["value"] == {"title": "Open", "text": "<p>Kijk</p>"}


def test_no_text_is_filler_or_calls_a_colleague_u() -> None:
    for path in [*(content.CITY / "nl").glob("*.yaml"), content.CITY / "documents.yaml"]:
        text = path.read_text(encoding="utf-8")
        assert "lorem" not in text.lower(), path.name
        kept = re.sub(r"Schrijf aan inwoners \*\*u\*\*|\[U dient te, U moet\]|Wilt u\]|Wij verzoeken u", "", text)
        assert re.findall(r"\b[Uu]w?\b", kept) == [], path.name
