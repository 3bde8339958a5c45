"""A theme that staff see, one that only a few see, and somebody who may tune search."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, Permission
from django.test import Client

from cms.pages.models import ArticlePage
from cms.people.models import User
from search.sync import catch_up
from tests.factories.access import create_audience
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_editor

SECRET = "Geheime reorganisatie"


@pytest.fixture(autouse=True)
def database_alone(settings: LazySettings) -> None:
    settings.ELASTICSEARCH_URL = ""


@pytest.fixture
def tuners() -> Group:
    group = Group.objects.create(name="Tuners")
    permissions = Permission.objects.filter(content_type__app_label="search")
    group.permissions.set(permissions)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def pages() -> dict[str, ArticlePage]:
    """Three articles by title; the last is in a theme for nobody but its audience."""
    home = create_home()
    open_theme = create_theme(home, "Werk", audiences=("staff",))
    closed = create_theme(home, "Directie", audiences=(create_audience("Directie"),))
    titles = {"Kopieermachine": open_theme, "Verlof": open_theme, SECRET: closed}
    made = {title: create_article(theme, title) for title, theme in titles.items()}
    prepared()
    catch_up()
    return made


@pytest.fixture
def editor(tuners: Group, pages: dict[str, ArticlePage]) -> User:
    """Somebody of the staff who tunes search and sees nothing of the closed theme."""
    person = create_editor(pages["Verlof"].get_parent(), name="Emma Editor", language="en")
    person.groups.add(tuners)
    return User.objects.get(pk=person.pk)


@pytest.fixture
def screens(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client
