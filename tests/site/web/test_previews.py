from django.test import Client

from cms.pages.models import Preview
from tests.factories.access import standard
from tests.factories.people import create_user
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
