"""Previews in front-ends elsewhere: chosen in the editor, and opened by whom they are for."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.checks import run_checks
from django.test import Client, RequestFactory

from cms.access.policy import may_see
from cms.api.execution import execute
from cms.media.renditions import RenditionName
from cms.pages.front_ends import OWN, front_end_of
from cms.pages.models import ArticlePage, Preview, ThemePage
from cms.pages.previews import open_preview
from cms.people.models import User
from tests.cms.pages.editing import edit_address, form_at, send
from tests.factories.access import create_collection, restrict_page, standard
from tests.factories.asking import answer_to, prepared
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db

WEBSITE = "https://www.example.org/preview?token={token}&path={path}&language={language}"
APP = "https://app.example.org/{language}/draft/{token}"


@pytest.fixture(autouse=True)
def front_ends(settings: Any) -> None:
    """Two: a website in which nobody signs in, and an app that its people sign in to."""
    settings.PREVIEW_FRONT_ENDS = [f"Website={WEBSITE}", f"The app={APP}"]
    settings.PREVIEW_BY_TOKEN_ALONE = ["Website"]


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def article(theme: ThemePage) -> ArticlePage:
    return create_article(theme, "Verlof", body=[{"type": "text", "value": "<p>Oud</p>"}])


@pytest.fixture
def editor(theme: ThemePage) -> User:
    return create_user(groups=[theme.editors])


def kept(article: ArticlePage, by: User, front_end: str, audience: str = "") -> str:
    eyes = standard(audience) if audience else None
    return Preview.objects.keep(article, by=by, audience=eyes, front_end=front_end)


def test_each_front_end_can_be_chosen_through_each_pair_of_eyes(article: ArticlePage) -> None:
    partners = standard("partners")
    modes = dict(article.preview_modes)

    assert article.default_preview_mode == ""
    assert {"", "website:", "the-app:", str(partners.pk), f"website:{partners.pk}"} <= modes.keys()
    assert modes["the-app:"].startswith("The app – ")
    assert partners.name in modes[f"website:{partners.pk}"]


def test_the_editor_is_sent_to_the_front_end_with_a_token(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)
    preview = f"{edit_address(article)}preview/"
    send(client, preview, form_at(client, edit_address(article), title="Nieuw"))
    response = client.get(preview, {"mode": "website:", "in_preview_panel": "true"})
    address = urlsplit(response["Location"])
    asked = parse_qs(address.query)

    assert (address.scheme, address.netloc, address.path) == ("https", "www.example.org", "/preview")
    assert (asked["path"], asked["language"]) == (["/werken/verlof/"], ["nl"])
    page, _reader = open_preview(asked["token"][0], by=AnonymousUser())
    assert page.title == "Nieuw"
    assert client.get(preview, {"mode": "nowhere:"}).status_code == 404
    assert client.get(preview, {"mode": "website:0"}).status_code == 404


def test_the_editor_frames_its_front_ends_and_nothing_else(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)
    policy = client.get(edit_address(article))["Content-Security-Policy"]

    assert "; frame-src 'self' https://www.example.org https://app.example.org; " in policy
    assert "; frame-ancestors 'self'" in policy
    assert "; frame-src 'self'; " in client.get("/accounts/login/")["Content-Security-Policy"]


def test_where_people_sign_in_a_token_is_of_no_use_to_others(article: ArticlePage, editor: User) -> None:
    token = kept(article, editor, "the-app")

    assert open_preview(token, by=editor) is not None
    for other in (AnonymousUser(), create_user(), create_superuser()):
        assert open_preview(token, by=other) is None


def test_a_token_alone_opens_for_nobody_else_who_is_signed_in(article: ArticlePage, editor: User) -> None:
    token = kept(article, editor, "website")

    assert open_preview(token, by=AnonymousUser()) is not None
    assert open_preview(token, by=editor) is not None
    assert open_preview(token, by=create_superuser()) is None


def test_a_token_is_over_where_its_front_end_is_configured_no_longer(
    article: ArticlePage, editor: User, settings: Any
) -> None:
    token = kept(article, editor, "website")
    settings.PREVIEW_BY_TOKEN_ALONE = []
    assert open_preview(token, by=AnonymousUser()) is None
    assert open_preview(token, by=editor) is not None

    settings.PREVIEW_FRONT_ENDS = []
    assert open_preview(token, by=editor) is None


def test_a_token_alone_does_not_make_somebody_of_who_has_it(article: ArticlePage, theme: ThemePage) -> None:
    """It opens the page and what named audiences see: nothing of the person's own, and nothing as an administrator."""
    closed = create_theme(theme.get_parent().specific, "Gesloten", audiences=("partners",))
    administrator = create_superuser()
    _page, reader = open_preview(kept(article, administrator, "website"), by=AnonymousUser())

    assert (reader.user_id, reader.passes_all) == (None, False)
    assert may_see(reader, theme) is True
    assert may_see(reader, closed) is False


