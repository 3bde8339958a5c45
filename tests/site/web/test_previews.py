from django.test import Client

from cms.access.models import Audience
from cms.pages.models import Preview
from cms.reading.actions import prepare_everything
from tests.factories.access import standard
from tests.factories.pages import create_theme
from tests.factories.people import create_editor, create_user
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


def test_a_draft_is_shown_as_such_to_its_editor(client: Client, city: City) -> None:
    city.theme.refresh_from_db()
    editor = create_user(groups=[city.theme.editors])
    city.article.title = "Nog niet af"
    token = Preview.objects.keep(city.article, by=editor, audience=None)
    client.force_login(editor)

    screen = seen(client.get(f"/preview/{token}/"))

    assert words(screen, "h1") == ["Nog niet af"]
    assert len(screen.select(".preview-banner")) == 1
    assert words(seen(client.get("/kennisbank/verlof/aanvragen/")), "h1") == ["Aanvragen"]


def test_the_banner_says_through_whose_eyes_a_draft_is_seen(client: Client, city: City) -> None:
    city.theme.refresh_from_db()
    editor = create_user(groups=[city.theme.editors])
    staff = standard("staff")
    token = Preview.objects.keep(city.article, by=editor, audience=staff)
    client.force_login(editor)

    assert staff.name in words(seen(client.get(f"/preview/{token}/")), ".preview-banner")[0]


def test_nobody_else_opens_a_draft(employee_client: Client, city: City) -> None:
    city.theme.refresh_from_db()
    token = Preview.objects.keep(city.article, by=create_user(groups=[city.theme.editors]), audience=None)

    assert employee_client.get(f"/preview/{token}/").status_code == 404
    assert Client().get(f"/preview/{token}/").status_code == 404


def test_everything_on_the_screen_is_seen_through_the_eyes_of_the_audience(client: Client, city: City) -> None:
    create_theme(city.home, "Alleen voor ons")
    shared = create_theme(city.home, "Voor allen", audiences=("staff", "partners"))
    prepare_everything()
    shared.refresh_from_db()
    editor = create_user(groups=[shared.editors])
    client.force_login(editor)

    theirs = Preview.objects.keep(shared, by=editor, audience=standard("partners"))
    own = Preview.objects.keep(shared, by=editor, audience=None)

    for token, is_seen in ((own, True), (theirs, False)):
        screen = client.get(f"/preview/{token}/").content.decode()
        assert "Voor allen" in screen
        assert ("Alleen voor ons" in screen) is is_seen
        assert ("Kennisbank" in screen) is is_seen


def test_the_news_beside_a_previewed_home_page_is_that_of_the_audience(client: Client, city: City) -> None:
    editor = create_editor(city.home)
    client.force_login(editor)

    def home_as(audience: Audience | None) -> str:
        token = Preview.objects.keep(city.home, by=editor, audience=audience)
        return client.get(f"/preview/{token}/").content.decode()

    assert "Balie langer open" in home_as(None)
    assert "Balie langer open" not in home_as(standard("partners"))


def test_the_editor_beside_it_can_check_what_it_shows(client: Client, city: City) -> None:
    city.theme.refresh_from_db()
    editor = create_user(groups=[city.theme.editors])
    token = Preview.objects.keep(city.article, by=editor, audience=None)
    client.force_login(editor)

    assert len(seen(client.get(f"/preview/{token}/")).select("wagtail-userbar")) == 1
    assert seen(client.get("/kennisbank/verlof/aanvragen/")).select("wagtail-userbar") == []
