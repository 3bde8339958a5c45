"""A draft as its editor's preview shows it."""

import pytest
from django.test import Client

from cms.pages.models import ArticlePage, Preview
from cms.people.models import User
from tests.factories.access import standard
from tests.factories.asking import answer_to, ask, prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

TEXT = """query ($token: String!) { page(preview: $token) {
  type title path body { ... on TextBlock { html } } tags { slug } breadcrumbs { title } related { title }
  children { totalCount } theme { title }
} }"""


@pytest.fixture
def editor() -> User:
    theme = create_theme(create_home(), "Werk", audiences=("staff", "partners"))
    secret = create_theme(theme.get_parent(), "Geheim")
    words = f'<p>Zie <a linktype="page" id="{secret.pk}">dit</a>.</p>'
    create_article(theme, "Verlof", body=[{"type": "text", "value": "<p>Oud</p>"}], summary=words)
    prepared()
    return create_user(groups=[theme.editors])


def test_the_draft_is_shown_and_what_is_published_stays(editor: User) -> None:
    article = ArticlePage.objects.get()
    article.title = "Nieuw verlof"
    article.body = [{"type": "text", "value": article.summary}]
    article.tags.add("tijd")
    token = Preview.objects.keep(article, by=editor, audience=None)
    answer = answer_to(TEXT, {"token": token}, by=editor)
    assert answer.errors == []
    assert answer.is_personal
    assert answer.data["page"] == {
        "type": "ARTICLE",
        "title": "Nieuw verlof",
        "path": "/werk/verlof/",
        "body": [{"html": '<p>Zie <a href="/geheim/">dit</a>.</p>'}],
        "tags": [{"slug": "tijd"}],
        "breadcrumbs": [{"title": "Plein"}, {"title": "Werk"}],
        "related": [],
        "children": {"totalCount": 0},
        "theme": {"title": "Werk"},
    }
    assert ask('{ page(path: "/werk/verlof/") { title } }', by=editor)["page"] == {"title": "Verlof"}
    assert ask(TEXT, {"token": token}, by=create_user())["page"] is None
    assert ask(TEXT, {"token": token})["page"] is None
    assert ask(TEXT, {"token": "x"}, by=editor)["page"] is None


def test_a_draft_is_seen_through_the_eyes_of_an_audience(editor: User) -> None:
    article = ArticlePage.objects.get()
    article.body = [{"type": "text", "value": article.summary}]
    token = Preview.objects.keep(article, by=editor, audience=standard("partners"))
    assert ask(TEXT, {"token": token}, by=editor)["page"]["body"] == [{"html": "<p>Zie dit.</p>"}]


def test_only_the_editor_is_told_through_whose_eyes_a_draft_is_seen(editor: User) -> None:
    article = ArticlePage.objects.get()
    own = Preview.objects.keep(article, by=editor, audience=None)
    theirs = Preview.objects.keep(article, by=editor, audience=standard("partners"))
    question = "query ($token: String!) { previewAudience(token: $token) }"

    assert ask(question, {"token": theirs}, by=editor)["previewAudience"] == standard("partners").name
    assert ask(question, {"token": own}, by=editor)["previewAudience"] is None
    assert ask(question, {"token": theirs}, by=create_user())["previewAudience"] is None


AROUND = """{ navigation(depth: 1) { page { title } } pages { totalCount nodes { title } } }"""


def test_what_stands_around_a_draft_is_seen_through_the_same_eyes(editor: User) -> None:
    article = ArticlePage.objects.get()
    theirs = Preview.objects.keep(article, by=editor, audience=standard("partners"))
    own = Preview.objects.keep(article, by=editor, audience=None)

    assert titles_around(editor) == {"Plein", "Werk", "Geheim", "Verlof"}
    assert titles_around(editor, own) == {"Plein", "Werk", "Geheim", "Verlof"}
    assert titles_around(editor, theirs) == {"Plein", "Werk", "Verlof"}
    assert titles_around(create_user(), theirs) == set()
    assert titles_around(editor, "x") == set()


def titles_around(person: User, preview: str = "") -> set[str]:
    answer = answer_to(AROUND, by=person, preview=preview)
    assert answer.data is not None
    menu = {item["page"]["title"] for item in answer.data["navigation"]}
    listed = {page["title"] for page in answer.data["pages"]["nodes"]}
    assert answer.data["pages"]["totalCount"] == len(listed)
    assert menu <= listed
    return listed


def test_a_front_end_sends_the_token_along(client: Client, editor: User) -> None:
    theirs = Preview.objects.keep(ArticlePage.objects.get(), by=editor, audience=standard("partners"))
    client.force_login(editor)

    def asked(**headers: str) -> str:
        return client.get("/graphql/", {"query": "{ pages { nodes { title } } }"}, headers=headers).content.decode()

    assert "Geheim" in asked()
    assert "Geheim" not in asked(preview_token=theirs)
