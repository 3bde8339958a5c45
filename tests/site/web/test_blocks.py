"""Each type of block, as the API answers it, in HTML."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.utils.translation import override

PERSON = {
    "id": "UGVyc29uOjEy",
    "name": "Noor Bakker",
    "jobTitle": "Adviseur",
    "email": "noor@plein.example",
    "phone": "06 12 34",
    "photo": None,
}
RENDITION = {"url": "/media/plein.webp", "width": 900, "height": 600}


def shown(kind: str, **values: Any) -> BeautifulSoup:
    source = "{% load screens %}{% render_block block %}"
    template: Template = Engine.get_default().from_string(source)
    with override("nl"):
        html = template.render(Context({"block": {"kind": kind, **values}}))
    return BeautifulSoup(html, "html.parser")


def test_a_picture_keeps_its_place_while_it_loads() -> None:
    image = {"alt": "Het plein", "content": RENDITION, "card": RENDITION | {"url": "/media/klein.webp", "width": 400}}

    figure = shown("ImageBlock", image=image, caption="Bij avond")

    assert (figure.img["alt"], figure.img["width"], figure.img["height"], figure.img["loading"]) == (
        "Het plein", "900", "600", "lazy",
    )  # fmt: skip
    assert figure.img["srcset"] == "/media/klein.webp 400w, /media/plein.webp 900w"
    assert figure.figcaption.get_text() == "Bij avond"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("ImageBlock", {"image": None, "caption": "Wat u niet mag zien"}),
        ("DocumentBlock", {"document": None}),
        ("PageLinkBlock", {"page": None}),
        ("ContactBlock", {"person": None, "text": ""}),
        ("BlockOfTheFuture", {}),
    ],
)
def test_what_a_reader_may_not_see_leaves_no_trace(kind: str, values: dict[str, Any]) -> None:
    assert shown(kind, **values).get_text(strip=True) == ""


def test_a_table_names_its_columns_and_scrolls_by_keyboard() -> None:
    table = shown("TableBlock", caption="Uren", header=["Leeftijd", "Uren"], rows=[["45", "<b>180</b>"]])

    assert [cell["scope"] for cell in table.select("thead th")] == ["col", "col"]
    assert [cell.get_text() for cell in table.select("td")] == ["45", "<b>180</b>"]
    assert (table.div["tabindex"], table.div["role"], table.div["aria-label"]) == ("0", "region", "Uren")


def test_code_is_shown_letter_by_letter() -> None:
    code = shown("CodeBlock", codeLanguage="html", code="<p>\n  ja\n</p>")

    assert code.code.get_text() == "<p>\n  ja\n</p>"
    assert (code.pre["tabindex"], code.pre["translate"]) == ("0", "no")


@pytest.mark.parametrize("tone", ["info", "tip", "warning", "danger"])
def test_a_callout_says_its_tone_in_words(tone: str) -> None:
    callout = shown("CalloutBlock", tone=tone, html="<p>Zo</p>")

    assert callout.select_one(f".callout-{tone} .callout-title").get_text()


def test_a_question_opens_its_answer() -> None:
    faq = shown("FaqBlock", questions=[{"question": "Mag dat?", "html": "<p>Ja.</p>"}])

    assert (faq.details.summary.get_text(), faq.details.p.get_text()) == ("Mag dat?", "Ja.")


def test_steps_are_numbered_by_the_list_itself() -> None:
    steps = shown("StepsBlock", steps=[{"title": "Kijk", "html": "<p>a</p>"}, {"title": "Doe", "html": ""}])

    assert [step.p.get_text() for step in steps.ol.select("li")] == ["Kijk", "Doe"]


def test_a_contact_leads_to_the_person_and_their_mail() -> None:
    contact = shown("ContactBlock", person=PERSON, text="Bel gerust")

    assert [link["href"] for link in contact.select("a")] == ["/mensen/12/", "mailto:noor@plein.example", "tel:061234"]


def test_another_website_is_named_and_not_loaded() -> None:
    embed = shown("EmbedBlock", url="https://video.example/watch?v=1")

    assert (embed.a["href"], embed.a.get_text()) == ("https://video.example/watch?v=1", "video.example")
    assert not embed.select("iframe")


def test_the_fault_screen_needs_nothing_that_may_be_broken() -> None:
    screen = BeautifulSoup(get_template("500.html").render(), "html.parser")

    assert len(screen.select("h1")) == 1
