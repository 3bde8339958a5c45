from typing import Any

import pytest
from django.test import Client

from cms.archive.actions.read_text import claim_text, read_text
from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from search.sync import catch_up
from tests.factories.archive import create_document
from tests.factories.papers import workbook, written_pdf
from tests.factories.work_groups import create_group
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


@pytest.fixture
def findable(city: City) -> City:
    catch_up()
    return city


def test_what_a_reader_may_see_is_found_and_counted(employee_client: Client, findable: City) -> None:
    screen = seen(employee_client.get("/zoeken/?q=aanvragen"))

    assert words(screen, ".hit h3") == ["Aanvragen"]
    assert [link["href"] for link in screen.select(".hit h3 a")] == ["/kennisbank/verlof/aanvragen/"]
    assert words(screen, ".hit mark")
    assert words(screen, ".outcome-count")[0].startswith("1 ")


def test_a_visitor_finds_and_counts_nothing_of_staff(client: Client, findable: City) -> None:
    screen = seen(client.get("/zoeken/?q=aanvragen"))

    assert not screen.select(".hit")
    assert not screen.select(".count")
    assert words(screen, ".outcome-count")[0].startswith("0 ")


def test_a_filter_that_nothing_passes_can_be_let_go(employee_client: Client, findable: City) -> None:
    screen = seen(employee_client.get("/zoeken/?q=aanvragen&kind=PERSON&tag=onbekend"))

    assert not screen.select(".hit")
    assert {field["value"] for field in screen.select(".filters input[type=checkbox][checked]")} == {
        "PERSON",
        "onbekend",
    }
    assert screen.select("a[href='/zoeken/?q=aanvragen']")


