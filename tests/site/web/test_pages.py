from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.access import restrict_page
from tests.factories.media import create_image
from tests.factories.pages import create_home, create_theme, translate
from tests.site.web.conftest import City


def seen(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [element.get_text(" ", strip=True) for element in soup.select(selector)]


def test_home_shows_the_themes_as_entrances_and_the_news(employee_client: Client, city: City) -> None:
    screen = seen(employee_client.get("/"))

    assert words(screen, "h1") == ["Welkom"]
    assert [link["href"] for link in screen.select(".entrance h3 a")] == ["/kennisbank/"]
    assert words(screen, ".news-item h3") == ["Balie langer open"]


def test_home_shows_a_visitor_nothing_of_a_theme_for_staff(client: Client, city: City) -> None:
    screen = seen(client.get("/"))

    assert words(screen, "h1") == ["Welkom"]
    assert "Kennisbank" not in screen.get_text()
    assert "Balie" not in screen.get_text()


def test_a_visitor_who_may_not_see_home_is_asked_to_sign_in(client: Client, db: None) -> None:
    create_home(audiences=("staff",))
    prepare_everything()

    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/")


def test_a_person_who_may_not_see_home_is_not_sent_round_in_circles(employee_client: Client, db: None) -> None:
    create_home(audiences=("partners",))
    prepare_everything()

    assert employee_client.get("/").status_code == 404


def test_a_theme_shows_its_topics_and_news(employee_client: Client, city: City) -> None:
    screen = seen(employee_client.get("/kennisbank/"))

    assert words(screen, ".lead") == ["Hoe wij het werk doen."]
    assert words(screen, ".topics a") == ["Verlof"]
    assert words(screen, ".column-side .row-link") == ["Balie langer open"]


def test_an_article_has_breadcrumbs_contents_and_body(employee_client: Client, city: City) -> None:
    screen = seen(employee_client.get("/kennisbank/verlof/aanvragen/"))

    assert [link["href"] for link in screen.select(".breadcrumbs a")] == ["/", "/kennisbank/", "/kennisbank/verlof/"]
    assert words(screen, ".contents li") == ["Wanneer vraag je aan?", "Hoe vraag je aan?"]
    assert [link["href"].lstrip("#") for link in screen.select(".contents a")] == [
        heading["id"] for heading in screen.select(".prose h2")
    ]
    assert words(screen, ".callout-tip .text") == ["Vraag op tijd."]


def test_every_screen_has_one_title_and_its_landmarks(employee_client: Client, city: City) -> None:
    for address in ("/", "/kennisbank/", "/kennisbank/verlof/", "/kennisbank/balie-langer-open/", "/zoeken/", "/nope/"):
        screen = seen(employee_client.get(address))

        assert len(screen.select("h1")) == 1, address
        for landmark in ("header", "main#main", "footer", "nav", "form[role=search]", "a.skip-link[href='#main']"):
            assert screen.select(landmark), f"{address} lacks {landmark}"


def test_wagtail_finds_the_address_of_a_page(city: City) -> None:
    assert city.article.get_url() == "/kennisbank/verlof/aanvragen/"


def test_what_is_not_there_and_what_is_not_for_you_look_the_same(client: Client, city: City) -> None:
    closed = client.get("/kennisbank/")
    absent = client.get("/bestaat-niet/")

    assert (closed.status_code, absent.status_code) == (404, 404)
    assert closed.content.decode().replace("kennisbank", "-") == absent.content.decode().replace("bestaat-niet", "-")
    assert seen(closed).select_one(".message a[href='/accounts/login/?next=/kennisbank/']")


def test_a_person_who_is_signed_in_is_not_asked_to_sign_in(employee_client: Client, city: City) -> None:
    assert not seen(employee_client.get("/bestaat-niet/")).select("main a[href*=login]")


def test_a_screen_may_be_kept_by_nobody_but_the_reader(client: Client, city: City) -> None:
    response = client.get("/")

    assert response["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in response["Vary"].split(",")}


def test_a_page_that_is_not_translated_is_offered_in_its_source_language(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    prepare_everything()

    screen = seen(employee_client.get("/en/kennisbank/"))

    assert screen.html is not None
    assert screen.html["lang"] == "en"
    assert screen.select("[role=note]")
    assert screen.select_one("h1").find_parent(lang="nl")


def test_home_in_another_language_offers_what_is_not_translated(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    prepare_everything()

    entrance = seen(employee_client.get("/en/")).select_one(".entrance")

    assert entrance is not None
    assert entrance["lang"] == "nl"
    assert entrance.select_one("h3 a")["href"] == "/en/kennisbank/"
    assert words(entrance, ".language-mark") == ["In Dutch"]


def test_the_language_switch_leads_to_the_translation(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    theme = translate(city.theme, "en")
    theme.slug = "knowledge"
    theme.save()
    prepare_everything()

    links = {link["hreflang"]: link for link in seen(employee_client.get("/kennisbank/")).select(".languages a")}

    assert {code: link["href"] for code, link in links.items()} == {
        "nl": "/kennisbank/", "en": "/en/knowledge/", "fr": "/fr/kennisbank/", "de": "/de/kennisbank/",
    }  # fmt: skip
    assert links["nl"]["aria-current"] == "true"
    assert links["fr"].small
    assert not links["en"].small


def test_a_translated_page_is_found_at_its_own_address(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    theme = translate(city.theme, "en")
    theme.slug = "knowledge"
    theme.save()
    prepare_everything()

    response = employee_client.get("/en/kennisbank/")

    assert (response.status_code, response["Location"]) == (302, "/en/knowledge/")


def test_a_link_to_a_page_for_others_is_plain_text(client: Client, employee: User, city: City) -> None:
    restrict_page(city.topic, "partners")
    city.article.body = [("text", f'<p>Zie <a linktype="page" id="{city.topic.pk}">verlof</a>.</p>')]
    article = city.news
    article.body = city.article.body
    article.save()
    prepare_everything()
    client.force_login(employee)

    screen = seen(client.get("/kennisbank/balie-langer-open/"))

    assert words(screen, ".prose p") == ["Zie verlof."]
    assert not screen.select(".prose a")


def test_a_translated_theme_offers_what_has_not_been_translated(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    translate(city.theme, "en")
    prepare_everything()

    topic = seen(employee_client.get("/en/kennisbank/")).select_one(".topics li")

    assert topic is not None
    assert (topic["lang"], topic.a["href"]) == ("nl", "/en/kennisbank/verlof/")
    assert words(topic, ".language-mark") == ["In Dutch"]


def test_home_in_another_language_fills_its_news_from_the_source(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    prepare_everything()

    news = seen(employee_client.get("/en/")).select_one(".news-item")

    assert news is not None
    assert (news["lang"], news.h3.a["href"]) == ("nl", "/en/kennisbank/balie-langer-open/")
    assert words(news, ".kicker")[0].startswith("Kennisbank")


def test_a_page_of_the_source_names_its_theme_in_the_language_of_the_screen(
    employee_client: Client, city: City
) -> None:
    translate(city.home, "en")
    theme = translate(city.theme, "en")
    theme.title = "Knowledge base"
    theme.save_revision().publish()
    prepare_everything()

    news = seen(employee_client.get("/en/")).select_one(".news-item")

    assert news is not None
    assert news["lang"] == "nl"
    assert words(news, ".kicker")[0].startswith("Knowledge base")


def test_the_menu_offers_themes_that_are_not_translated(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    prepare_everything()

    entry = seen(employee_client.get("/en/")).select_one(".menu a")

    assert entry is not None
    assert (entry["href"], entry["lang"]) == ("/en/kennisbank/", "nl")


def test_a_picture_takes_the_place_of_the_pattern(employee_client: Client, city: City) -> None:
    city.theme.refresh_from_db()
    city.theme.image = create_image("Stadhuis", description="Het stadhuis bij avond")
    city.theme.save()
    prepare_everything()

    head = seen(employee_client.get("/kennisbank/")).select_one(".theme-head")

    assert head is not None
    assert head.img["alt"] == "Het stadhuis bij avond"
    assert not head.select(".mosaic")


def test_an_empty_theme_says_so_and_leads_on(employee_client: Client, city: City) -> None:
    empty = create_theme(city.home, "Nieuw thema")
    prepare_everything()

    screen = seen(employee_client.get(f"/{empty.slug}/"))

    assert [link["href"] for link in screen.select(".empty a")] == ["/zoeken/"]
    assert not seen(employee_client.get("/kennisbank/")).select(".empty")
