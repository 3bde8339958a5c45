"""Blocks as the API shows them, links and things in them as far as the reader may go."""

from typing import Any

import pytest

from cms.graphql_kit.ids import to_global_id
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.asking import ask, prepared
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

BODY = """query ($path: String!) { page(path: $path) { body {
  __typename id type
  ... on HeadingBlock { text level anchor }
  ... on TextBlock { html }
  ... on ImageBlock { image { title } caption }
  ... on QuoteBlock { words: text attribution }
  ... on TableBlock { tableCaption: caption header rows }
  ... on CodeBlock { language code }
  ... on CalloutBlock { tone html }
  ... on StepsBlock { steps { title html } }
  ... on FaqBlock { questions { question html } }
  ... on DocumentBlock { document { title url } }
  ... on PageLinkBlock { page { title path } }
  ... on ContactBlock { person { name } reason: text }
  ... on EmbedBlock { url html }
} } }"""


def block(kind: str, value: Any, number: int = 1) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"block-{number}"}


def link(kind: str, pk: int, words: str) -> str:
    return f'<p>Zie <a linktype="{kind}" id="{pk}">{words}</a>.</p>'


def test_every_block_says_its_own() -> None:
    theme = create_theme(create_home(), "Werk", audiences=("everyone",))
    collection = create_collection(audiences=("everyone",))
    image = create_image("Stadhuis", collection=collection)
    document = create_document("Regeling", collection=collection)
    user = create_user("Pia Personeel")
    table = {"data": [["A", "B"], ["1", None]], "first_row_is_table_header": True, "table_caption": "Cijfers"}
    body = [
        block("heading", {"text": "Hoe & wat", "level": "2"}),
        block("text", "<p>Gewoon <b>zo</b>.</p>"),
        block("image", {"image": image.pk, "caption": "Het plein"}),
        block("quote", {"text": "Doen.", "attribution": "Pia"}),
        block("table", table),
        block("code", {"language": "json", "code": "{}"}),
        block("callout", {"tone": "tip", "text": "<p>Let op.</p>"}),
        block("steps", [{"title": "Eerst", "text": "<p>Dit.</p>"}]),
        block("faq", [{"question": "Hoe?", "answer": "<p>Zo.</p>"}]),
        block("document", document.pk),
        block("page_link", theme.pk),
        block("contact", {"person": user.profile.pk, "text": "Verlof"}),
        block("embed", "https://example.org/video"),
    ]
    create_article(theme, "Blokken", body=body)
    prepared()
    found = ask(BODY, {"path": "/werk/blokken/"}, by=user)["page"]["body"]
    said = [{key: value for key, value in one.items() if key not in ("__typename", "id", "type")} for one in found]
    assert said == [
        {"text": "Hoe & wat", "level": 2, "anchor": "hoe-wat"},
        {"html": "<p>Gewoon <b>zo</b>.</p>"},
        {"image": {"title": "Stadhuis"}, "caption": "Het plein"},
        {"words": "Doen.", "attribution": "Pia"},
        {"tableCaption": "Cijfers", "header": ["A", "B"], "rows": [["1", ""]]},
        {"language": "json", "code": "{}"},
        {"tone": "tip", "html": "<p>Let op.</p>"},
        {"steps": [{"title": "Eerst", "html": "<p>Dit.</p>"}]},
        {"questions": [{"question": "Hoe?", "html": "<p>Zo.</p>"}]},
        {"document": {"title": "Regeling", "url": document.url}},
        {"page": {"title": "Werk", "path": "/werk/"}},
        {"person": {"name": "Pia Personeel"}, "reason": "Verlof"},
        {
            "url": "https://example.org/video",
            "html": '<a href="https://example.org/video">https://example.org/video</a>',
        },
    ]
    assert [one["type"] for one in found] == [one["type"] for one in body]
    assert {one["id"] for one in found} == {"block-1"}
    assert found[0]["__typename"] == "HeadingBlock"
    assert found[10]["__typename"] == "PageLinkBlock"


def test_what_stands_in_a_block_is_null_where_the_reader_may_not_see_it() -> None:
    home = create_home()
    secret = create_theme(home, "Geheim")
    closed = create_collection(audiences=("staff",))
    body = [
        block("image", {"image": create_image(collection=closed).pk, "caption": ""}),
        block("document", create_document(collection=closed).pk),
        block("page_link", secret.pk),
        block("contact", {"person": create_user().profile.pk, "text": ""}),
    ]
    create_theme(home, "Open", audiences=("everyone",), body=body)
    prepared()
    blocks = ask(BODY, {"path": "/open/"})["page"]["body"]
    assert [one[name] for one, name in zip(blocks, ("image", "document", "page", "person"), strict=True)] == [None] * 4


def test_links_lead_where_the_reader_may_go_and_are_words_where_not() -> None:
    home = create_home()
    secret = create_theme(home, "Geheim")
    open_theme = create_theme(home, "Open", audiences=("everyone",))
    document = create_document(collection=create_collection(audiences=("staff",)))
    texts = link("page", secret.pk, "dit") + link("page", open_theme.pk, "dat") + link("document", document.pk, "stuk")
    gone = link("page", 10**9, "weg")
    body = [block("text", texts), block("faq", [{"question": "?", "answer": gone}])]
    create_article(open_theme, "Links", body=body)
    prepared()
    visitor, employee = (ask(BODY, {"path": "/open/links/"}, by=by)["page"]["body"] for by in (None, create_user()))
    assert visitor[0]["html"] == '<p>Zie dit.</p><p>Zie <a href="/open/">dat</a>.</p><p>Zie stuk.</p>'
    assert employee[0]["html"] == (
        f'<p>Zie <a href="/geheim/">dit</a>.</p><p>Zie <a href="/open/">dat</a>.</p>'
        f'<p>Zie <a href="{document.url}">stuk</a>.</p>'
    )
    assert visitor[1]["questions"] == employee[1]["questions"] == [{"question": "?", "html": "<p>Zie weg.</p>"}]


def test_a_moved_page_is_linked_where_it_is_now() -> None:
    home = create_home()
    target = create_theme(home, "Oud", audiences=("everyone",))
    create_theme(home, "Open", audiences=("everyone",), body=[block("text", link("page", target.pk, "daar"))])
    prepared()
    target.slug = "nieuw"
    target.save_revision().publish()
    prepared()
    blocks = ask(BODY, {"path": "/open/"})["page"]["body"]
    assert blocks[0]["html"] == '<p>Zie <a href="/nieuw/">daar</a>.</p>'


def test_a_page_without_a_body_has_no_blocks() -> None:
    home = create_home()
    prepared()
    text = "query ($id: ID!) { page(id: $id) { body { id } } }"
    assert ask(text, {"id": to_global_id("Page", home.pk)})["page"] == {"body": []}


def test_links_of_a_translation_lead_to_translations_where_there_are() -> None:
    theme = create_theme(create_home(), "Werk")
    leave, pay = create_article(theme, "Verlof"), create_article(theme, "Salaris")
    text = link("page", leave.pk, "verlof") + link("page", pay.pk, "salaris")
    article = create_article(theme, "Lees dit", body=[block("text", text)])
    for page in (theme, leave, article):
        translate(page)
    prepared()
    answer = ask(BODY, {"path": "/en/werk/lees-dit/"}, by=create_user())
    assert answer["page"]["body"][0]["html"] == (
        '<p>Zie <a href="/en/werk/verlof/">verlof</a>.</p><p>Zie <a href="/werk/salaris/">salaris</a>.</p>'
    )