def test_what_is_asked_cannot_become_markup(employee_client: Client, findable: City) -> None:
    response = employee_client.get("/zoeken/", {"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.content.decode()


def test_senseless_filters_do_no_harm(employee_client: Client, findable: City) -> None:
    assert employee_client.get("/zoeken/?q=verlof&kind=X&language=xx&from=2026-99-99").status_code == 200
    assert employee_client.get("/zoeken/?q=verlof&after=nonsense").status_code == 404
    assert employee_client.get("/zoeken/?q=verlof&theme=nonsense").status_code == 404


def test_suggestions_are_options_that_lead_somewhere(employee_client: Client, findable: City) -> None:
    options = seen(employee_client.get("/zoeken/suggesties/?q=aanv")).select("[role=option]")

    assert [(option.select_one(".suggestion-text").get_text(), option["data-url"]) for option in options] == [
        ("Aanvragen", "/kennisbank/verlof/aanvragen/")
    ]


def test_one_letter_suggests_nothing_yet(employee_client: Client, findable: City) -> None:
    assert not seen(employee_client.get("/zoeken/suggesties/?q=a")).select("[role=option]")


def test_a_visitor_is_suggested_nothing_of_staff(client: Client, findable: City) -> None:
    assert not seen(client.get("/zoeken/suggesties/?q=aanv")).select("[role=option]")


def test_a_search_engine_out_of_reach_is_told(employee_client: Client, findable: City, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    screen = seen(employee_client.get("/zoeken/?q=aanvragen"))

    assert words(screen, ".hit h3") == ["Aanvragen"]
    assert len(screen.select(".notice[role=note]")) == 1


def test_the_database_answers_without_apology_where_it_is_the_engine(
    employee_client: Client, findable: City, settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = ""

    assert not seen(employee_client.get("/zoeken/?q=aanvragen")).select(".notice")


def test_a_hit_in_a_pdf_opens_at_its_page(employee_client: Client, city: City) -> None:
    create_document("Plan", name="plan.pdf", content=written_pdf(["Inleiding", "Over de riolering"]))
    create_document("Cijfers", name="cijfers.xlsx", content=workbook({"Uren": "Leeg", "Begroting": "De riolering"}))
    while text := claim_text():
        read_text(text)
    catch_up()
    screen = seen(employee_client.get("/zoeken/?q=riolering"))
    hits = {hit.select_one("h3 a").get_text(): hit for hit in screen.select(".hit")}

    assert hits["Plan"].select_one("h3 a")["href"].endswith("/plan.pdf#page=2")
    assert "2" in hits["Plan"].select(".kicker")[1].get_text()
    assert "#" not in hits["Cijfers"].select_one("h3 a")["href"]
    assert hits["Cijfers"].select(".kicker")[1].get_text() == "Begroting"


def test_a_group_is_found_as_any_other_thing(employee_client: Client, city: City) -> None:
    create_group("Fietsers", owner=User.objects.get(pk=int(employee_client.session["_auth_user_id"])))
    catch_up()
    screen = seen(employee_client.get("/zoeken/?q=fietsers&kind=GROUP"))

    assert words(screen, ".hit h3") == ["Fietsers"]
    assert words(screen, ".hit .kind-group") == ["Groep"]
    options = seen(employee_client.get("/zoeken/suggesties/?q=fiets")).select("[role=option] .suggestion-kind")
    assert [option.get_text() for option in options] == ["Groep"]


def test_units_kinds_of_files_and_order_are_chosen_without_a_script(employee_client: Client, city: City) -> None:
    create_document("Plan voor fietsers", name="plan.pdf", content=written_pdf(["Inleiding"]))
    create_document("Lijst van fietsers", name="lijst.txt")
    catch_up()
    screen = seen(employee_client.get("/zoeken/?q=fietsers"))
    assert {field["value"] for field in screen.select(".filters input[name=file_kind]")} == {"PDF", "TEXT"}
    assert [field["value"] for field in screen.select(".filters input[name=sort][checked]")] == [""]
    assert [link["href"] for link in screen.select(".periods a")][0].startswith("/zoeken/?q=fietsers&from=")

    chosen = seen(employee_client.get("/zoeken/?q=fietsers&file_kind=PDF&sort=date"))
    assert words(chosen, ".hit h3") == ["Plan voor fietsers"]
    assert [field["value"] for field in chosen.select(".filters input[name=file_kind][checked]")] == ["PDF"]
    assert [field["value"] for field in chosen.select(".filters input[name=sort][checked]")] == ["date"]


def test_other_languages_are_offered_and_counted(employee_client: Client, city: City) -> None:
    create_document("Fietsplan", language="nl")
    create_document("Fietsplan in English", language="en")
    catch_up()
    [other] = seen(employee_client.get("/zoeken/?q=fietsplan")).select(".other-languages a")

    assert (other["href"], " ".join(other.get_text().split())) == ("/zoeken/?q=fietsplan&language=en", "Engels (1)")
    assert words(seen(employee_client.get(other["href"])), ".hit h3") == ["Fietsplan in English"]


def test_more_like_a_hit_is_one_link_away_and_leads_back(employee_client: Client, city: City) -> None:
    for place in ("centrum", "haven"):
        create_document(f"Fietsplan {place}", description="Fietsen stallen bij het stadhuis & elders.")
    catch_up()
    hit = seen(employee_client.get("/zoeken/?q=fietsplan+centrum")).select(".hit")[0]
    assert hit.select_one("h3").get_text() == "Fietsplan centrum"
    link = hit.select_one(".hit-more a")
    assert hit.select_one("h3").get_text() in link.get_text()

    screen = seen(employee_client.get(link["href"]))
    assert words(screen, ".hit h3")[0] == "Fietsplan haven"
    assert "Fietsplan centrum" not in words(screen, ".hit h3")
    assert screen.select("main a[href='/zoeken/?q=fietsplan+centrum']")


def test_more_like_what_is_closed_says_nothing(client: Client, findable: City) -> None:
    address = f"/zoeken/?like={to_global_id('Page', findable.article.pk)}"
    assert not seen(client.get(address)).select(".hit")
    assert client.get("/zoeken/?like=nonsense").status_code == 404
