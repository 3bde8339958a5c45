from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page

from cms.access.policy import may_see
from cms.pages.models import ArticlePage, Preview, ThemePage
from cms.pages.models.preview import LONGEST
from cms.pages.previews import open_preview
from cms.pages.texts import text_of
from cms.people.models import User
from tests.cms.pages.editing import edit_address, form_at, send
from tests.factories.access import create_audience, restrict_page, standard
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def article(theme: ThemePage) -> ArticlePage:
    return create_article(theme, "Verlof", body=[{"type": "text", "value": "<p>Oud</p>"}])


@pytest.fixture
def editor(theme: ThemePage) -> User:
    return create_user(groups=[theme.editors])


def show(client: Client, address: str, mode: str = "", **changes: str) -> HttpResponse:
    """Type into the editor at an address and look at its preview."""
    preview = f"{address}preview/"
    data = form_at(client, address, **changes)
    posted = send(client, preview, data)
    assert posted.json() == {"is_valid": True, "is_available": True}
    return client.get(preview, {"mode": mode, "in_preview_panel": "true"})


def token_of(response: HttpResponse) -> str:
    assert response.status_code == 302, response
    return response["Location"].removeprefix("/preview/").rstrip("/")


def kept(article: ArticlePage, by: User) -> str:
    return Preview.objects.keep(article, by=by, audience=None)


def test_an_editor_sees_what_is_not_saved_yet(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)
    response = show(client, edit_address(article), title="Nieuw verlof", text="<p>Nieuw</p>")
    page, reader = open_preview(token_of(response), by=editor)

    assert (page.pk, page.title, text_of(page.body.raw_data)) == (article.pk, "Nieuw verlof", "Nieuw")
    assert reader.user_id == editor.pk
    article.refresh_from_db()
    assert (article.title, article.latest_revision) == ("Verlof", None)


def test_the_preview_may_stand_in_the_editors_panel(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)

    assert show(client, edit_address(article))["X-Frame-Options"] == "SAMEORIGIN"


def test_a_page_that_was_never_saved_has_a_preview(client: Client, theme: ThemePage, editor: User) -> None:
    client.force_login(editor)
    address = f"/admin/pages/add/pages/articlepage/{theme.pk}/"
    page, _reader = open_preview(token_of(show(client, address, title="Gloednieuw")), by=editor)

    assert (page.pk, page.title, page.locale) == (None, "Gloednieuw", theme.locale)
    assert Page.objects.filter(title="Gloednieuw").count() == 0


def test_an_editor_looks_through_the_eyes_of_an_audience(client: Client, article: ArticlePage, editor: User) -> None:
    restrict_page(article.get_parent().specific, "staff", "partners")
    secret = create_article(article.get_parent(), "Intern")
    restrict_page(secret, "staff")
    client.force_login(editor)
    response = show(client, edit_address(article), mode=str(standard("partners").pk))
    _page, reader = open_preview(token_of(response), by=editor)

    assert may_see(reader, article) is True
    assert may_see(reader, secret) is False


def test_an_audience_that_may_not_see_the_page_sees_no_preview(article: ArticlePage, editor: User) -> None:
    token = Preview.objects.keep(article, by=editor, audience=standard("partners"))

    assert open_preview(token, by=editor) is None


def test_an_editor_chooses_from_all_audiences(article: ArticlePage) -> None:
    audience = create_audience("Wijkteam")

    modes = dict(article.preview_modes)
    assert article.default_preview_mode == ""
    assert "Wijkteam" in modes[str(audience.pk)]


def test_a_preview_is_for_nobody_else(article: ArticlePage, editor: User, theme: ThemePage) -> None:
    token = kept(article, by=editor)

    assert open_preview(token, by=create_user(groups=[theme.editors])) is None
    assert open_preview(token, by=create_superuser()) is None
    assert open_preview(token, by=editor) is not None


def test_a_preview_ends(article: ArticlePage, editor: User) -> None:
    token = kept(article, by=editor)
    Preview.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert open_preview(token, by=editor) is None


def test_a_preview_that_was_taken_back_is_over(article: ArticlePage, editor: User) -> None:
    token = kept(article, by=editor)
    Preview.objects.all().delete()

    assert open_preview(token, by=editor) is None
    assert open_preview("", by=editor) is None


def test_who_lost_their_account_role_or_access_has_no_preview(article: ArticlePage, editor: User) -> None:
    token = kept(article, by=editor)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert open_preview(token, by=User.objects.get(pk=editor.pk)) is None

    User.objects.filter(pk=editor.pk).update(is_active=True)
    restrict_page(article, "partners")
    assert open_preview(token, by=User.objects.get(pk=editor.pk)) is None

    restrict_page(article, "staff")
    assert open_preview(token, by=User.objects.get(pk=editor.pk)) is not None
    editor.groups.clear()
    assert open_preview(token, by=User.objects.get(pk=editor.pk)) is None


def test_a_token_shows_the_newest_of_what_is_being_typed(article: ArticlePage, editor: User) -> None:
    first = kept(article, by=editor)
    article.title = "Verlof aanvragen"
    second = kept(article, by=editor)
    page, _reader = open_preview(first, by=editor)

    assert (second, page.title) == (first, "Verlof aanvragen")
    assert Preview.objects.count() == 1


def test_a_text_that_stands_still_has_a_token_of_its_own(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)
    article.title = "Vroeger"
    revision = article.save_revision()
    typed = token_of(show(client, edit_address(article), title="Nu"))
    former = token_of(client.get(f"/admin/pages/{article.pk}/revisions/{revision.pk}/view/"))
    again = token_of(client.get(f"/admin/pages/{article.pk}/revisions/{revision.pk}/view/"))

    assert former == again != typed
    assert open_preview(former, by=editor)[0].title == "Vroeger"
    assert open_preview(typed, by=editor)[0].title == "Nu"


def test_a_token_is_not_kept_alive_for_ever(article: ArticlePage, editor: User) -> None:
    first = kept(article, by=editor)
    Preview.objects.update(created_at=timezone.now() - LONGEST)

    assert kept(article, by=editor) != first


def test_only_the_hash_of_a_token_is_stored(article: ArticlePage, editor: User) -> None:
    token = kept(article, by=editor)

    assert token not in str(Preview.objects.values().get())
    with override_settings(SECRET_KEY="another"):
        assert Preview.objects.get().secret != token