def test_a_page_that_only_its_editor_may_see_opens_and_nothing_like_it(theme: ThemePage, editor: User) -> None:
    restrict_page(theme, "partners", "staff")
    draft = create_article(theme, "Concept", live=False)
    _page, reader = open_preview(kept(draft, editor, "website", "partners"), by=AnonymousUser())

    assert may_see(reader, theme) is True
    assert reader.user_id is None


def test_who_lost_their_account_takes_the_token_with_them(article: ArticlePage, editor: User) -> None:
    token = kept(article, editor, "website")
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert open_preview(token, by=AnonymousUser()) is None


DRAFT = "query ($token: String!) { page(preview: $token) { title } previewAudience(token: $token) viewer { email } }"


def test_a_front_end_without_anybody_asks_with_the_token(client: Client, article: ArticlePage, editor: User) -> None:
    prepared()
    article.title = "Nieuw"
    token = kept(article, editor, "website")
    titles = {"query": "{ pages { nodes { title } } }"}

    answer = answer_to(DRAFT, {"token": token})
    assert answer.data == {"page": {"title": "Nieuw"}, "previewAudience": None, "viewer": None}
    beside = client.get("/graphql/", titles, headers={"Preview-Token": token})
    assert {page["title"] for page in beside.json()["data"]["pages"]["nodes"]} == {"Plein", "Werken", "Verlof"}
    assert "public" not in beside["Cache-Control"]
    assert {page["title"] for page in client.get("/graphql/", titles).json()["data"]["pages"]["nodes"]} == {"Plein"}


def test_pictures_of_a_draft_come_with_its_token(
    client: Client, article: ArticlePage, editor: User, settings: Any
) -> None:
    picture = create_image(collection=create_collection(audiences=("staff",))).get_rendition(RenditionName.CARD)
    secret = create_image(collection=create_collection(audiences=("partners",))).get_rendition(RenditionName.CARD)
    token = kept(article, editor, "website")

    def status(rendition: Any, **headers: str) -> int:
        return client.get(rendition.url, headers=headers).status_code

    assert status(picture) == 404
    assert status(picture, preview_token=token) == 200
    assert status(secret, preview_token=token) == 404
    assert status(picture, preview_token="x") == 404
    client.force_login(editor)
    assert status(picture, preview_token=kept(article, editor, "website", "everyone")) == 404
    client.logout()
    settings.PREVIEW_BY_TOKEN_ALONE = []
    assert status(picture, preview_token=token) == 404


def test_a_preview_changes_nothing(article: ArticlePage, editor: User) -> None:
    request = RequestFactory().post("/graphql/")
    request.user = editor
    text = 'mutation { languageChoose(language: "fr") { language } }'
    answer = execute(text, request=request, preview=kept(article, editor, "website"))

    assert [error["extensions"]["code"] for error in answer.errors] == ["FORBIDDEN"]
    editor.profile.refresh_from_db()
    assert editor.profile.language == "nl"


@pytest.mark.parametrize(
    ("entries", "alone", "told"),
    [
        (["https://x.example/{token}"], [], "whole one"),
        (["Site=https://x.example/"], [], "no place for `{token}`"),
        (["Site=https://x.example/{token}/{page}"], [], "that nothing fills: page"),
        (["Site=http://x.example/{token}"], [], "must begin with https"),
        (["Site=/preview/{token}"], [], "whole one"),
        (["Site=https://{token}.example/"], [], "whole one"),
        (["Site=https://x.example/{token"], [], "cannot be read"),
        (["Site=https://x.example/{token}", "site=https://y.example/{token}"], [], "more than once"),
        (["Site=https://x.example/{token}"], ["Other"], "has Other"),
    ],
)
def test_what_is_configured_wrongly_is_told_at_start_and_left_out(
    settings: Any, entries: list[str], alone: list[str], told: str
) -> None:
    settings.PREVIEW_FRONT_ENDS, settings.PREVIEW_BY_TOKEN_ALONE = entries, alone
    found = [message.msg for message in run_checks() if (message.id or "").startswith("pages.E")]

    assert any(told in message for message in found), found


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("/preview/", "no place for `{token}`"),
        ("/preview/{token}/{page}/", "nothing fills: page"),
        ("/preview/{token/", "cannot be read"),
    ],
)
def test_an_address_of_our_own_that_is_wrong_is_told_and_left_out_too(settings: Any, template: str, told: str) -> None:
    settings.FRONTEND_PREVIEW_URL = template
    (message,) = [each.msg for each in run_checks() if each.id == "pages.E004"]
    assert told in message
    assert front_end_of(OWN) is None


def test_what_is_configured_rightly_passes(settings: Any) -> None:
    settings.PREVIEW_FRONT_ENDS = [*settings.PREVIEW_FRONT_ENDS, "Here=http://localhost:3000/preview/{token}"]
    assert [message for message in run_checks() if (message.id or "").startswith("pages.E")] == []
