"""The editors' manual in the admin."""

import pytest
from django.test import Client

from tests.factories.pages import create_home
from tests.factories.people import create_editor, create_user

pytestmark = pytest.mark.django_db

GUIDE = "/admin/care/guide/"


def test_an_editor_reads_the_manual_with_its_chapters_and_pictures(client: Client) -> None:
    client.force_login(create_editor(create_home()))

    shown = client.get(GUIDE).content.decode()

    assert '<a href="#write-a-page">Write a page</a>' in shown
    assert '<h2 class="w-h2" id="write-a-page">Write a page</h2>' in shown
    assert 'src="/admin/care/guide/screenshots/admin-editor.png"' in shown
    assert '.md"' not in shown.partition('<article class="manual">')[2]


def test_its_pictures_are_served_and_no_other_file(client: Client) -> None:
    client.force_login(create_editor(create_home()))

    assert client.get(f"{GUIDE}screenshots/admin-editor.png")["Content-Type"] == "image/png"
    assert client.get(f"{GUIDE}screenshots/editors.md").status_code == 404


def test_it_is_in_the_help_menu(client: Client) -> None:
    client.force_login(create_editor(create_home()))

    assert GUIDE in client.get("/admin/").content.decode()


def test_who_does_not_enter_the_admin_reads_no_manual(client: Client) -> None:
    client.force_login(create_user())

    assert client.get(GUIDE).status_code == 302
